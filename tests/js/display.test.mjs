import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcer, FLASH_MS, memoryIn } from "../../display/web/announcer.js";
import { picture } from "../../display/web/picture.js";
import { SILENCE_MS, START, VISIBLE_MS, after, isStale, serverTime } from "../../display/web/state.js";
import { clockTime, longDate } from "../../display/web/time.js";

/** @import { Announcement, BoardCall, BoardSnapshot, Proclamation, SuspensionNow } from "/contract/v1/contract.js" */
/** @import { State } from "../../display/web/state.js" */

const NOON = Date.parse("2026-03-02T10:00:00.000Z");

/** @param {number} seconds */
const time = (seconds) => new Date(NOON + seconds * 1000).toISOString();

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

/**
 * @param {string} id
 * @param {{ticket?: string, expires?: number, audio?: Announcement["audio"]}} [options]
 * @returns {Announcement}
 */
const announcement = (id, { ticket = id, expires = 60, audio = [{ language: "uk", path: `/audio/${id}.wav`, seconds: 1 }] } = {}) => ({
  id,
  hall_id: "hall",
  ticket_id: ticket,
  label: "А 001",
  window_name: "1",
  texts: {},
  audio,
  called_at: time(0),
  expires_at: time(expires),
});

/** @param {string} id @param {number} [expires] @returns {Proclamation} */
const proclamation = (id, expires = 60) => ({
  id,
  hall_id: "hall",
  texts: { uk: "Увага!" },
  audio: [{ language: "uk", path: `/audio/${id}.wav`, seconds: 1 }],
  expires_at: time(expires),
});

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

/** A hall where a sound ends when the test says so; `failing`: there is none to be had. */
function hall({ failing = false } = {}) {
  const storage = keep();
  /** @type {{said: (string | null)[], loaded: string[], waited: number[], ends: (() => void)[], stops: number, now: number}} */
  const heard = { said: [], loaded: [], waited: [], ends: [], stops: 0, now: 0 };
  const announcer = new Announcer({
    sound: {
      load: async (path) => {
        heard.loaded.push(path);
        if (failing) throw new Error("no such sound");
        return path;
      },
      play: () => new Promise((resolve) => heard.ends.push(resolve)),
      stop: () => void (heard.stops += 1),
    },
    memory: memoryIn(storage),
    serverTime: () => NOON + heard.now * 1000,
    wait: async (milliseconds) => void heard.waited.push(milliseconds),
    onSaying: (told) => heard.said.push(told?.id ?? null),
    onProclaiming: (told) => heard.said.push(told?.id ?? null),
  });
  return Object.assign(heard, { announcer, storage });
}

