/**
 * How fresh the news of a page is, and what time it is at the server. Pure.
 *
 * @typedef {object} Live
 * @property {boolean} isUp        the link stands
 * @property {boolean} hasNews     something has come at all
 * @property {number} heardAt      last sign of life, on the page's own clock (milliseconds)
 * @property {number} now          the page's own clock
 * @property {number} ahead        how far the server's wall clock is ahead of the page's own
 *
 * @typedef {{kind: "heard", at: number} | {kind: "link", isUp: boolean, at: number} | {kind: "tick", at: number}
 *   | {kind: "published", snapshot: Snapshot, at: number}} Sign
 *
 * @import { Snapshot } from "/contract/v1/contract.js"
 */

/** The server pings every two seconds; news older than this is said to be old before five seconds have passed. */
const SILENT_MS = 4000;

/** @type {Live} */
export const UNHEARD = { isUp: false, hasNews: false, heardAt: 0, now: 0, ahead: 0 };

/**
 * @param {Live} live
 * @param {Sign} sign
 * @returns {Live}
 */
export function heard(live, sign) {
  const now = Math.max(live.now, sign.at);
  switch (sign.kind) {
    case "heard":
      return { ...live, now, heardAt: now };
    case "link":
      return { ...live, now, isUp: sign.isUp, heardAt: sign.isUp ? now : live.heardAt };
    case "tick":
      return { ...live, now };
    case "published":
      return { ...live, now, heardAt: now, hasNews: true, ahead: aheadOf(sign.snapshot, now) ?? live.ahead };
  }
}

/**
 * Whether what is shown may be out of date.
 *
 * @param {Live} live
 */
export function isStale(live) {
  return live.hasNews && (!live.isUp || live.now - live.heardAt > SILENT_MS);
}

/**
 * The same clock, stopped at a moment of the server.
 *
 * @param {Live} live
 * @param {string} moment
 * @returns {Live}
 */
export function stoppedAt(live, moment) {
  return { ...live, now: Date.parse(moment) - live.ahead };
}

/**
 * Whole seconds from a moment of the server until now; never below zero.
 *
 * @param {Live} live
 * @param {string} moment
 */
export function secondsSince(live, moment) {
  return Math.max(0, Math.floor((live.now + live.ahead - Date.parse(moment)) / 1000));
}

/**
 * Whole seconds from now until a moment of the server; 0 once it has come.
 *
 * @param {Live} live
 * @param {string} moment
 */
export function secondsUntil(live, moment) {
  return Math.max(0, Math.ceil((Date.parse(moment) - live.now - live.ahead) / 1000));
}

/**
 * `4:05`, or `1:04:05` from an hour on.
 *
 * @param {number} seconds
 */
export function stopwatch(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const end = `${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}

/**
 * @param {Snapshot} snapshot
 * @param {number} now
 */
function aheadOf(snapshot, now) {
  return "now" in snapshot ? Date.parse(snapshot.now) - now : null;
}
