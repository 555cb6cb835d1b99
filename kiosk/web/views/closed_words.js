/**
 * Why no tickets are given, since when they will be, and what to do meanwhile.
 *
 * @import { Intake } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 */
import { whenWords } from "/contract/v1/js/when.js";

/** @typedef {{intake: Intake, opens_at: string | null}} Closed */

/**
 * Why, in few words.
 *
 * @param {Intake} intake
 * @param {Speaker} say
 */
export function closedWords(intake, { _ }) {
  switch (intake) {
    case "open":
      return "";
    case "not-yet":
      return _("Tickets are not given yet");
    case "over":
      return _("No more tickets today");
    case "closed-today":
      return _("Closed today");
    case "nobody-serves":
      return _("Nobody serves this now");
    case "suspended":
      return _("The service is suspended");
    case "stopped":
      return _("Tickets are stopped for today");
    case "limit-reached":
      return _("All tickets of today are taken");
    case "no-time-left":
      return _("Too little time before closing");
  }
}

/**
 * For a list, where a line must do: in the morning the time, at other times why.
 *
 * @param {State} state
 * @param {Closed} closed
 * @param {Speaker} say
 */
export function closedInShort(state, { intake, opens_at }, say) {
  const when = intake === "not-yet" ? timeOf(state, opens_at, say) : "";
  return when ? say._("Tickets {when}", { when }) : closedWords(intake, say);
}

/**
 * When tickets are given next; empty when nobody can say.
 *
 * @param {State} state
 * @param {Closed} closed
 * @param {Speaker} say
 */
export function againWords(state, { intake, opens_at }, say) {
  const { _ } = say;
  if (intake === "suspended") return _("Tickets are given again as soon as it is resumed.");
  const when = timeOf(state, opens_at, say);
  if (!when) return "";
  const isHallClosed = intake === state.hall?.intake && ["not-yet", "over", "closed-today"].includes(intake);
  return isHallClosed ? _("We open {when}.", { when }) : _("Tickets again {when}.", { when });
}

/**
 * What follows from it for somebody who stands there.
 *
 * @param {State} state
 * @param {Closed} closed
 * @param {Speaker} say
 */
export function adviceWords(state, closed, say) {
  const { _ } = say;
  const again = againWords(state, closed, say);
  switch (closed.intake) {
    case "open":
      return "";
    case "limit-reached":
      return again || _("Please come another day.");
    case "stopped":
    case "no-time-left":
      return [again, _("If it is urgent, ask at reception.")].filter(Boolean).join(" ");
    default:
      return again || _("Please ask at reception.");
  }
}

/**
 * @param {State} state
 * @param {string | null} at
 * @param {Speaker} say
 */
function timeOf(state, at, say) {
  if (at === null || state.hall === null || state.lease === null) return "";
  return whenWords(at, state.hall.now, state.lease.time_zone, say);
}
