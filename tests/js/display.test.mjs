import assert from "node:assert/strict";
import { test } from "node:test";
import { picture } from "../../display/web/picture.js";
import { SILENCE_MS, START, VISIBLE_MS, after, isStale, serverTime } from "../../display/web/state.js";
import { clockTime, longDate } from "../../display/web/time.js";
import { NOON, announcement, time } from "./announcements.mjs";

/** @import { Announcement, BoardCall, BoardSnapshot, SuspensionNow } from "/contract/v1/contract.js" */
/** @import { State } from "../../display/web/state.js" */

/** @param {number} number @param {{at?: number, state?: BoardCall["state"], calls?: number}} [options] @returns {BoardCall} */
const call = (number, { at = 0, state = "called", calls = 1 } = {}) => ({
  ticket_id: `t${number}`,
  call_id: `t${number}/${calls}`,
  label: `А 0${number}`,
  window_name: String(number),
  state,
  called_at: time(at),
});

/** @type {SuspensionNow} */
const ALERT = { reason: "alert", since: time(0), titles: { uk: "Повітряна тривога" }, texts: { uk: "До укриття" } };

/** @param {BoardCall[]} calls @param {number} at @param {SuspensionNow | null} [suspension] @returns {BoardSnapshot} */
const snapshot = (calls, at, suspension = null) => ({
  kind: "board-snapshot",
  hall_name: { uk: "Центр" },
  time_zone: "Europe/Kyiv",
  now: time(at),
  calls,
  waiting: [],
  waiting_total: 0,
  notice: {},
  intake: "open",
  opens_at: null,
  suspension,
});

/**
 * The board after snapshots and other happenings, seconds after noon; the page's clock began 100 s before noon.
 *
 * @param {({at?: number} & ({calls: BoardCall[], suspension?: SuspensionNow} | {kind: "tick"} | {kind: "link", isUp: boolean}
 *   | {kind: "saying", announcement: Announcement}))[]} happenings
 * @returns {State}
 */
const board = (...happenings) => {
  let state = after(START, { kind: "link", isUp: true, at: 0 });
  for (const { at: seconds = 0, ...happening } of happenings) {
    const at = seconds * 1000 + 100_000;
    state =
      "calls" in happening
        ? after(state, { kind: "published", revision: { sequence: seconds, refresh: 0 }, snapshot: snapshot(happening.calls, seconds, happening.suspension), at })
        : after(state, { ...happening, at });
  }
  return state;
};

/** @param {State} state */
const shown = (state) => picture(state).rows.map(({ ticket_id }) => ticket_id);

test("called tickets stand newest first", () => {
  const state = board({ calls: [call(3, { at: -40 }), call(1, { at: -90 }), call(2, { at: -60 })] });

  assert.deepEqual(shown(state), ["t3", "t2", "t1"]);
});

test("the newest that is awaited is featured, before a newer one that is served already", () => {
  const state = board({ calls: [call(2, { at: -3, state: "serving" }), call(1, { at: -20 })] });

  assert.deepEqual(
    picture(state).rows.map(({ isFeatured }) => isFeatured),
    [false, true],
  );
});

test("a call stays half a minute though its citizen was served and gone at once", () => {
  const calls = [call(1, { at: 10 })];

  assert.deepEqual(shown(board({ calls: [] }, { at: 10, calls }, { at: 12, calls: [] }, { kind: "tick", at: 39.9 })), ["t1"]);
  assert.deepEqual(shown(board({ calls: [] }, { at: 10, calls }, { at: 12, calls: [] }, { kind: "tick", at: 40.1 })), []);
});

test("a board that starts does not take old calls for new ones", () => {
  const state = board({ calls: [call(2, { at: -5 }), call(1, { at: -VISIBLE_MS / 1000 - 1, state: "serving" })] });

  assert.deepEqual(shown(state), ["t2"]);
  assert.deepEqual(
    picture(state).serving.map(({ ticket_id }) => ticket_id),
    ["t1"],
  );
});

test("a served ticket moves to the quiet list after its half minute", () => {
  const state = board(
    { calls: [call(2, { at: 0 }), call(1, { at: 0 })] },
    { at: 5, calls: [call(2, { at: 0 }), call(1, { at: 0, state: "serving" })] },
    { kind: "tick", at: 31 },
  );

  assert.deepEqual(shown(state), ["t2"]);
  assert.equal(picture(state).serving.length, 1);
});

test("a recalled ticket has one row", () => {
  const state = board({ calls: [call(1)] }, { at: 8, calls: [call(1, { at: 8, calls: 2 })] });

  assert.deepEqual(
    picture(state).rows.map(({ call_id }) => call_id),
    ["t1/2"],
  );
});

test("a call that is said has its row before its snapshot has come", () => {
  const state = board({ calls: [] }, { kind: "saying", announcement: announcement("t9/1", { ticket: "t9" }), at: 1 });

  const [row] = picture(state).rows;

  assert.equal(row.call_id, "t9/1");
  assert.ok(row.isSaying && row.isFeatured);
});

test("the call that is said is featured, wherever it stands", () => {
  const state = board(
    { calls: [call(2, { at: -1 }), call(1, { at: -2 })] },
    { kind: "saying", announcement: announcement("t1/1", { ticket: "t1" }), at: 1 },
  );

  assert.deepEqual(
    picture(state).rows.map(({ isFeatured }) => isFeatured),
    [false, true],
  );
});

test("the whole hall called at opening has a place on the board", () => {
  const calls = Array.from({ length: 36 }, (_, index) => call(index + 1, { at: -index / 10 }));

  assert.equal(picture(board({ calls })).density, "crowd");
  assert.equal(shown(board({ calls })).length, 36);
});

test("silence makes the board stale before five seconds are over, and a sign of life mends it", () => {
  const silent = board({ calls: [] }, { kind: "tick", at: SILENCE_MS / 1000 });

  assert.ok(SILENCE_MS + 500 < 5000);
  assert.ok(isStale(silent));
  assert.ok(!isStale(after(silent, { kind: "heard", at: silent.now + 1 })));
});

test("a lost link makes the board stale at once", () => {
  assert.ok(isStale(board({ calls: [] }, { kind: "link", isUp: false, at: 0.1 })));
});

test("a board that never had news is not stale, it is waiting", () => {
  assert.ok(!isStale(after(START, { kind: "link", isUp: false, at: 60_000 })));
});

test("the clock follows the server, not the screen", () => {
  const state = board({ calls: [] }, { at: 30, calls: [] });

  assert.equal(serverTime(state, 100_000 + 90_000), NOON + 90_000);
});

test("times are those of the hall's zone, the date is in its language", () => {
  assert.equal(clockTime(NOON, "Europe/Kyiv"), "12:00");
  assert.equal(clockTime(Date.parse("2026-07-01T21:05:00Z"), "Europe/Kyiv"), "00:05");
  assert.equal(longDate(NOON, "Europe/Kyiv", "uk"), "Понеділок, 2 березня");
});

test("an alert takes the calls away, and none of them comes back with the all-clear", () => {
  const state = board({ calls: [call(1)] }, { calls: [], suspension: ALERT, at: 1 }, { calls: [], at: 2 });

  assert.deepEqual(shown(state), []);
  assert.equal(state.held?.snapshot.suspension, null);
});
