/**
 * The notice of a hall or service that gives no tickets now.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Closed } from "./closed_words.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { standing } from "../offer.js";
import { adviceWords, againWords, closedWords } from "./closed_words.js";

/**
 * The hall's notice on the first screen, in a line; nothing while it gives tickets.
 *
 * @param {State} state
 * @param {Speaker} say
 */
export function closedHall(state, say) {
  if (state.hall === null || state.hall.intake === "open" || state.lease === null) return nothing;
  return notice(state.hall, againWords(state, state.hall, say), say);
}

/**
 * Of one service, in place of its waiting time.
 *
 * @param {State} state
 * @param {string} serviceId
 * @param {Speaker} say
 */
export function closedService(state, serviceId, say) {
  const { now } = standing(state, serviceId);
  /** @type {Closed} */
  const closed = now === null || now.intake === "open" ? { intake: "nobody-serves", opens_at: null } : now;
  return notice(closed, adviceWords(state, closed, say), say);
}

/**
 * @param {Closed} closed
 * @param {string} more
 * @param {Speaker} say
 */
function notice({ intake }, more, say) {
  return html`<p class="closed"><b>${closedWords(intake, say)}.</b> ${more}</p>`;
}
