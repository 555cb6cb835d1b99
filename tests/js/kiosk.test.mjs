import assert from "node:assert/strict";
import { test } from "node:test";
import { lettersOf, onePage, standing } from "../../kiosk/web/offer.js";
import {
  AWAY_AFTER_MS,
  TICKET_MS,
  UNPRINTED_TICKET_MS,
  WARNING_MS,
  WARN_AFTER_MS,
  after,
  atStart,
  isAway,
  isInUse,
  isWarning,
  paperOf,
  secondsLeft,
} from "../../kiosk/web/state.js";
import { faultWords, standingWords, waitWords } from "../../kiosk/web/views/words.js";
import { speaker } from "../../server/contract/js/i18n.js";

/** @import { State } from "../../kiosk/web/state.js" */

const local = (/** @type {string} */ uk) => ({ uk });
const service = (/** @type {string} */ id, /** @type {any[]} */ purposes) => ({
  service_id: id,
  name: local(id),
  letter: "П",
  purposes,
  documents: {},
  fee: {},
  term: {},
  provider: {},
  hours: [],
});
const lease = /** @type {any} */ ({
  hall_name: local("Зал"),
  time_zone: "Europe/Kyiv",
  hours: [{ weekday: 0, opens: "08:00", intake_ends: "16:00", closes: "17:00" }],
  spheres: [
    { sphere_id: "s", name: local("Паспорти"), services: [service("many", ["hand-in", "collect"]), service("one", ["collect"])] },
  ],
});
const ticket = /** @type {any} */ ({ ticket_id: "t", label: "П 042", service_id: "many", paper: "waiting" });
const problem = (/** @type {string} */ code) => /** @type {any} */ ({ code, title: "Ні", titles: {}, fields: {}, status: 409 });

/**
 * @param {...any} words happenings, each 10 ms after the one before, unless it says when
 * @returns {State}
 */
function lived(...words) {
  /** @type {any[]} */
  const before = [
    { kind: "box", isThere: true },
    { kind: "server", isThere: true },
    { kind: "lease", lease },
  ];
  return [...before, ...words].reduce((state, word) => after(state, { at: state.now + 10, ...word }), atStart(0));
}

const sphere = { kind: "sphere", id: "s" };
const many = { kind: "service", id: "many" };
const handIn = /** @type {any} */ ({ kind: "purpose", purpose: "hand-in" });
const take = { kind: "take", requestId: "r-1" };

test("a citizen goes from sphere to service to purpose to the last look", () => {
  const screens = [[], [sphere], [sphere, many], [sphere, many, handIn]].map((words) => lived(...words).screen);

  assert.deepEqual(screens, ["home", "services", "purpose", "confirm"]);
});

test("the only purpose is not asked for", () => {
  const state = lived(sphere, { kind: "service", id: "one" });

  assert.equal(state.screen, "confirm");
  assert.equal(state.purpose, "collect");
  assert.equal(after(state, { kind: "back", at: state.now }).screen, "services");
});

test("back goes the same way, page by page", () => {
  const back = { kind: "back" };
  const screens = [[back], [back, back], [back, back, back]].map((words) => lived(sphere, many, handIn, ...words).screen);

  assert.deepEqual(screens, ["purpose", "services", "home"]);
  assert.equal(lived(sphere, { kind: "turn", pages: 1 }, { kind: "back" }).page, 0);
});

test("a second touch on the button is the same wish", () => {
  const state = lived(sphere, many, handIn, take, { kind: "take", requestId: "r-2" });

  assert.equal(state.requestId, "r-1");
  assert.equal(state.isSending, true);
});

test("after a broken way the same wish is sent again under the same id", () => {
  const state = lived(sphere, many, handIn, take, { kind: "refused", problem: problem("server-away") }, { kind: "take", requestId: "r-2" });

  assert.equal(state.requestId, "r-1");
  assert.equal(state.isSending, true);
});

test("another choice is another wish", () => {
  const state = lived(sphere, many, handIn, take, { kind: "refused", problem: problem("busy") }, many, handIn, { kind: "take", requestId: "r-2" });

  assert.equal(state.requestId, "r-2");
});

