/** What the supervisor knows: who waits for what, whom nobody calls, and who goes on another day. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { waited } from "../../server/web/static/desk_state.js";
import { after, begin, continuable, continuation, isHere, rows, stillChosen, unserved, workAt } from "../../server/web/static/supervisor_state.js";

/** @import { ContinuedTicket, Problem, QueueEntry, QueueSnapshot, WindowNow } from "/contract/v1/contract.js" */
/** @import { Happening, Supervision } from "../../server/web/static/supervisor_state.js" */

const NOW = "2026-03-02T10:00:00.000+02:00";

/** @type {import("../../server/web/static/reception_state.js").OfferedSphere[]} */
const SPHERES = [
  { id: "passports", name: { uk: "Паспорти" }, services: [
    { id: "id-card", name: { uk: "ID-картка" }, letter: "П", purposes: ["hand-in"] },
    { id: "abroad", name: { uk: "Закордонний" }, letter: "П", purposes: ["hand-in"] },
  ] },
  { id: "land", name: { uk: "Земля" }, services: [{ id: "extract", name: { uk: "Витяг" }, letter: "З", purposes: ["hand-in"] }] },
];

/** @param {string} label @param {Partial<QueueEntry>} [changes] @returns {QueueEntry} */
const entry = (label, changes = {}) => ({
  ticket_id: label, label, service_id: "id-card", service_name: { uk: "ID-картка" }, purpose: "hand-in",
  priority: "ordinary", state: "waiting", taken_at: NOW, waited_seconds: 60, window_name: null, paper: "none",
  paper_fault: "none", turn: 1, line_services: [changes.service_id ?? "id-card"], line_window: null, line_person: null,
  further: [], is_any_order: false, may_return: false, may_cancel: true, ...changes,
});

/** @param {string} name @param {Partial<WindowNow>} [changes] @returns {WindowNow} */
const window = (name, changes = {}) => ({
  window_id: name, name, person_id: `person-${name}`, person_name: "Олена", label: null, ticket_state: null, ticket_since: null,
  service_ids: ["id-card"], work: "at-window", break_reason: null, work_since: NOW, work_until: null, ...changes,
});

/** @param {Partial<QueueSnapshot>} changes @returns {Happening} */
const told = (changes, at = 0) => ({
  kind: "published", at,
  snapshot: { kind: "queue-snapshot", now: NOW, intake: "open", tickets: [], windows: [], missed: [], unfinished: [], suspension: null, ...changes },
});

/** @param {Happening[]} happenings @returns {Supervision} */
const at = (...happenings) => happenings.reduce(after, begin({ spheres: SPHERES, paper: { metres: 80, timeZone: "Europe/Kyiv" } }));

describe("who waits", () => {
  test("by service in the order of the catalogue, with the oldest wait and the windows that call", () => {
    const state = at(told({
      tickets: [entry("З 1", { service_id: "extract", waited_seconds: 5 }), entry("П 1"), entry("П 2", { waited_seconds: 90 }), entry("П 3", { state: "called" })],
      windows: [window("1"), window("2", { work: "break" }), window("3", { person_id: null })],
    }));

    assert.deepEqual(rows(state).map((row) => [row.serviceId, row.people, row.oldest, row.calling]), [["id-card", 2, 90, 1], ["extract", 1, 5, 0]]);
  });

  test("a service that the page does not know yet is told by the ticket", () => {
    const state = at(told({ tickets: [entry("Н 1", { service_id: "new", service_name: { uk: "Нова" } })] }));

    assert.deepEqual(rows(state).map((row) => row.service), [{ uk: "Нова" }]);
  });

  test("waits grow with the page's clock, and stand still in a suspension", () => {
    /** @type {QueueSnapshot["suspension"]} */
    const suspension = { reason: "alert", since: NOW, titles: {}, texts: {} };
    const later = /** @type {Happening} */ ({ kind: "tick", at: 5000 });

    assert.equal(waited(at(told({}), later), entry("П 1")), 65);
    assert.equal(waited(at(told({ suspension }), later), entry("П 1")), 60);
  });

  test("whom nobody calls: no window, a break, an empty one; a line of one window or person counts", () => {
    const tickets = [
      entry("П 1"), entry("З 1", { service_id: "extract" }),
      entry("П 2", { line_services: [], line_window: "2" }), entry("П 3", { line_services: [], line_person: "person-1" }),
    ];
    const state = at(told({ tickets, windows: [window("1"), window("2", { work: "back-office", service_ids: ["extract"] })] }));

    assert.deepEqual(unserved(state).map(({ label }) => label), ["З 1", "П 2"]);
  });
});

test("what goes on at a window, in one word", () => {
  assert.deepEqual([
    window("1", { person_id: null }), window("1"), window("1", { ticket_state: "called" }), window("1", { ticket_state: "serving" }),
    window("1", { work: "break" }), window("1", { work: "back-office" }),
  ].map(workAt), ["empty", "free", "called", "serving", "break", "back-office"]);
});

