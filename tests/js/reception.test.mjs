/** What reception knows: finding tickets, a wish that stays possible, boxes in trouble. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, begin, copyBox, found, isInTrouble, longestWait, needsCare, printingBoxes } from "../../server/web/static/reception_state.js";

/** @import { Answer, BoxNow, DeviceNow, QueueEntry } from "/contract/v1/contract.js" */
/** @typedef {Extract<Answer, { kind: "ticket-given" }>} Given */
/** @import { Happening, OfferedSphere, Reception } from "../../server/web/static/reception_state.js" */

const NOW = "2026-03-02T10:00:00.000+02:00";

const PAPER = { metres: 80, timeZone: "Europe/Kyiv" };

/** @type {OfferedSphere[]} */
const SPHERES = [
  { id: "passports", name: { uk: "Паспорти" }, services: [
    { id: "id-card", name: { uk: "ID-картка" }, letter: "П", purposes: ["hand-in", "collect"] },
    { id: "abroad", name: { uk: "Закордонний" }, letter: "П", purposes: ["collect"] },
  ] },
  { id: "land", name: { uk: "Земля" }, services: [{ id: "extract", name: { uk: "Витяг" }, letter: "З", purposes: ["hand-in"] }] },
];

/** @param {string} label @param {Partial<QueueEntry>} [changes] @returns {QueueEntry} */
const entry = (label, changes = {}) => ({
  ticket_id: label, label, service_id: "id-card", service_name: { uk: "ID-картка" }, purpose: "hand-in",
  priority: "ordinary", state: "waiting", taken_at: NOW, waited_seconds: 60, window_name: null, paper: "none",
  paper_fault: "none", turn: 1, line_services: ["id-card"], line_window: null, line_person: null, further: [],
  is_any_order: false, may_return: false, may_cancel: true, ...changes,
});

/** @param {Happening[]} happenings @returns {Reception} */
const at = (...happenings) => happenings.reduce(after, begin({ spheres: SPHERES, paper: PAPER }));

/** @param {QueueEntry[]} tickets @param {QueueEntry[]} [missed] @returns {Happening} */
const line = (tickets, missed = [], at = 0) => ({
  kind: "published", at, snapshot: { kind: "queue-snapshot", now: NOW, intake: "open", tickets, windows: [], missed, unfinished: [], suspension: null },
});

/** @param {string} text */
const labelsFor = (text) =>
  found(at(line([entry("П\u00a0001"), entry("П\u00a0012"), entry("С\u00a0001")], [entry("А\u00a0120")]), { kind: "seek", text }))
    .map(({ entry }) => entry.label.replace("\u00a0", ""));

describe("finding a ticket", () => {
  test("nothing typed shows every ticket, the missed ones last", () => {
    assert.deepEqual(labelsFor(""), ["П001", "П012", "С001", "А120"]);
  });

  test("zeros, blanks, hyphens and small letters do not count", () => {
    for (const text of ["П 001", "п1", "П-01", " п  1"]) assert.deepEqual(labelsFor(text), ["П001", "П012"], text);
  });

  test("a Latin letter that looks the same is the same", () => {
    assert.deepEqual(labelsFor("C1"), ["С001"]);
  });

  test("figures alone find every letter", () => {
    assert.deepEqual(labelsFor("12"), ["П012", "А120"]);
  });

  test("what is not there is not found", () => {
    assert.deepEqual(labelsFor("Я 7"), []);
  });
});

describe("the wish", () => {
  test("another sphere makes service and purpose void", () => {
    const state = at(
      { kind: "wish", wish: { sphereId: "passports" } }, { kind: "wish", wish: { serviceId: "id-card" } },
      { kind: "wish", wish: { purpose: "collect" } }, { kind: "wish", wish: { sphereId: "" } });

    assert.deepEqual([state.wish.serviceId, state.wish.purpose], ["", ""]);
  });

  test("a purpose that the new service has is kept", () => {
    const state = at(
      { kind: "wish", wish: { sphereId: "passports", serviceId: "id-card", purpose: "collect" } },
      { kind: "wish", wish: { serviceId: "abroad" } });

    assert.equal(state.wish.purpose, "collect");
  });

  test("what leaves no choice is chosen at once", () => {
    const { wish } = at({ kind: "wish", wish: { sphereId: "land" } });

    assert.deepEqual([wish.serviceId, wish.purpose], ["extract", "hand-in"]);
  });

  test("a ticket that was given clears the form; a refusal keeps it", () => {
    const wished = /** @type {Happening} */ ({ kind: "wish", wish: { sphereId: "land" } });
    const refusal = { code: /** @type {const} */ ("nobody-serves"), status: 409, title: "", titles: {}, fields: {} };
    const answer = /** @type {Given} */ ({
      kind: "ticket-given", ticket_id: "t", label: "З 001", service_id: "extract", people_before: 0, wait: null,
      phone_secret: "s", phone_url: "u", paper: "none", printer_name: "", taken_at: NOW, priority: "ordinary", further: [], is_any_order: false,
    });

    assert.equal(at(wished, { kind: "refused", problem: refusal }).wish.serviceId, "extract");
    assert.equal(at(wished, { kind: "answered", answer }).wish.serviceId, "");
    assert.equal(at(wished, { kind: "answered", answer }).given, answer);
  });
});

