/**
 * Sentences that several screens say: waiting, opening, paper.
 *
 * @import { Intake, PrintFault, Purpose, ServiceNow, WaitRange } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 */

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
 * Why no ticket is given.
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
  }
}

/**
 * One line of a service: who waits and how long, or why not.
 *
 * @param {ServiceNow | null} now
 * @param {Speaker} say
 */
export function standingWords(now, say) {
  if (now === null) return say._("time unknown");
  if (now.intake !== "open") return closedWords(now.intake, say);
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
    default:
      return _("The printer does not work.");
  }
}
