/** Paper: what is asked once, what is told of the rest of a roll, and until when. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { about, endWords, hasSeveralPrinters, lengthOf, runningLow, seemsChanged, stillAsked } from "../../server/web/static/roll_state.js";

/** @import { BoxesSnapshot, DeviceNow, PaperLeft } from "/contract/v1/contract.js" */
/** @import { NewRoll } from "../../server/web/static/roll_state.js" */

const NOW = "2026-03-02T10:10:00.000+02:00"; // a Monday
const PAPER = { metres: 80, timeZone: "Europe/Kyiv" };
/** @type {NewRoll} */
const ROLL = { boxId: "kiosk", boxName: "Кіоск", device: "printer", metres: "80", since: NOW };

/** @param {Partial<PaperLeft>} [changes] @returns {PaperLeft} */
const left = (changes = {}) => ({ length_mm: 80_000, left_mm: 34_000, slips_left: 210, ends_at: null, is_low: false, since: NOW, ...changes });

/** @param {Partial<DeviceNow>} [changes] @returns {DeviceNow} */
const printer = (changes = {}) => ({
  name: "printer", state: "ready", fault: "none", detail: "", since: null, remedy: {}, paper: left(), has_run_out: false, ...changes,
});

/** @param {DeviceNow[]} devices @returns {BoxesSnapshot} */
const boxes = (...devices) => /** @type {BoxesSnapshot} */ ({
  kind: "boxes-snapshot", now: NOW,
  boxes: [{ box_id: "kiosk", name: "Кіоск", kind: "kiosk", is_alive: true, seen_at: NOW, version: "1", devices, jobs_waiting: 0, lost_since: null, has_printer: true }],
});

/** @param {string} at @param {string} [language] */
const until = (at, language = "uk") => endWords(left({ ends_at: at }), NOW, PAPER.timeZone, language);

describe("the end of a roll", () => {
  test("is told by the hour today, with the weekday within a week, and as a date later", () => {
    assert.equal(until("2026-03-02T15:00:00.000+02:00"), "15:00");
    assert.equal(until("2026-03-06T15:00:00.000+02:00"), "пт 15:00");
    assert.equal(until("2026-03-06T15:00:00.000+02:00", "en"), "Fri 15:00");
    assert.equal(until("2026-03-17T15:00:00.000+02:00"), "17.03");
  });

  test("is told to the half hour, rather early, but never as gone by", () => {
    assert.equal(until("2026-03-02T15:29:00.000+02:00"), "15:00");
    assert.equal(until("2026-03-02T10:20:00.000+02:00"), "10:10");
  });

  test("goes by the hall's clock", () => {
    assert.equal(endWords(left({ ends_at: "2026-03-02T13:00:00.000+00:00" }), NOW, "Europe/Kyiv", "uk"), "15:00");
  });

  test("is not told while nobody knows it", () => {
    assert.equal(endWords(left(), NOW, PAPER.timeZone, "uk"), "");
  });

  test("in slips is a guess", () => {
    assert.deepEqual([217, 100, 48, 20, 7, 0].map(about), [210, 100, 45, 20, 7, 0]);
  });
});

describe("a new roll", () => {
  test("is offered when there was no paper, and now there is", () => {
    assert.ok(seemsChanged(printer({ has_run_out: true })));
    assert.ok(!seemsChanged(printer()));
    assert.ok(!seemsChanged(printer({ has_run_out: true, state: "fault", fault: "cover-open" })));
    assert.ok(!seemsChanged(printer({ has_run_out: true, paper: null })), "nobody counts it");
  });

  test("is asked about until a colleague has said that it is in", () => {
    assert.equal(stillAsked(ROLL, boxes(printer())), ROLL);
    assert.equal(stillAsked(ROLL, boxes(printer({ paper: left({ since: "2026-03-02T10:11:00.000+02:00" }) }))), null);
    assert.equal(stillAsked(ROLL, boxes()), null, "the printer is gone");
    assert.equal(stillAsked(null, boxes(printer())), null);
  });

  test("is as long as the page has shown, whatever the office calls usual by now", () => {
    assert.equal(lengthOf(ROLL), 80_000);
    assert.equal(lengthOf({ ...ROLL, metres: "30" }), 30_000);
    assert.equal(lengthOf({ ...ROLL, metres: "" }), null);
  });
});

test("printers are warned of whose paper runs out, both of a box that has two", () => {
  const low = printer({ state: "warning", fault: "paper-low" });

  assert.deepEqual(runningLow(boxes(printer())), []);
  assert.deepEqual(runningLow(boxes(low)).map(({ box }) => box.box_id), ["kiosk"]);
  assert.deepEqual(runningLow(boxes(low, { ...low, name: "spare" })).map(({ device }) => device.name), ["printer", "spare"]);
  assert.deepEqual(runningLow(null), []);
});

test("a printer is called by its box unless there are two", () => {
  assert.ok(!hasSeveralPrinters(boxes(printer(), printer({ name: "screen", paper: null })).boxes[0]));
  assert.ok(hasSeveralPrinters(boxes(printer(), printer({ name: "spare" })).boxes[0]));
});
