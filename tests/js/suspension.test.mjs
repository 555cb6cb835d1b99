/** What desk and reception know of an alert: nobody is called, waiting stands still, and a decision is asked for once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { acts, after as atDesk, begin as beginDesk, gone, left, served, waited } from "../../server/web/static/desk_state.js";
import { after, begin, longestWait } from "../../server/web/static/reception_state.js";

/** @import { SuspensionNow } from "/contract/v1/contract.js" */

const NOW = "2026-03-02T10:00:00.000+02:00";
/** @type {SuspensionNow} */
const ALERT = { reason: "alert", since: NOW, titles: { uk: "Повітряна тривога" }, texts: { uk: "До укриття" } };
const entry = { ticket_id: "t", label: "П 001", state: "waiting", waited_seconds: 60, line_services: ["s"], line_window: null, line_person: null };
const serving = { ticket_id: "t", label: "П 001", state: "serving", calls_left: 2, calls_before_missed: 0, missed_allowed_at: NOW, priority: "ordinary" };

/** @param {SuspensionNow | null} suspension @param {number} [at] */
const queue = (suspension, at = 0) => ({
  kind: "published", at, snapshot: { kind: "queue-snapshot", now: NOW, intake: "open", tickets: [entry], windows: [{ window_id: "w", person_id: "p" }], missed: [], suspension },
});
/** @param {SuspensionNow | null} suspension @param {any} inHand */
const desk = (suspension, inHand) => ({
  kind: "published", at: 0, snapshot: { kind: "desk-snapshot", window_id: "w", person_id: "p", now: NOW, service_ids: ["s"], in_hand: inHand, parked: [], waiting: 3, suspension },
});
/** @param {...any} happenings */
const sitting = (...happenings) =>
  [{ kind: "link", isUp: true, at: 0 }, ...happenings].reduce(atDesk, beginDesk({ personId: "p", windowId: "w", isCallFinishing: true, spheres: [] }));
/** @param {...any} happenings */
const received = (...happenings) => happenings.reduce(after, begin({ spheres: [], paper: { metres: 80, timeZone: "Europe/Kyiv" } }));
/** @param {import("../../server/web/static/desk_state.js").Desk} state @param {string} name */
const why = (state, name) => acts(state).find((act) => act.name === name)?.why?.code;

test("in an alert nobody is called, and a visit under way can be finished", () => {
  const state = sitting(queue(ALERT), desk(ALERT, serving));

  assert.equal(why(state, "call-next"), "suspended");
  assert.equal(why(state, "finish-serving"), undefined);
  assert.equal(why(sitting(queue(null), desk(null, serving)), "call-next"), undefined);
});

test("somebody by their number is not asked for either", () => {
  const opened = atDesk(sitting(queue(ALERT), desk(ALERT, null)), { kind: "open", sheet: "call-ticket" });

  assert.equal(opened.sheet, null);
  assert.deepEqual(opened.said, { kind: "cannot", act: "call-ticket", why: { code: "suspended" } });
});

test("old news of an alert holds no call back", () => {
  const state = atDesk(sitting(queue(ALERT), desk(ALERT, null)), { kind: "tick", at: 60_000 });

  assert.equal(why(state, "call-next"), undefined);
});

test("waiting times stand still", () => {
  const later = { kind: "tick", at: 30_000 };
  const [still, running] = [ALERT, null].map((suspension) => received(queue(suspension), later));

  assert.deepEqual([waited(still, /** @type {any} */ (entry)), waited(running, /** @type {any} */ (entry))], [60, 90]);
  assert.deepEqual([longestWait(still), longestWait(running)], [60, 90]);
});

test("at a desk what has gone on stands where the suspension found it, and what is to come where the news left it", () => {
  const [before, end] = ["2026-03-02T09:58:00.000+02:00", "2026-03-02T10:10:00.000+02:00"];
  const later = { kind: "tick", at: 90_000 };
  const news = desk(ALERT, serving);
  const newer = { ...news, at: 60_000, snapshot: { ...news.snapshot, now: "2026-03-02T10:01:00.000+02:00" } };
  const [still, stillAfterNews, running] = [sitting(news, later), sitting(news, newer, later), sitting(desk(null, serving), later)];

  assert.deepEqual([gone(still, before), gone(stillAfterNews, before), gone(running, before)], [120, 120, 210]);
  assert.deepEqual([left(still, end), left(running, end)], [600, 510]);
});

test("the service under way lasts as long as the hall's clock says, whatever the wall's has done", () => {
  const later = { kind: "tick", at: 90_000 };
  const resumed = { ...desk(null, serving), at: 60_000 };
  const times = [desk(ALERT, serving), desk(null, serving), resumed].map((news) => served(sitting(news, later), 125_400));

  assert.deepEqual(times, [125, 215, 155]);
});

test("a decision is asked for until it is taken, here or by a colleague", () => {
  const asked = received(queue(null), { kind: "plan", plan: "alert" });

  assert.equal(asked.planned, "alert");
  assert.equal(after(asked, { kind: "ask" }).planned, null);
  assert.equal(after(asked, /** @type {any} */ (queue(null))).planned, "alert");
  assert.equal(after(asked, /** @type {any} */ (queue(ALERT))).planned, null);
  assert.equal(received(queue(ALERT), { kind: "plan", plan: "resume" }, queue(ALERT)).planned, "resume");
  assert.equal(received(queue(ALERT), { kind: "plan", plan: "resume" }, queue(null)).planned, null);
  assert.equal(received(queue(null), { kind: "plan", plan: "stop-intake" }, queue(null)).planned, "stop-intake");
  assert.equal(received(queue(null), { kind: "plan", plan: "reopen-intake" }, queue(null)).planned, null, "tickets are given");
});
