/**
 * Which tickets stand where on the board: a state as it is to be seen. Pure.
 *
 * @import { BoardCall } from "/contract/v1/contract.js"
 * @import { State } from "./state.js"
 *
 * @typedef {BoardCall & {isCalled: boolean, isSaying: boolean, isFeatured: boolean}} Row
 * @typedef {"few" | "some" | "many" | "crowd"} Density
 * @typedef {{rows: Row[], density: Density, serving: BoardCall[]}} Picture
 */

/** How many rows, beside the featured one, a density has room for at most; the rest of a crowd is not shown. */
const ROOM = /** @type {[Density, number][]} */ ([
  ["few", 3],
  ["some", 8],
  ["many", 15],
  ["crowd", 35],
]);

/**
 * Rows are those who are called, or were within the last half minute, newest first. The featured one is the call that
 * is being said (the eye follows the voice), else the newest that is still awaited, else the newest.
 *
 * @param {State} state
 * @returns {Picture}
 */
export function picture(state) {
  const calls = latestCalls(state);
  const fresh = new Set(state.fresh.map(({ call }) => call.call_id));
  const saying = state.saying?.ticket_id;
  const isRow = /** @param {BoardCall} call */ (call) =>
    call.state === "called" || fresh.has(call.call_id) || call.ticket_id === saying;
  let rows = calls.filter(isRow);
  const others = calls.filter((call) => !isRow(call) && call.state === "serving");
  if (rows.length === 0) rows = others.splice(0, 1);
  const featured =
    rows.find(({ ticket_id }) => ticket_id === saying) ?? rows.find(({ state: at }) => at === "called") ?? rows[0];
  const [density, room] = ROOM.find(([, most]) => rows.length - 1 <= most) ?? ROOM[ROOM.length - 1];
  const shown = rows.filter((row, index) => index <= room || row === featured);
  return {
    rows: shown.map((call) => ({
      ...call,
      isCalled: call.state === "called",
      isSaying: call.ticket_id === saying,
      isFeatured: call === featured,
    })),
    density,
    serving: others,
  };
}

/**
 * Every known call, newest first; of a ticket only its latest.
 *
 * @param {State} state
 * @returns {BoardCall[]}
 */
function latestCalls({ held, fresh, saying }) {
  const current = held?.snapshot.calls ?? [];
  const inSnapshot = new Set(current.map(({ call_id }) => call_id));
  const gone = fresh
    .filter(({ call }) => !inSnapshot.has(call.call_id))
    .map(({ call }) => /** @type {BoardCall} */ ({ ...call, state: "done" }));
  const early = saying && !inSnapshot.has(saying.call_id) ? [saying] : [];
  const newestFirst = [...early, ...current, ...gone].sort((one, other) => calledAt(other) - calledAt(one));
  const tickets = new Set();
  return newestFirst.filter(({ ticket_id }) => !tickets.has(ticket_id) && tickets.add(ticket_id));
}

/** @param {BoardCall} call */
function calledAt(call) {
  return Date.parse(call.called_at);
}
