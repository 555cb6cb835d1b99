import assert from "node:assert/strict";
import { test } from "node:test";
import { mostOnScreen, standingOfVisit } from "../../kiosk/web/offer.js";
import { TICKET_MS, WARNING_MS, WARN_AFTER_MS, after, atStart, isAway, isInUse, isWarning } from "../../kiosk/web/state.js";
import { ASKED_MS, CANCELLED_MS } from "../../kiosk/web/cancelling.js";
import { mayAdd, servicesOfVisit } from "../../kiosk/web/visit.js";

/** @import { State } from "../../kiosk/web/state.js" */

const service = (/** @type {string} */ id, purposes = ["hand-in", "collect"]) => ({ service_id: id, name: { uk: id }, letter: "П", purposes });
/** @param {object} more */
const leaseOf = (more = {}) =>
  /** @type {any} */ ({
    spheres: [
      { sphere_id: "s", services: [service("a"), service("b")] },
      { sphere_id: "z", services: [service("c", ["collect"]), service("d")] },
    ],
    services_per_visit: 3,
    categories: [],
    ...more,
  });
const now = (/** @type {string} */ id, intake = "open", high = 10) => ({ service_id: id, intake, people_before: 1, wait: { low_minutes: 5, high_minutes: high } });
const hall = { kind: "hall", snapshot: { services: [now("a", "open", 30), now("b", "open", 15), now("c", "open", 10), now("d", "over")] } };
const problem = (/** @type {string} */ code) => /** @type {any} */ ({ code, title: "Ні", titles: {}, fields: {}, status: 409 });

/**
 * @param {any} lease
 * @param {...any} words happenings, each 10 ms after the one before, unless it says when
 * @returns {State}
 */
function livedWith(lease, ...words) {
  /** @type {any[]} */
  const before = [{ kind: "box", isThere: true }, { kind: "server", isThere: true }, { kind: "lease", lease }, hall];
  return [...before, ...words].reduce((state, word) => after(state, { at: state.now + 10, ...word }), atStart(0));
}
const lived = (/** @type {any[]} */ ...words) => livedWith(leaseOf(), ...words);

const chosen = [{ kind: "sphere", id: "s" }, { kind: "service", id: "a" }, { kind: "purpose", purpose: "hand-in" }];
const add = { kind: "add" };
const more = (/** @type {string} */ id, sphere = "z") => [add, { kind: "sphere", id: sphere }, { kind: "service", id }];
const back = { kind: "back" };
const take = { kind: "take", requestId: "r-1" };
const ticket = { ticket_id: "t", label: "П 042", service_id: "a", paper: "printed", further: [], is_any_order: false };
const given = [...chosen, take, { kind: "given", ticket }];

test("one more service is looked for among all spheres, and its own purpose is not asked for", () => {
  const screens = [[add], [add, { kind: "sphere", id: "z" }], more("c")].map((words) => lived(...chosen, ...words).screen);
  const state = lived(...chosen, ...more("c"));

  assert.deepEqual(screens, ["home", "services", "confirm"]);
  assert.deepEqual(servicesOfVisit(state), ["a", "c"]);
  assert.equal(state.purpose, "hand-in");
  assert.equal(state.isAdding, false);
});

test("the way back from adding leads to the last look, and from there to the first service's sphere", () => {
  const looked = lived(...chosen, add, { kind: "sphere", id: "z" }, { kind: "back" }, { kind: "back" });

  assert.equal(looked.screen, "confirm");
  assert.equal(looked.sphereId, "s");
  assert.deepEqual(servicesOfVisit(looked), ["a"]);
});

test("what is chosen already, or closed, is not added", () => {
  assert.equal(lived(...chosen, ...more("a", "s")).screen, "services");
  assert.equal(lived(...chosen, ...more("d")).screen, "services");
});

test("no more services are added than the hall allows, or has", () => {
  const full = lived(...chosen, ...more("c"), ...more("b", "s"));

  assert.equal(mayAdd(full), false);
  assert.equal(after(full, { kind: "add", at: full.now }).screen, "confirm");
  assert.equal(mayAdd(livedWith(leaseOf({ services_per_visit: 1 }), ...chosen)), false);
  assert.equal(mayAdd(livedWith(leaseOf({ spheres: [{ sphere_id: "s", services: [service("a")] }] }), ...chosen)), false);
});