describe("going on another day", () => {
  const hall = told({
    tickets: [entry("П 1"), entry("П 2", { state: "serving" }), entry("П 3", { state: "parked" }), entry("П 4", { state: "called" })],
    unfinished: [entry("П 8"), entry("П 9", { state: "expired" })],
  });
  const planned = /** @type {Happening} */ ({ kind: "plan", plan: { kind: "continue", chosen: new Set(["П 1", "П 3"]) } });

  test("those who wait, were set aside or called, those left over, and those whose day is closed now", () => {
    const { today, before, closed } = continuable(at(hall).queue);

    assert.deepEqual([today, before, closed].map((some) => some.map(({ label }) => label)), [["П 1", "П 3", "П 4"], ["П 9"], ["П 8"]]);
  });

  test("only whoever is in the hall today has a wait to show", () => {
    const { queue } = at(hall);
    const { today, before, closed } = continuable(queue);

    assert.deepEqual([...today, ...before, ...closed].map((each) => isHere(queue, each)), [true, true, true, false, false]);
  });

  test("some are taken out and others put in", () => {
    const state = at(hall, planned, { kind: "choose", ids: ["П 1"], isChosen: false }, { kind: "choose", ids: ["П 4", "П 8", "П 9"], isChosen: true });

    assert.deepEqual(stillChosen(state), ["П 3", "П 4", "П 9", "П 8"]);
  });

  test("who is being served meanwhile is left out", () => {
    assert.deepEqual(stillChosen(at(hall, planned, told({ tickets: [entry("П 1", { state: "serving" }), entry("П 3")] }))), ["П 3"]);
  });

  test("what was granted is shown until it is put away", () => {
    /** @type {ContinuedTicket} */
    const ticket = { former_id: "П 1", former_label: "П 1", ticket_id: "П 5", label: "П 5", day: "2026-03-03", paper: "none" };
    const state = at(hall, planned, { kind: "ask" }, { kind: "answered", answer: { kind: "continuation-granted", tickets: [ticket] } });

    assert.deepEqual([state.granted, state.planned, state.isAsking], [[ticket], null, false]);
    assert.deepEqual(after(state, { kind: "put-away" }).granted, []);
  });

  test("nothing else that is done takes the list of new numbers away, and more of them join it", () => {
    /** @param {string} label @returns {Happening} */
    const granted = (label) => ({
      kind: "answered",
      answer: { kind: "continuation-granted", tickets: [{ former_id: label, former_label: label, ticket_id: label, label, day: "2026-03-03", paper: "none" }] },
    });
    /** @type {Problem} */
    const problem = { code: "not-suspended", status: 409, title: "", titles: {}, fields: {} };
    const ask = /** @type {Happening} */ ({ kind: "ask" });
    const state = at(ask, granted("П 5"), ask, { kind: "answered", answer: { kind: "done" } }, ask, { kind: "refused", problem }, ask, granted("П 6"));

    assert.deepEqual(state.granted.map(({ label }) => label), ["П 5", "П 6"]);
  });

  test("all who wait or were set aside are ticked at first, not who walks to a window", () => {
    assert.deepEqual(continuation(at(hall)), { kind: "continue", chosen: new Set(["П 1", "П 3"]) });
  });

  test("who is called while it is thought over is ticked no more, unless by hand", () => {
    const called = told({ tickets: [entry("П 1", { state: "called" }), entry("П 3"), entry("П 4", { state: "called" })] });
    const state = at(hall, planned, { kind: "choose", ids: ["П 4"], isChosen: true }, called);

    assert.deepEqual(stillChosen(state), ["П 3", "П 4"]);
  });

  test("is asked no more once nobody is left to go on", () => {
    assert.equal(at(hall, planned, told({ tickets: [entry("П 1", { state: "serving" })] })).planned, null);
  });

  test("choosing without a plan changes nothing", () => {
    const state = at(hall);

    assert.equal(after(state, { kind: "choose", ids: ["П 1"], isChosen: true }), state);
  });
});

test("what a colleague has decided meanwhile is not asked once more", () => {
  /** @type {QueueSnapshot["suspension"]} */
  const suspension = { reason: "alert", since: NOW, titles: {}, texts: {} };
  /** @param {import("../../server/web/static/decision_state.js").Decision} kind @param {Partial<QueueSnapshot>} before @param {Partial<QueueSnapshot>} now */
  const planned = (kind, before, now) => at(told(before), { kind: "plan", plan: { kind } }, told(now)).planned;

  assert.deepEqual([
    planned("outage", {}, { suspension }), planned("resume", { suspension }, {}),
    planned("stop-intake", {}, { intake: "stopped" }), planned("reopen-intake", { intake: "stopped" }, {}),
  ], [null, null, null, null]);
  assert.deepEqual(planned("stop-intake", {}, {}), { kind: "stop-intake" });
});

test("a refusal is said until something else is planned", () => {
  /** @type {Problem} */
  const problem = { code: "not-suspended", status: 409, title: "", titles: {}, fields: {} };
  const state = at({ kind: "ask" }, { kind: "refused", problem });

  assert.deepEqual([state.said, state.isAsking], [problem, false]);
  assert.equal(after(state, { kind: "plan", plan: { kind: "resume" } }).said, null);
});