/** A storage as a browser's. @param {[string, string][]} entries */
function keep(entries = []) {
  const kept = new Map(entries);
  return {
    getItem: /** @param {string} key */ (key) => kept.get(key) ?? null,
    setItem: /** @param {string} key @param {string} value */ (key, value) => void kept.set(key, value),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("two calls are said one after another", async () => {
  const { announcer, said, ends } = hall();

  announcer.hear(announcement("a/1"));
  announcer.hear(announcement("b/1"));
  await settled();
  assert.deepEqual(said, ["a/1"]);
  ends[0]();
  await settled();

  assert.deepEqual(said, ["a/1", null, "b/1"]);
});

test("an id is said once, also after a reload of the page", async () => {
  const { announcer, loaded, storage, said, ends } = hall();

  announcer.hear(announcement("a/1"));
  announcer.hear(announcement("a/1"));
  await settled();
  ends[0]();
  await settled();
  announcer.hear(announcement("a/1"));
  await settled();

  assert.deepEqual(loaded, ["/audio/a/1.wav"]);
  assert.deepEqual(said, ["a/1", null]);
  assert.ok(memoryIn(storage).has("a/1"));
});

test("a recall has a new id, so it is said again; the older call of the same ticket gives way in the queue", async () => {
  const { announcer, said, ends } = hall();

  announcer.hear(announcement("x/1"));
  announcer.hear(announcement("a/1", { ticket: "a" }));
  announcer.hear(announcement("a/2", { ticket: "a" }));
  await settled();
  ends[0]();
  await settled();

  assert.deepEqual(said, ["x/1", null, "a/2"]);
});

test("what expired in the queue is dropped", async () => {
  const hears = hall();

  hears.announcer.hear(announcement("a/1"));
  hears.announcer.hear(announcement("b/1", { expires: 3 }));
  hears.announcer.hear(announcement("c/1"));
  await settled();
  hears.now = 4;
  hears.ends[0]();
  await settled();

  assert.deepEqual(hears.said, ["a/1", null, "c/1"]);
});

test("without a sound the flash comes all the same, and is not for ever", async () => {
  const { announcer, said, waited } = hall({ failing: true });

  announcer.hear(announcement("a/1"));
  announcer.hear(announcement("b/1", { audio: [] }));
  await settled();

  assert.deepEqual(said, ["a/1", null, "b/1", null]);
  assert.equal(waited.filter((milliseconds) => milliseconds === FLASH_MS).length, 2);
});

test("Ukrainian is heard first, then the other languages", async () => {
  const { announcer, loaded } = hall();
  const audio = ["en", "uk", "pl"].map((language) => ({ language, path: `/audio/${language}.wav`, seconds: 1 }));

  announcer.hear(announcement("a/1", { audio }));
  await settled();

  assert.deepEqual(loaded, ["/audio/uk.wav", "/audio/en.wav", "/audio/pl.wav"]);
});

test("the memory of what was said does not grow without end, and survives a foreign value", () => {
  const storage = keep([["cherha.said", "{not json"]]);
  const memory = memoryIn(storage, 3);

  for (const id of ["1", "2", "3", "4"]) memory.add(id);

  assert.deepEqual(JSON.parse(storage.getItem("cherha.said") ?? ""), ["2", "3", "4"]);
});

test("an alert takes the calls away, and none of them comes back with the all-clear", () => {
  const state = board({ calls: [call(1)] }, { calls: [], suspension: ALERT, at: 1 }, { calls: [], at: 2 });

  assert.deepEqual(shown(state), []);
  assert.equal(state.held?.snapshot.suspension, null);
});

test("a proclamation comes before the calls that wait, and after the one that is said", async () => {
  const { announcer, said, ends } = hall();

  for (const id of ["a/1", "b/1"]) announcer.hear(announcement(id));
  announcer.proclaim(proclamation("over"));
  await settled();
  for (const index of [0, 1, 2]) {
    ends[index]();
    await settled();
  }

  assert.deepEqual(said, ["a/1", null, "over", null, "b/1", null]);
});

test("a suspension breaks a call off, drops those that wait, and lets no further one be said", async () => {
  const { announcer, said, loaded } = hall();

  for (const id of ["a/1", "b/1"]) announcer.hear(announcement(id));
  await settled();
  announcer.proclaim(proclamation("alert"));
  announcer.hush(true);
  announcer.hear(announcement("c/1"));
  await settled();

  assert.deepEqual(said, ["a/1", null, "alert"]);
  assert.deepEqual(loaded, ["/audio/a/1.wav", "/audio/b/1.wav", "/audio/alert.wav"]);
});

test("a suspension breaks off a flash without sound too", async () => {
  const { announcer, said } = hall({ failing: true });
  announcer.world.wait = () => new Promise(() => {});

  announcer.hear(announcement("a/1", { audio: [] }));
  await settled();
  announcer.hush(true);
  await settled();

  assert.deepEqual(said, ["a/1", null]);
});

test("the words of a suspension go on over the hush, and calls are heard again after it", async () => {
  const { announcer, said, ends } = hall();

  announcer.proclaim(proclamation("alert"));
  await settled();
  announcer.hush(true);
  announcer.hush(false);
  announcer.hear(announcement("a/1"));
  ends[0]();
  await settled();

  assert.deepEqual(said, ["alert", null, "a/1"]);
});

test("a newer proclamation breaks the older one off; each is said once, and never late", async () => {
  const hears = hall();

  hears.announcer.proclaim(proclamation("alert"));
  hears.announcer.proclaim(proclamation("alert"));
  await settled();
  hears.announcer.proclaim(proclamation("over"));
  await settled();
  hears.ends[1]();
  await settled();
  hears.announcer.proclaim(proclamation("over"));
  hears.now = 61;
  hears.announcer.proclaim(proclamation("late"));
  await settled();

  assert.deepEqual(hears.said, ["alert", null, "over", null]);
  assert.equal(hears.stops, 1);
});

test("a clip that loads only after its proclamation was broken off is not played", async () => {
  const { announcer, ends } = hall();
  /** @type {(loaded: unknown) => void} */
  let arrive = () => {};
  announcer.world.sound.load = () => new Promise((resolve) => (arrive = resolve));

  announcer.hear(announcement("a/1"));
  await settled();
  announcer.hush(true);
  arrive("/audio/a/1.wav");
  await settled();

  assert.equal(ends.length, 0);
});