test("a removed service leaves one, which has no order", () => {
  const state = lived(...chosen, ...more("c"), { kind: "any-order" }, { kind: "remove", id: "c" });

  assert.deepEqual(servicesOfVisit(state), ["a"]);
  assert.equal(state.isAnyOrder, false);
});

test("going back and choosing the same first service again loses nothing of the visit", () => {
  const gone = lived(...chosen, ...more("c"), { kind: "any-order" }, { kind: "out-of-turn" }, back, back);
  const state = after(gone, { kind: "service", id: "a", at: gone.now });

  assert.equal(gone.screen, "services");
  assert.deepEqual([state.screen, state.purpose, state.isAnyOrder, state.priority], ["confirm", "hand-in", true, "lawful"]);
  assert.deepEqual(servicesOfVisit(state), ["a", "c"]);
});

test("another first service takes the place of the first alone", () => {
  const gone = lived(...chosen, ...more("c"), { kind: "out-of-turn" }, back, back);
  const other = after(gone, { kind: "service", id: "b", at: gone.now });
  const added = lived(...chosen, ...more("b", "s"), ...more("c"), back, back, { kind: "service", id: "b" });

  assert.deepEqual([other.screen, other.purpose, other.priority], ["purpose", null, "lawful"]);
  assert.deepEqual(servicesOfVisit(other), ["b", "c"]);
  assert.deepEqual(servicesOfVisit(added), ["b", "c"], "it is not there twice");
});

test("on the first screen a visit waits only as long as its citizen", () => {
  const home = lived(...chosen, ...more("c"), back, back, back);
  const over = after(home, { kind: "tick", at: home.touchedAt + WARN_AFTER_MS + WARNING_MS });

  assert.deepEqual([home.screen, servicesOfVisit(home), isInUse(home)], ["home", ["a", "c"], true]);
  assert.deepEqual([servicesOfVisit(over), isInUse(over)], [[], false]);
  assert.equal(isInUse(lived(...chosen, add)), true, "so does one that is being added to");
});

test("what the catalogue has lost meanwhile is not in the visit", () => {
  const lease = leaseOf({ spheres: [{ sphere_id: "s", services: [service("a"), service("b")] }] });
  const state = lived(...chosen, ...more("c"), { kind: "any-order" }, back, back, { kind: "lease", lease }, { kind: "service", id: "a" });

  assert.deepEqual([servicesOfVisit(state), state.isAnyOrder], [["a"], false]);
});

test("when one of several is refused, the way back leads to where it can be removed", () => {
  const refused = lived(...chosen, ...more("c"), { kind: "out-of-turn" }, take, { kind: "refused", problem: problem("limit-reached") });
  const state = after(refused, { kind: "back", at: refused.now });
  const sent = [{ kind: "remove", id: "c" }, { kind: "take", requestId: "r-2" }].reduce(
    (now, word) => after(now, /** @type {any} */ ({ ...word, at: now.now })),
    state,
  );
  const alone = lived(...chosen, take, { kind: "refused", problem: problem("limit-reached") }, back);

  assert.deepEqual([state.screen, state.problem, state.priority], ["confirm", null, "lawful"]);
  assert.deepEqual([servicesOfVisit(state), servicesOfVisit(sent)], [["a", "c"], ["a"]]);
  assert.equal(sent.requestId, "r-2");
  assert.equal(alone.screen, "refused");
});

test("in any order the wait is that of the soonest service, in order that of the first", () => {
  const ordered = lived(...chosen, ...more("c"));
  const free = after(ordered, { kind: "any-order", at: ordered.now });

  assert.equal(standingOfVisit(ordered).now?.wait?.high_minutes, 30);
  assert.equal(standingOfVisit(free).now?.wait?.high_minutes, 10);
});

test("another visit is another wish, even after the way broke", () => {
  const state = lived(...chosen, ...more("c"), take, { kind: "refused", problem: problem("busy") }, { kind: "remove", id: "c" }, { kind: "take", requestId: "r-2" });

  assert.equal(state.requestId, "r-2");
});

test("a catalogue that has lost a further service begins anew", () => {
  const state = lived(...chosen, ...more("c"), { kind: "lease", lease: leaseOf({ spheres: [{ sphere_id: "s", services: [service("a")] }] }) });

  assert.equal(state.screen, "home");
  assert.deepEqual(servicesOfVisit(state), []);
});

