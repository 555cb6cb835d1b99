/**
 * What the board knows: (state, happening) → state. Pure; times are milliseconds of the page's steady clock.
 *
 * @import { Announcement, BoardCall, BoardSnapshot, Proclamation, Revision } from "/contract/v1/contract.js"
 *
 * @typedef {{revision: Revision, snapshot: BoardSnapshot, at: number}} Held
 * @typedef {{call: BoardCall, until: number}} Fresh
 * @typedef {{
 *   stage: "starting" | "not-enrolled" | "board",
 *   isUp: boolean,
 *   isSoundBlocked: boolean,
 *   now: number,
 *   heardAt: number,
 *   held: Held | null,
 *   fresh: Fresh[],
 *   saying: BoardCall | null,
 *   proclaiming: Proclamation | null,
 * }} State
 *
 * @typedef {{kind: "tick", at: number}
 *   | {kind: "heard", at: number}
 *   | {kind: "link", isUp: boolean, at: number}
 *   | {kind: "published", revision: Revision, snapshot: BoardSnapshot, at: number}
 *   | {kind: "saying", announcement: Announcement | null, at: number}
 *   | {kind: "proclaiming", proclamation: Proclamation | null}
 *   | {kind: "sound", isBlocked: boolean}
 *   | {kind: "not-enrolled"}} Happening
 */

/** The server is heard at least every 2.5 s; a hall must be told within 5 s that its board is no longer live. */
export const SILENCE_MS = 3800;
/** How long a call is to be seen at least, also when its citizen was quicker. */
export const VISIBLE_MS = 30_000;

/** @type {State} */
export const START = {
  stage: "starting",
  isUp: false,
  isSoundBlocked: false,
  now: 0,
  heardAt: 0,
  held: null,
  fresh: [],
  saying: null,
  proclaiming: null,
};

/**
 * @param {State} state
 * @param {Happening} happening
 * @returns {State}
 */
export function after(state, happening) {
  switch (happening.kind) {
    case "tick":
      return { ...state, now: happening.at, fresh: state.fresh.filter(({ until }) => until > happening.at) };
    case "heard":
      return { ...state, now: happening.at, heardAt: happening.at };
    case "link":
      return { ...state, isUp: happening.isUp, now: happening.at, heardAt: happening.isUp ? happening.at : state.heardAt };
    case "published":
      return withSnapshot(state, happening.revision, happening.snapshot, happening.at);
    case "saying":
      return withSaying(state, happening.announcement, happening.at);
    case "proclaiming":
      return { ...state, proclaiming: happening.proclamation };
    case "sound":
      return { ...state, isSoundBlocked: happening.isBlocked };
    case "not-enrolled":
      return { ...state, stage: "not-enrolled", isUp: false };
  }
}

/** Whether what is shown may be old, so that it must not look live. @param {State} state */
export function isStale(state) {
  return state.held !== null && (!state.isUp || state.now - state.heardAt >= SILENCE_MS);
}

/**
 * The server's time at a moment of the page's clock: a screen's own clock is never trusted, it may have no battery.
 *
 * @param {State} state
 * @param {number} at
 * @returns {number | null} milliseconds since 1970; null before the first snapshot
 */
export function serverTime(state, at) {
  return state.held && Date.parse(state.held.snapshot.now) + (at - state.held.at);
}

/**
 * @param {State} state
 * @param {Revision} revision
 * @param {BoardSnapshot} snapshot
 * @param {number} at
 * @returns {State}
 */
function withSnapshot(state, revision, snapshot, at) {
  const held = { revision, snapshot, at };
  // Whoever was called is in the shelter: no call of before comes back with the all-clear.
  if (snapshot.suspension) return { ...state, stage: "board", now: at, heardAt: at, held, fresh: [], saying: null };
  const known = new Map(state.fresh.map((fresh) => [fresh.call.call_id, fresh]));
  const seen = new Set(state.held?.snapshot.calls.map(({ call_id }) => call_id));
  for (const call of snapshot.calls) {
    const fresh = known.get(call.call_id);
    if (fresh) known.set(call.call_id, { call, until: fresh.until });
    else if (!seen.has(call.call_id) && Date.parse(snapshot.now) - Date.parse(call.called_at) < VISIBLE_MS)
      known.set(call.call_id, { call, until: at + VISIBLE_MS });
  }
  return {
    ...state,
    stage: "board",
    now: at,
    heardAt: at,
    held,
    fresh: [...known.values()].filter(({ until }) => until > at),
  };
}

/**
 * A voice never without a picture: the announced call is on the board even when its snapshot comes a moment later.
 *
 * @param {State} state
 * @param {Announcement | null} announcement
 * @param {number} at
 * @returns {State}
 */
function withSaying(state, announcement, at) {
  if (announcement === null) return { ...state, now: at, saying: null };
  /** @type {BoardCall} */
  const call = {
    ticket_id: announcement.ticket_id,
    call_id: announcement.id,
    label: announcement.label,
    window_name: announcement.window_name,
    state: "called",
    called_at: announcement.called_at,
  };
  return { ...state, now: at, saying: call };
}
