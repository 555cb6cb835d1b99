/**
 * Sentences that several screens say: waiting, opening, paper.
 *
 * @import { PrintFault, Purpose, ServiceNow, WaitRange } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 */
import { closedInShort } from "./closed_words.js";

/**
 * @param {Purpose} purpose
 * @param {Speaker} say
 */
export function purposeWords(purpose, { _ }) {
  switch (purpose) {
    case "consultation":
      return _("Consultation");
    case "hand-in":
      return _("Hand in documents");
    case "collect":
      return _("Collect a document");
  }
}

/**
 * How long, or that nobody knows.
 *
 * @param {WaitRange | null} wait
 * @param {Speaker} say
 */
export function waitWords(wait, { _ }) {
  if (wait === null) return _("time unknown");
  if (wait.low_minutes === 0) return _("up to {high} min", { high: wait.high_minutes });
  if (wait.low_minutes === wait.high_minutes) return _("about {high} min", { high: wait.high_minutes });
  return _("{low}–{high} min", { low: wait.low_minutes, high: wait.high_minutes });
}

/**
 * @param {number} people
 * @param {Speaker} say
 */
export function peopleWords(people, { _, _n }) {
  return people === 0 ? _("nobody before you") : _n("{count} person before you", "{count} people before you", people);
}

/**
 * One line of a service: who waits and how long, or why not.
 *
 * @param {State} state
 * @param {ServiceNow | null} now
 * @param {Speaker} say
 */
export function standingWords(state, now, say) {
  if (now === null) return say._("time unknown");
  if (now.intake !== "open") return closedInShort(state, now, say);
  return `${peopleWords(now.people_before, say)} · ${waitWords(now.wait, say)}`;
}

/**
 * Why the slip did not come out.
 *
 * @param {PrintFault | string} fault
 * @param {Speaker} say
 */
export function faultWords(fault, { _ }) {
  switch (fault) {
    case "paper-out":
      return _("The paper has run out.");
    case "cover-open":
      return _("The printer is open.");
    case "slip-refused":
      return _("This slip cannot be printed.");
    case "disk":
      return _("Printing does not work now.");
    default:
      return _("The printer does not work.");
  }
}

/**
 * A suspension, for whoever reads by ear.
 *
 * @param {import("/contract/v1/contract.js").SuspensionNow} suspension
 * @param {Speaker} say
 */
export function suspendedWords({ titles, texts }, say) {
  return `${say.of(titles)}. ${say.of(texts)}`;
}
