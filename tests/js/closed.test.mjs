import assert from "node:assert/strict";
import { test } from "node:test";
import { intakeText, opensText } from "../../display/web/closed.js";
import { after, atStart } from "../../kiosk/web/state.js";
import { adviceWords, closedInShort, closedWords } from "../../kiosk/web/views/closed_words.js";
import { speaker } from "../../server/contract/js/i18n.js";
import { whenWords } from "../../server/contract/js/when.js";

/** @import { BoardSnapshot, Intake } from "/contract/v1/contract.js" */

const MONDAY_NOON = "2026-03-02T10:00:00Z";
const TOMORROW = "2026-03-03T08:00:00+02:00";
/** @type {Intake[]} */
const CLOSED = ["not-yet", "over", "closed-today", "nobody-serves", "suspended", "stopped", "limit-reached", "no-time-left"];
const say = speaker("en", {});

/** What a kiosk in Kyiv knows on Monday at noon. */
const known = [
  { kind: "lease", lease: { time_zone: "Europe/Kyiv", spheres: [] } },
  { kind: "hall", snapshot: { now: MONDAY_NOON, intake: "over", services: [] } },
].reduce((state, happening) => after(state, /** @type {any} */ ({ at: 0, ...happening })), atStart(0));

/** @param {Intake} intake @param {string | null} opens_at */
const board = (intake, opens_at) =>
  /** @type {BoardSnapshot} */ (/** @type {unknown} */ ({ intake, opens_at, now: MONDAY_NOON, time_zone: "Europe/Kyiv" }));

test("a time to come is said by its day, in the hall's own time zone", () => {
  const when = (/** @type {string} */ at, now = MONDAY_NOON) => whenWords(at, now, "Europe/Kyiv", say);

  assert.equal(when("2026-03-02T13:00:00+02:00"), "today at 13:00");
  assert.equal(when(TOMORROW), "tomorrow at 8:00");
  assert.equal(when("2026-03-02T22:30:00Z"), "tomorrow at 0:30", "in Kyiv it is Tuesday already");
  assert.equal(when("2026-03-04T08:00:00+02:00"), "on Wednesday, March 4, at 8:00");
  assert.equal(when("2026-03-08T08:00:00+02:00"), "on Sunday, March 8, at 8:00");
});

test("tomorrow is tomorrow over a change of the clocks and over a year", () => {
  const when = (/** @type {string} */ at, /** @type {string} */ now) => whenWords(at, now, "Europe/Kyiv", say);

  assert.equal(when("2026-03-30T08:00:00+03:00", "2026-03-29T00:30:00+02:00"), "tomorrow at 8:00");
  assert.equal(when("2026-10-26T08:00:00+02:00", "2026-10-25T23:59:00+02:00"), "tomorrow at 8:00");
  assert.equal(when("2027-01-01T08:00:00+02:00", "2026-12-31T12:00:00+02:00"), "tomorrow at 8:00");
});

test("every reason is said, each in words of its own", () => {
  assert.equal(new Set(CLOSED.map((intake) => closedWords(intake, say))).size, CLOSED.length);
  assert.equal(closedWords("open", say), "");
});

test("a citizen is told what follows, with the time where it is known", () => {
  const advice = (/** @type {Intake} */ intake, /** @type {string | null} */ opens_at) => adviceWords(known, { intake, opens_at }, say);

  assert.equal(advice("over", TOMORROW), "We open tomorrow at 8:00.", "the whole hall is closed");
  assert.equal(advice("not-yet", "2026-03-02T13:00:00+02:00"), "Tickets again today at 13:00.", "a service alone");
  assert.equal(advice("closed-today", null), "Please ask at reception.");
  assert.equal(advice("limit-reached", TOMORROW), "Tickets again tomorrow at 8:00.");
  assert.equal(advice("limit-reached", null), "Please come another day.");
  assert.equal(advice("stopped", TOMORROW), "Tickets again tomorrow at 8:00. If it is urgent, ask at reception.");
  assert.equal(advice("no-time-left", null), "If it is urgent, ask at reception.");
  assert.equal(advice("suspended", null), "Tickets are given again as soon as it is resumed.");
  assert.equal(advice("open", null), "");
});

test("a row of a closed service says in a line when it opens today, or why it does not", () => {
  assert.equal(closedInShort(known, { intake: "not-yet", opens_at: "2026-03-02T13:00:00+02:00" }, say), "Tickets today at 13:00");
  assert.equal(closedInShort(known, { intake: "not-yet", opens_at: null }, say), "Tickets are not given yet");
  assert.equal(closedInShort(known, { intake: "closed-today", opens_at: TOMORROW }, say), "Closed today");
});

test("the board says why, and when tickets are given again", () => {
  assert.ok(CLOSED.every((intake) => intakeText(intake, say)));
  assert.equal(intakeText("open", say), "");
  assert.equal(opensText(board("over", TOMORROW), say), "We open tomorrow at 8:00.");
  assert.equal(opensText(board("stopped", TOMORROW), say), "Tickets again tomorrow at 8:00.");
  assert.equal(opensText(board("suspended", null), say), "");
});
