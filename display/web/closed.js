/**
 * What the board says of tickets when none are given: why, and since when they will be.
 *
 * @import { BoardSnapshot, Intake } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 */
import { whenWords } from "/contract/v1/js/when.js";

/** @param {Intake} intake @param {Speaker} speaker */
export function intakeText(intake, { _ }) {
  switch (intake) {
    case "open":
      return "";
    case "not-yet":
      return _("No tickets are given yet");
    case "over":
      return _("Tickets are over for today");
    case "closed-today":
      return _("The hall is closed today");
    case "stopped":
    case "limit-reached":
    case "no-time-left":
      return _("No more tickets are given today");
    case "suspended":
      return _("Tickets are not given: the service is suspended");
    case "nobody-serves":
      return _("Nobody serves now. Please wait");
  }
}

/**
 * «Приймаємо завтра з 8:00»; empty when nobody can say.
 *
 * @param {BoardSnapshot} snapshot
 * @param {Speaker} speaker
 */
export function opensText({ intake, opens_at, now, time_zone }, speaker) {
  if (opens_at === null) return "";
  const when = whenWords(opens_at, now, time_zone, speaker);
  if (intake === "not-yet" || intake === "over" || intake === "closed-today") return speaker._("We open {when}.", { when });
  return speaker._("Tickets again {when}.", { when });
}
