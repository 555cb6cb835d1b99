/** What the page of paper mode knows: lines typed and pasted, what is wrong with them, and what is sent. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, batch, begin, clockOf, faults, filled, isReady, rowsLeft } from "../../server/web/static/paper_state.js";

/** @import { Problem, QueueEntry } from "/contract/v1/contract.js" */
/** @import { Happening, Paper, Row, Service } from "../../server/web/static/paper_state.js" */

/** @type {Service[]} */
const SERVICES = [
  { id: "id-card", title: "ID-картка", names: ["ID-картка", "ID card"], purposes: ["hand-in", "collect"] },
  { id: "abroad", title: "Паспорт для виїзду за кордон", names: ["Паспорт для виїзду за кордон"], purposes: ["hand-in", "collect"] },
  { id: "old", title: "Паспорт-книжечка", names: ["Паспорт-книжечка"], purposes: ["collect"] },
];

/** @param {Partial<Row>} changes @returns {Row} */
const row = (changes) => ({ key: 1, number: "12", time: "10:35", service: "ID-картка", purpose: "hand-in", priority: "ordinary", ...changes });

/** @param {Row[]} rows @param {Happening[]} happenings @returns {Paper} */
const at = (rows, ...happenings) => happenings.reduce(after, begin({ day: "2026-03-02", letter: "Х", timeZone: "Europe/Kyiv", services: SERVICES, rows }));

/** The hall at noon, with these labels in line. @param {string[]} labels @returns {Happening} */
const noon = (...labels) => ({
  kind: "published", at: 0,
  snapshot: {
    kind: "queue-snapshot", now: "2026-03-02T12:00:00.000+02:00", intake: "open", windows: [], missed: [], unfinished: [], suspension: null,
    tickets: labels.map((label) => /** @type {QueueEntry} */ (/** @type {unknown} */ ({ label }))),
  },
});

/** @param {Partial<Row>} changes */
const wrongWith = (changes) => faults(at([row(changes)], noon("Х\u00a0007", "П\u00a0012"))).get(1);

describe("what is wrong with a line", () => {
  test("nothing", () => {
    assert.deepEqual(wrongWith({}), []);
  });

  test("its number", () => {
    for (const number of ["", "0", "10000", "12а", "-1"]) assert.deepEqual(wrongWith({ number }), ["number"], number);
    assert.deepEqual(wrongWith({ number: "007" }), ["there"]);
  });

  test("its time", () => {
    for (const time of ["", "24:00", "10:60", "десята"]) assert.deepEqual(wrongWith({ time }), ["time"], time);
    assert.deepEqual(wrongWith({ time: "12:00" }), []);
    assert.deepEqual(wrongWith({ time: "12:01" }), ["later"]);
  });

  test("its service or purpose", () => {
    assert.deepEqual(wrongWith({ service: "" }), ["service"]);
    assert.deepEqual(wrongWith({ service: "Земля" }), ["service"]);
    assert.deepEqual(wrongWith({ service: "паспорт" }), ["several"]);
    assert.deepEqual(wrongWith({ purpose: "" }), ["purpose"]);
  });

  test("one number twice", () => {
    const wrong = faults(at([row({}), row({ key: 2, number: "012" }), row({ key: 3, number: "13" })], noon()));

    assert.deepEqual([...wrong.values()], [["twice"], ["twice"], []]);
  });

  test("a number that the server has refused, until the batch is in", () => {
    /** @type {Problem} */
    const problem = { code: "number-taken", status: 409, title: "", titles: {}, fields: { label: "Х\u00a0012" } };
    const state = at([row({})], noon(), { kind: "ask" }, { kind: "refused", problem });

    assert.deepEqual(faults(state).get(1), ["there"]);
    assert.equal(isReady(state), false);
  });
});

test("times are read as people write them", () => {
  assert.deepEqual(["9:05", "0905", "10.35", "10 35", " 10:35 "].map(clockOf), ["09:05", "09:05", "10:35", "10:35", "10:35"]);
});

