/**
 * Words that several pages of staff say about tickets.
 *
 * @import { PaperState, PrintFault, PriorityClass, Purpose } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 */

/**
 * @param {Speaker} speak
 * @param {Purpose} purpose
 */
export function purposeName({ _ }, purpose) {
  return { consultation: _("Consultation"), "hand-in": _("Hand in documents"), collect: _("Collect a document") }[purpose];
}

/**
 * Whom a ticket belongs to, where that is not everybody; empty for an ordinary one.
 *
 * @param {Speaker} speak
 * @param {PriorityClass} priority
 */
export function priorityName({ _ }, priority) {
  return { ordinary: "", lawful: _("out of turn"), local: _("out of turn, by local decision"), booked: _("by appointment") }[priority];
}

/**
 * What somebody may say of themselves; the document is seen at the window.
 *
 * @param {Speaker} speak
 * @returns {[PriorityClass, string][]}
 */
export function declaredClasses({ _ }) {
  return [["ordinary", _("no")], ["lawful", _("by law")], ["local", _("by local decision")]];
}

/**
 * What is wrong with a ticket's paper, in a few words; empty while nothing is.
 *
 * @param {Speaker} speak
 * @param {{paper: PaperState, paper_fault: PrintFault}} ticket
 */
export function paperTrouble(speak, { paper, paper_fault }) {
  const { _ } = speak;
  if (paper === "failed") return _("The slip was not printed: {why}", { why: faultName(speak, paper_fault) });
  if (paper === "unknown") return _("It is not known whether the slip came out: {why}", { why: faultName(speak, paper_fault) });
  return "";
}

/** @param {Speaker} speak @param {{name: string}} device */
export function deviceName({ _ }, device) {
  const [kind, number] = device.name.split("-"); // a second wire of buttons is "buttons-2"
  const name = { printer: _("Printer"), spare: _("Spare printer"), screen: _("Screen"), page: _("Picture"), buttons: _("Window buttons"), displays: _("Window displays"), disk: _("Disk") }[kind];
  return name ? [name, number].filter(Boolean).join(" ") : device.name;
}

/**
 * @param {Speaker} speak
 * @param {PrintFault} fault
 */
export function faultName({ _ }, fault) {
  switch (fault) {
    case "paper-out":
      return _("no paper");
    case "cover-open":
      return _("the cover is open");
    case "cutter":
      return _("the cutter is stuck");
    case "offline":
      return _("the printer is switched to offline");
    case "no-answer":
      return _("the printer does not answer");
    case "unreachable":
      return _("the printer cannot be reached");
    case "broke-off":
      return _("the connection broke off");
    case "lease-ended":
      return _("the box did not report in time");
    case "unrecoverable":
      return _("the printer needs repair");
    case "not-taken":
      return _("a slip was not taken");
    case "paper-low":
      return _("the paper is running out");
    case "slip-refused":
      return _("such a slip cannot be printed");
    case "disk":
      return _("the box cannot write to its disk");
    case "key-stuck":
      return _("a key is stuck");
    case "none":
      return _("no reason given");
  }
}