test("everything is as it was for the next citizen", () => {
  const state = lived(
    { kind: "language", language: "en" },
    /** @type {any} */ ({ kind: "look", what: "isContrast" }),
    sphere,
    many,
    { kind: "out-of-turn" },
    handIn,
    take,
    { kind: "given", ticket },
    { kind: "finished" },
  );

  const { screen, language, isContrast, priority, ticket: left, requestId } = state;
  assert.deepEqual({ screen, language, isContrast, priority, left, requestId }, {
    screen: "home", language: "uk", isContrast: false, priority: "ordinary", left: null, requestId: null,
  });
});

test("the right to go out of turn is asked anew for another service, and kept for the same", () => {
  const gone = lived(sphere, many, handIn, { kind: "out-of-turn" }, { kind: "back" }, { kind: "back" });
  const same = after(gone, { kind: "service", id: "many", at: gone.now });
  const other = after(gone, { kind: "service", id: "one", at: gone.now });

  assert.deepEqual([same.screen, same.purpose, same.priority], ["confirm", "hand-in", "lawful"]);
  assert.deepEqual([other.screen, other.purpose, other.priority], ["confirm", "collect", "ordinary"]);
});

test("back on the first screen a single choice is forgotten: the next citizen may stand there", () => {
  const back = { kind: "back" };
  const state = lived(sphere, many, handIn, { kind: "out-of-turn" }, back, back, back);

  assert.deepEqual([state.screen, state.serviceId, state.priority, isInUse(state)], ["home", null, "ordinary", false]);
});

test("an idle citizen is warned at least 20 s before, and one touch of the button gives more time", () => {
  const idle = lived(sphere, { kind: "tick", at: WARN_AFTER_MS + 100 });
  const beside = after(idle, { kind: "touched", at: idle.now });
  const extended = after(beside, { kind: "more-time", at: beside.now });

  assert.ok(WARNING_MS >= 20_000);
  assert.equal(isWarning(idle), true);
  assert.ok(secondsLeft(idle) >= 20);
  assert.equal(isWarning(beside), true, "a touch beside the button is no answer");
  assert.equal(isWarning(extended), false);
  assert.equal(extended.screen, "services");
});

test("who does not answer has left", () => {
  const state = lived(sphere, { kind: "tick", at: WARN_AFTER_MS + WARNING_MS + 100 });

  assert.equal(state.screen, "home");
});

test("nobody is warned before an untouched kiosk, but a language left behind is put back", () => {
  const untouched = lived({ kind: "tick", at: WARN_AFTER_MS * 3 });
  const english = lived({ kind: "language", language: "en" }, { kind: "tick", at: WARN_AFTER_MS * 3 });

  assert.equal(isWarning(untouched), false);
  assert.equal(english.language, "uk");
});

test("nobody is sent away while the ticket is on its way", () => {
  const state = lived(sphere, many, handIn, take, { kind: "tick", at: WARN_AFTER_MS * 3 });

  assert.equal(state.isSending, true);
  assert.equal(isWarning(state), false);
  assert.equal(after(state, { kind: "finished", at: state.now }).isSending, true);
});

test("a ticket stays on the screen for its time, and longer on demand", () => {
  const given = lived(sphere, many, handIn, take, { kind: "given", ticket });
  const almost = after(given, { kind: "tick", at: given.now + TICKET_MS - 1 });
  const longer = after(almost, { kind: "more-time", at: almost.now });
  const over = after(given, { kind: "tick", at: given.now + TICKET_MS });

  assert.equal(almost.screen, "ticket");
  assert.equal(over.screen, "home");
  assert.equal(secondsLeft(longer), TICKET_MS / 1000);
});

test("a slip that fails gives time to copy the number", () => {
  const given = lived(sphere, many, handIn, take, { kind: "given", ticket });
  const failed = after(given, {
    kind: "papers",
    papers: [{ ticket_id: "t", paper: "failed", fault: "paper-out" }],
    at: given.now + 5000,
  });

  assert.equal(paperOf(failed), "failed");
  assert.equal(secondsLeft(failed), UNPRINTED_TICKET_MS / 1000);
});