describe("typing", () => {
  test("there is always a blank line at the end, with the service of the line above", () => {
    const state = at([], { kind: "type", key: 1, changes: { number: "12", service: "ID-картка", purpose: "collect" } });

    assert.deepEqual(state.rows.map(({ number, service, purpose }) => [number, service, purpose]), [["12", "ID-картка", "collect"], ["", "ID-картка", "collect"]]);
    assert.equal(filled(state).length, 1);
  });

  test("the blank line takes what is typed above it afterwards, and keeps what is typed in itself", () => {
    const typed = at([], { kind: "type", key: 1, changes: { number: "12" } }, { kind: "type", key: 1, changes: { service: "ID-картка" } });
    assert.equal(typed.rows[1].service, "ID-картка");

    assert.equal(after(typed, { kind: "type", key: 2, changes: { service: "Паспорт для" } }).rows[1].service, "Паспорт для");
  });

  test("the only purpose of a service is chosen, and one that it has not is void", () => {
    assert.equal(at([row({})], { kind: "type", key: 1, changes: { service: "Паспорт-книжечка" } }).rows[0].purpose, "collect");
    assert.equal(at([row({ purpose: "consultation" })], { kind: "type", key: 1, changes: { service: "Паспорт для" } }).rows[0].purpose, "");
  });

  test("a name in another language is understood", () => {
    assert.equal(batch(at([row({ service: "id card" })]))[0].service_id, "id-card");
  });

  test("a line is removed, and all of them", () => {
    assert.equal(filled(at([row({}), row({ key: 2 })], { kind: "remove", key: 1 })).length, 1);
    assert.equal(filled(at([row({})], { kind: "empty" })).length, 0);
  });
});

describe("what was left", () => {
  test("is taken up again", () => {
    assert.deepEqual(rowsLeft(JSON.stringify([row({})])), [row({})]);
    assert.deepEqual(rowsLeft(null), []);
  });

  test("is nothing where no lines lie", () => {
    for (const text of ["", "{", "null", "7", "{}", "[null, 7, {}]"]) assert.deepEqual(rowsLeft(text), [], text);
  });
});

describe("midnight in the hall", () => {
  /** @param {string} now @returns {Happening} */
  const news = (now) => ({ kind: "published", at: 0, snapshot: { .../** @type {any} */ (noon()).snapshot, now } });
  const [evening, midnight] = [news("2026-03-02T21:59:00Z"), news("2026-03-02T22:00:00Z")];

  test("takes away what was typed, and says so until something is typed", () => {
    const state = at([row({})], evening, midnight);

    assert.deepEqual([state.day, filled(state).length, state.isDayOver], ["2026-03-03", 0, true]);
    assert.equal(after(state, { kind: "type", key: 1, changes: { number: "1" } }).isDayOver, false);
  });

  test("is not told where nothing was typed, and takes nothing before it has come", () => {
    assert.equal(at([], evening, midnight).isDayOver, false);
    assert.equal(filled(at([row({})], evening)).length, 1);
  });
});

describe("a list", () => {
  test("number, time and service in a line, whatever stands between them", () => {
    const state = at([], { kind: "paste", text: "12 10:35 ID-картка\n Х 013; 10.40; Паспорт-книжечка\r\n\n14, 9:05\n" });

    assert.deepEqual(filled(state).map(({ number, time, service }) => [number, time, service]), [
      ["12", "10:35", "ID-картка"], ["013", "10:40", "Паспорт-книжечка"], ["14", "9:05", "Паспорт-книжечка"],
    ]);
  });

  test("takes service and purpose of the last line", () => {
    const state = at([row({ number: "", time: "" })], { kind: "paste", text: "12 10:35\n13 10:36" });

    assert.deepEqual(filled(state).map(({ service, purpose }) => [service, purpose]), [["ID-картка", "hand-in"], ["ID-картка", "hand-in"]]);
  });

  test("what nobody can make out is said, and the rest is taken", () => {
    const state = at([row({})], { kind: "paste", text: "щось\n13 10:40" });

    assert.deepEqual([state.unread, filled(state).length], [["щось"], 2]);
  });
});

describe("entering", () => {
  test("sends whole lines only, as numbers and clock times", () => {
    assert.deepEqual(batch(at([row({ number: "012", time: "9.05", priority: "lawful" })])), [
      { number: 12, service_id: "id-card", purpose: "hand-in", taken_at: "09:05", priority: "lawful" },
    ]);
  });

  test("is possible once all is right, and not for more than two hundred", () => {
    const many = Array.from({ length: 201 }, (_, index) => row({ key: index + 1, number: String(index + 1) }));

    assert.equal(isReady(at([], noon())), false);
    assert.equal(isReady(at(many.slice(0, 200), noon())), true);
    assert.equal(isReady(at(many, noon())), false);
  });

  test("empties the table, and says what was entered", () => {
    const state = at([row({})], { kind: "plan", isPlanned: true }, { kind: "ask" }, { kind: "answered", answer: { kind: "paper-tickets-entered", labels: ["Х 012"] } });

    assert.deepEqual([filled(state).length, state.entered, state.isPlanned, state.isAsking], [0, ["Х 012"], false, false]);
  });
});