test("a sphere that goes while one more service is looked for begins anew too", () => {
  const lease = leaseOf({ spheres: [{ sphere_id: "s", services: [service("a")] }] });

  assert.equal(lived(...chosen, add, { kind: "sphere", id: "z" }, { kind: "lease", lease }).isAdding, false);
  assert.equal(lived(...chosen, add, { kind: "lease", lease }).isAdding, true);
});

test("without categories out of turn is the right by law, with one touch", () => {
  const state = lived(...chosen, { kind: "out-of-turn" });

  assert.equal(state.screen, "confirm");
  assert.equal(state.priority, "lawful");
  assert.equal(after(state, { kind: "out-of-turn", at: state.now }).priority, "ordinary");
});

test("with categories the citizen chooses one, and only its class is kept", () => {
  const lease = leaseOf({ categories: [{ name: { uk: "Ветерани" }, basis: {}, is_by_law: false }] });
  const asked = livedWith(lease, ...chosen, { kind: "out-of-turn" });
  const local = after(asked, { kind: "category", isByLaw: false, at: asked.now });
  const lawful = after(asked, { kind: "category", isByLaw: true, at: asked.now });
  const none = after(asked, { kind: "back", at: asked.now });

  assert.deepEqual([asked.screen, mostOnScreen(asked)], ["category", 4]);
  assert.deepEqual([local.screen, local.priority], ["confirm", "local"]);
  assert.equal(lawful.priority, "lawful");
  assert.deepEqual([none.screen, none.priority], ["confirm", "ordinary"]);
  assert.ok(!JSON.stringify({ ...local, lease: null }).includes("Ветерани"));
});

test("a ticket is given up only after a question", () => {
  const asked = lived(...given, { kind: "ask-cancel" });
  const kept = after(asked, { kind: "keep", at: asked.now });
  const sending = after(asked, { kind: "cancel", requestId: "r-2", at: asked.now });

  assert.equal(asked.cancelling?.step, "asked");
  assert.equal(kept.cancelling, null);
  assert.equal(kept.screen, "ticket");
  assert.deepEqual(sending.cancelling, { step: "sending", requestId: "r-2", problem: null });
  assert.equal(after(sending, { kind: "keep", at: sending.now }).cancelling?.step, "sending");
});

test("the question does not run out of time, and the screen does not close while it is answered", () => {
  const late = lived(...given, { kind: "ask-cancel", at: TICKET_MS - 500 });
  const sending = after(late, { kind: "cancel", requestId: "r-2", at: late.now });

  assert.ok(late.endsAt >= late.now + ASKED_MS);
  assert.equal(after(sending, { kind: "tick", at: sending.endsAt + 1 }).screen, "ticket");
});

test("a ticket given up is said to be gone, and then the next citizen comes", () => {
  const gone = lived(...given, { kind: "ask-cancel" }, { kind: "cancel", requestId: "r-2" }, { kind: "cancelled" });
  const over = after(gone, { kind: "tick", at: gone.now + CANCELLED_MS });

  assert.equal(gone.screen, "cancelled");
  assert.equal(isWarning(after(gone, { kind: "tick", at: gone.now + 1 })), false);
  assert.equal(isAway({ ...gone, isServerThere: false, lostAt: 0 }), false);
  assert.deepEqual([over.screen, over.ticket, isInUse(over)], ["home", null, false]);
});

test("a refusal is told, and a broken way is tried again as the same wish", () => {
  const refused = lived(...given, { kind: "ask-cancel" }, { kind: "cancel", requestId: "r-2" }, { kind: "cancel-refused", problem: problem("server-away") });
  const again = after(refused, { kind: "cancel", requestId: "r-3", at: refused.now });

  assert.equal(refused.cancelling?.step, "refused");
  assert.equal(again.cancelling?.requestId, "r-2");
});

test("an answer that comes when nobody waits for it changes nothing", () => {
  const state = lived(...given);

  assert.equal(after(state, { kind: "cancelled", at: state.now }).screen, "ticket");
  assert.equal(after(state, { kind: "cancel", requestId: "r", at: state.now }).cancelling, null);
  assert.equal(after(state, { kind: "cancel-refused", problem: problem("busy"), at: state.now }).cancelling, null);
});