test("other people's slips are not this citizen's", () => {
  const given = lived(sphere, many, handIn, take, { kind: "given", ticket });
  const other = after(given, { kind: "papers", papers: [{ ticket_id: "x", paper: "failed", fault: "none" }], at: given.now });

  assert.equal(paperOf(other), "waiting");
  assert.equal(other.endsAt, given.endsAt);
});

test("a lost way is shown after a moment, not over a ticket, and is over by itself", () => {
  const lost = lived({ kind: "server", isThere: false });
  const later = after(lost, { kind: "tick", at: lost.now + AWAY_AFTER_MS });
  const back = after(later, { kind: "server", isThere: true, at: later.now });
  const withTicket = lived(sphere, many, handIn, take, { kind: "given", ticket }, { kind: "box", isThere: false });

  assert.equal(isAway(lost), false);
  assert.equal(isAway(later), true);
  assert.equal(isAway(back), false);
  assert.equal(isAway(after(withTicket, { kind: "tick", at: withTicket.now + AWAY_AFTER_MS })), false);
});

test("a way that stays lost is not counted anew", () => {
  const lost = lived({ kind: "server", isThere: false });
  const both = after(lost, { kind: "box", isThere: false, at: lost.now + AWAY_AFTER_MS - 1 });

  assert.equal(both.lostAt, lost.lostAt);
});

test("a catalogue that lost the chosen service leads back to the first screen", () => {
  const renewed = /** @type {any} */ ({ ...lease, spheres: [] });

  assert.equal(lived(sphere, many, { kind: "lease", lease: renewed }).screen, "home");
  assert.equal(lived(sphere, many, { kind: "lease", lease }).screen, "purpose");
});

test("choices are shown eight at a time at most, the last page whole", () => {
  const all = [...Array(11).keys()];

  assert.deepEqual(onePage(all, 0, 8), { choices: [0, 1, 2, 3, 4, 5, 6, 7], page: 0, pages: 2 });
  assert.deepEqual(onePage(all, 7, 8), { choices: [8, 9, 10], page: 1, pages: 2 });
  assert.deepEqual(onePage([], 3, 8), { choices: [], page: 0, pages: 1 });
});

test("a service nobody has told of is not open", () => {
  const state = lived();

  assert.deepEqual(standing(state, "many"), { isOpen: false, now: null });
});

test("a sphere shows its letters once each", () => {
  assert.deepEqual(lettersOf(lease.spheres[0]), ["П"]);
});

test("waiting is said in words, and so is not knowing", () => {
  const say = speaker("en", {});
  const state = lived();
  const now = (/** @type {object} */ change) =>
    /** @type {any} */ ({ service_id: "many", intake: "open", people_before: 0, wait: { low_minutes: 10, high_minutes: 20 }, ...change });

  assert.equal(standingWords(state, now({}), say), "nobody before you · 10–20 min");
  assert.equal(standingWords(state, now({ people_before: 1, wait: null }), say), "1 person before you · time unknown");
  assert.equal(standingWords(state, now({ intake: "nobody-serves" }), say), "Nobody serves this now");
  assert.equal(standingWords(state, null, say), "time unknown");
  assert.equal(waitWords({ low_minutes: 0, high_minutes: 5 }, say), "up to 5 min");
  assert.equal(waitWords({ low_minutes: 5, high_minutes: 5 }, say), "about 5 min");
});

test("why a slip did not come out is said so that nobody looks for paper or repairs a printer that is fine", () => {
  const say = speaker("en", {});

  assert.equal(faultWords("paper-out", say), "The paper has run out.");
  assert.equal(faultWords("slip-refused", say), "This slip cannot be printed.");
  assert.equal(faultWords("disk", say), "Printing does not work now.");
  assert.equal(faultWords("broke-off", say), "The printer does not work.");
});
