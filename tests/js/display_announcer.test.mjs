import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcer, FLASH_MS, memoryIn } from "../../display/web/announcer.js";
import { NOON, announcement, proclamation } from "./announcements.mjs";

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
