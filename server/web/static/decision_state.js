/**
 * Decisions for the whole hall, and whether one is still to be taken. Pure.
 *
 * @import { QueueSnapshot } from "/contract/v1/contract.js"
 *
 * @typedef {"alert" | "outage" | "resume" | "stop-intake" | "reopen-intake"} Decision
 */

/** What a colleague has decided meanwhile is not asked once more.
 * @param {Decision} decision @param {QueueSnapshot} queue */
export function isOpen(decision, { suspension, intake }) {
  switch (decision) {
    case "alert":
    case "outage":
      return suspension === null;
    case "resume":
      return suspension !== null;
    case "stop-intake":
      return intake !== "stopped";
    case "reopen-intake":
      return intake === "stopped";
  }
}
