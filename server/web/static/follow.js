/** A staff page's ear: every sign of the news, and of time passing, as a happening. */
import { listen } from "/contract/v1/js/client.js";

/**
 * @import { Problem } from "/contract/v1/contract.js"
 * @import { Sign } from "./live.js"
 */

const TICK_MS = 500;

/**
 * For as long as the page is open.
 *
 * @param {string[]} topics
 * @param {(happening: Sign | {kind: "refused", problem: Problem}) => void} happen
 */
export function follow(topics, happen) {
  listen(topics, {
    snapshot: ({ snapshot }) => happen({ kind: "published", snapshot, at: performance.now() }),
    heard: () => happen({ kind: "heard", at: performance.now() }),
    link: (isUp) => happen({ kind: "link", isUp, at: performance.now() }),
    refused: (problem) => happen({ kind: "refused", problem }),
  });
  setInterval(() => happen({ kind: "tick", at: performance.now() }), TICK_MS);
}
