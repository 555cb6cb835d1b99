import assert from "node:assert/strict";
import { test } from "node:test";
import { TICKET_MS, after, atStart, isSuspended } from "../../kiosk/web/state.js";
import { suspendedWords } from "../../kiosk/web/views/words.js";
import { speaker } from "../../server/contract/js/i18n.js";

/** @import { SuspensionNow } from "/contract/v1/contract.js" */
/** @import { State } from "../../kiosk/web/state.js" */

/** @type {SuspensionNow} */
const ALERT = {
  reason: "alert",
  since: "2026-03-02T10:00:00.000Z",
  titles: { uk: "Повітряна тривога", en: "Air-raid alert" },
  texts: { uk: "До укриття", en: "To the shelter" },
};
/** @param {string} intake @param {SuspensionNow | null} suspension */
const hall = (intake, suspension) => ({ kind: "hall", snapshot: { intake, suspension, services: [] } });
const alert = hall("suspended", ALERT);
const allClear = hall("open", null);
const service = { service_id: "x", name: {}, letter: "П", purposes: ["collect", "hand-in"] };
const lease = { hall_name: {}, spheres: [{ sphere_id: "s", name: {}, services: [service] }], texts: {} };
const ticket = { ticket_id: "t", label: "П 042", further: [], paper: "waiting" };
const problem = { code: "suspended", title: "", titles: {}, fields: {}, status: 409 };
const sending = [{ kind: "sphere", id: "s" }, { kind: "service", id: "x" }, { kind: "purpose", purpose: "collect" }, { kind: "take", requestId: "r" }];

/** @param {...any} words @returns {State} */
function lived(...words) {
  const before = [{ kind: "box", isThere: true }, { kind: "server", isThere: true }, { kind: "lease", lease }];
  return [...before, ...words].reduce((state, word) => after(state, { at: state.now + 10, ...word }), atStart(0));
}

test("an alert interrupts whoever is choosing, and the screen comes back empty", () => {
  const chosen = lived({ kind: "sphere", id: "s" }, { kind: "language", language: "en" });
  const state = after(chosen, /** @type {any} */ ({ ...alert, at: chosen.now }));

  assert.ok(!isSuspended(chosen));
  assert.ok(isSuspended(state));
  assert.equal(state.screen, "home");
  assert.equal(after(state, /** @type {any} */ ({ ...allClear, at: state.now })).language, "uk");
});

test("a ticket that was just given stays on the screen for its time", () => {
  const state = lived(...sending, { kind: "given", ticket }, alert);

  assert.equal(state.screen, "ticket");
  assert.equal(after(state, { kind: "tick", at: state.now + TICKET_MS }).screen, "home");
});

test("a wish that the alert was quicker than is forgotten, and no refusal comes after the all-clear", () => {
  const waiting = lived(...sending, alert);
  const refused = after(waiting, /** @type {any} */ ({ kind: "refused", problem, at: waiting.now }));
  const late = lived(...sending, { kind: "refused", problem }, alert);

  assert.ok(waiting.isSending);
  assert.deepEqual([refused.screen, refused.isSending], ["home", false]);
  assert.equal(late.screen, "home");
});

test("a choice of look or language made in the alert is not taken away by its next news", () => {
  const state = lived(alert, { kind: "language", language: "en" }, alert);

  assert.equal(state.language, "en");
});

test("where tickets are given all the same, nobody is interrupted", () => {
  const state = lived({ kind: "sphere", id: "s" }, hall("open", ALERT));

  assert.ok(!isSuspended(state));
  assert.equal(state.screen, "services");
});

test("after hours the shelter is shown too", () => {
  assert.ok(isSuspended(lived(hall("over", ALERT))));
  assert.ok(!isSuspended(lived(hall("over", null))));
});

test("who reads by ear hears where to go", () => {
  assert.equal(suspendedWords(ALERT, speaker("en", {})), "Air-raid alert. To the shelter");
});