describe("several services", () => {
  const wished = /** @type {Happening[]} */ ([
    { kind: "wish", wish: { sphereId: "passports", serviceId: "id-card", purpose: "collect" } },
    { kind: "wish", wish: { route: { serviceIds: ["abroad", "extract"], isAnyOrder: true } } },
  ]);
  const given = /** @type {Given} */ ({
    kind: "ticket-given", ticket_id: "t", label: "П 001", service_id: "id-card", people_before: 0, wait: null,
    phone_secret: "s", phone_url: "u", paper: "none", printer_name: "", taken_at: NOW, priority: "ordinary", further: [], is_any_order: false,
  });

  test("the first service is not among the further ones, and one alone has no order", () => {
    const { wish } = at(...wished, { kind: "wish", wish: { serviceId: "abroad" } });
    const alone = at(...wished, { kind: "wish", wish: { route: { serviceIds: [], isAnyOrder: true } } });

    assert.deepEqual(wish.route, { serviceIds: ["extract"], isAnyOrder: true });
    assert.equal(alone.wish.route.isAnyOrder, false);
  });

  test("who had an appointment and got an ordinary ticket came too late", () => {
    const booked = /** @type {Happening} */ ({ kind: "wish", wish: { bookedFor: "10:00" } });

    assert.equal(at(...wished, booked, { kind: "answered", answer: { ...given, priority: "ordinary" } }).isLate, true);
    assert.equal(at(...wished, booked, { kind: "answered", answer: { ...given, priority: "booked" } }).isLate, false);
    assert.equal(at(...wished, { kind: "answered", answer: { ...given, priority: "ordinary" } }).isLate, false);
  });

  test("other services are thought over until they are sent, or left", () => {
    const change = { entry: entry("П 001"), route: { serviceIds: ["extract"], isAnyOrder: false } };

    assert.equal(at({ kind: "change", change }).changed, change);
    assert.equal(at({ kind: "change", change }, { kind: "change", change: null }).changed, null);
    assert.equal(at({ kind: "change", change }, { kind: "ask" }).changed, null);
  });
});

describe("at a glance", () => {
  test("the longest wait goes on between the news", () => {
    const state = at(line([entry("a"), entry("b", { waited_seconds: 300 }), entry("c", { state: "called", waited_seconds: 900 })]),
      { kind: "tick", at: 10_000 });

    assert.equal(longestWait(state), 310);
  });

  test("nobody waits for no time", () => {
    assert.equal(longestWait(at(line([]))), 0);
  });

  test("a silent box, a fault and what nobody knows are trouble; a warning is not, but wants care", () => {
    /** @param {boolean} is_alive @param {DeviceNow["state"]} state @returns {BoxNow} */
    const box = (is_alive, state) => ({
      box_id: "b", name: "Кіоск", kind: "kiosk", is_alive, seen_at: NOW, version: "1", jobs_waiting: 0, has_printer: true, lost_since: null,
      devices: [{ name: "printer", state, fault: "none", detail: "", since: null, remedy: {}, paper: null, has_run_out: false }],
    });

    const every = [box(true, "ready"), box(true, "warning"), box(true, "fault"), box(true, "unknown"), box(false, "ready")];
    assert.deepEqual(every.map(isInTrouble), [false, false, true, true, true]);
    assert.deepEqual(every.map(needsCare), [false, true, true, true, true]);
  });

  test("a printer whose roll seems new wants care until somebody says so", () => {
    /** @param {boolean} has_run_out @returns {BoxNow} */
    const box = (has_run_out) => ({
      box_id: "b", name: "Кіоск", kind: "kiosk", is_alive: true, seen_at: NOW, version: "1", jobs_waiting: 0, has_printer: true, lost_since: null,
      devices: [{ name: "printer", state: "ready", fault: "none", detail: "", since: null, remedy: {}, has_run_out,
        paper: { length_mm: 80_000, left_mm: 0, slips_left: null, ends_at: null, is_low: false, since: NOW } }],
    });

    assert.ok(needsCare(box(true)));
    assert.ok(!needsCare(box(false)));
    assert.ok(!isInTrouble(box(true)), "it prints");
  });

  test("what was said before is put away when a new roll is asked about", () => {
    const roll = { boxId: "b", boxName: "Кіоск", device: "printer", metres: "80", since: null };
    const refused = at({ kind: "refused", problem: /** @type {import("/contract/v1/contract.js").Problem} */ ({ code: "busy" }) });

    assert.notEqual(refused.said, null);
    assert.equal(after(refused, { kind: "roll", roll }).said, null);
  });
});

test("copies come out at the printer that was chosen, while it is there", () => {
  /** @param {string} box_id @param {boolean} has_printer @returns {BoxNow} */
  const box = (box_id, has_printer) => ({
    box_id, name: box_id, kind: "kiosk", is_alive: true, seen_at: NOW, version: "1", jobs_waiting: 0, has_printer, lost_since: null, devices: [],
  });
  const boxes = { kind: /** @type {const} */ ("boxes-snapshot"), now: NOW, boxes: [box("a", true), box("b", true), box("c", false)] };

  assert.deepEqual(printingBoxes({ boxes }).map((each) => each.box_id), ["a", "b"]);
  assert.equal(copyBox({ boxes, copyBox: "" }), undefined);
  assert.equal(copyBox({ boxes, copyBox: "b" })?.box_id, "b");
  assert.equal(copyBox({ boxes: { ...boxes, boxes: [box("a", true)] }, copyBox: "b" }), undefined);
  assert.equal(at({ kind: "copy-at", boxId: "b" }).copyBox, "b");
});
