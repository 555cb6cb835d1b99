/** What a desk knows and lets a person do. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { acts, after, begin, goneReceiver, meant, members, ownLine, waited } from "../../server/web/static/desk_state.js";
import { isStale, stopwatch } from "../../server/web/static/live.js";

/** @import { DeskSnapshot, DeskTicket, QueueEntry, QueueSnapshot, WindowNow } from "/contract/v1/contract.js" */
/** @import { Desk, Happening } from "../../server/web/static/desk_state.js" */

const NOW = "2026-03-02T10:00:00.000+02:00";
const LATER = "2026-03-02T10:01:30.000+02:00";

/** @param {Partial<DeskTicket>} [changes] @returns {DeskTicket} */
const ticket = (changes = {}) => ({
  ticket_id: "t1", label: "П 001", service_id: "s1", service_name: { uk: "Паспорт" }, purpose: "hand-in", priority: "ordinary",
  is_confirmed: false, state: "called", taken_at: NOW, called_at: NOW, served_ms: null, calls: 1, calls_left: 2,
  calls_before_missed: 0, missed_allowed_at: LATER, route: [], is_route_ordered: true, services_left: 4, comes_back_to: null,
  paper: "printed", paper_fault: "none", may_cancel: true, ...changes,
});

/** @param {string} id @param {Partial<QueueEntry>} [changes] @returns {QueueEntry} */
const entry = (id, changes = {}) => ({
  ticket_id: id, label: id, service_id: "s1", service_name: { uk: "Паспорт" }, purpose: "hand-in", priority: "ordinary",
  state: "waiting", taken_at: NOW, waited_seconds: 60, window_name: null, paper: "printed", paper_fault: "none",
  turn: 1, line_services: ["s1"], line_window: null, line_person: null, further: [], is_any_order: false, may_return: false, may_cancel: true, ...changes,
});

/** @param {string | null} person @returns {WindowNow} */
const windowOf = (person, id = "w3") => ({
  window_id: id, name: id.slice(1), person_id: person, person_name: person && `Name of ${person}`, label: null,
  ticket_state: null, ticket_since: null, service_ids: ["s1"], work: "at-window", break_reason: null, work_since: NOW, work_until: null,
});

/** @param {Partial<QueueSnapshot>} [changes] @returns {Happening} */
const queue = (changes = {}, at = 0) => ({
  kind: "published", at,
  snapshot: { kind: "queue-snapshot", now: NOW, intake: "open", tickets: [], windows: [windowOf("olena")], missed: [], unfinished: [], suspension: null, ...changes },
});

/** @param {DeskTicket | null} inHand @param {Partial<DeskSnapshot>} [changes] @returns {Happening} */
const desk = (inHand, waiting = 3, at = 0, changes = {}) => ({
  kind: "published", at,
  snapshot: {
    kind: "desk-snapshot", window_id: "w3", window_name: "3", person_id: "olena", person_name: "Олена", now: NOW,
    service_ids: ["s1"], work: "at-window", break_reason: null, work_since: NOW, work_until: null, call_due_at: null,
    in_hand: inHand, parked: [], waiting, served_today: 0, suspension: null, ...changes,
  },
});

/** @param {Happening[]} happenings @returns {Desk} */
const at = (...happenings) =>
  [/** @type {Happening} */ ({ kind: "link", isUp: true, at: 0 }), ...happenings].reduce(
    after, begin({ personId: "olena", windowId: "w3", isCallFinishing: true, spheres: [] }));

/** @param {Desk} state */
const whys = (state) => Object.fromEntries(acts(state).map(({ name, why }) => [name, why?.code ?? "can"]));

describe("the acts at a window", () => {
  test("with nothing in hand only the next one can be called", () => {
    assert.deepEqual(whys(at(queue(), desk(null))), {
      "call-next": "can", "start-serving": "no-ticket", "finish-serving": "no-ticket", "recall-ticket": "no-ticket",
      "mark-missed": "no-ticket",
    });
  });

  test("nobody can be called where nobody waits", () => {
    assert.equal(whys(at(queue(), desk(null, 0)))["call-next"], "nobody");
  });

  test("old news does not hold a call back", () => {
    const state = at(queue(), desk(null, 0), { kind: "link", isUp: false, at: 100 });

    assert.equal(whys(state)["call-next"], "can");
  });

  test("a called ticket can be started and called again, but not yet missed", () => {
    const state = at(queue(), desk(ticket()));

    assert.deepEqual(whys(state), {
      "call-next": "called", "start-serving": "can", "finish-serving": "not-started", "recall-ticket": "can",
      "mark-missed": "too-early",
    });
    assert.deepEqual(acts(state).at(-1)?.why, { code: "too-early", seconds: 90 });
  });

  test("a called ticket can be missed when its time is over", () => {
    assert.equal(whys(at(queue(), desk(ticket()), { kind: "tick", at: 90_000 }))["mark-missed"], "can");
  });

  test("a called ticket is not missed before it was announced as often as the office wants", () => {
    const state = at(queue(), desk(ticket({ calls_before_missed: 2 })), { kind: "tick", at: 90_000 });

    assert.deepEqual(acts(state).at(-1)?.why, { code: "announce-again", times: 2 });
  });

  test("announcements are counted", () => {
    assert.equal(whys(at(queue(), desk(ticket({ calls_left: 0 }))))["recall-ticket"], "used-up");
  });

  test("a visit is finished, alone or by the next call", () => {
    const state = at(queue(), desk(ticket({ state: "serving" })));

    assert.equal(whys(state)["finish-serving"], "can");
    assert.equal(whys(state)["call-next"], "can");
    assert.equal(whys({ ...state, isCallFinishing: false, spheres: [] })["call-next"], "serving");
  });

  test("while one request is under way nothing else is sent", () => {
    const state = at(queue(), desk(null), { kind: "ask", name: "call-next" });

    assert.ok(acts(state).every((act) => act.why?.code === "asking"));
    assert.equal(whys(after(state, { kind: "answered", answer: { kind: "done" } }))["call-next"], "can");
  });

  test("each act has a figure of its own", () => {
    assert.deepEqual(acts(at()).map((act) => act.key), ["1", "2", "3", "4", "5"]);
  });

  test("the ticket in hand goes along, so that a late press hits no other", () => {
    const state = at(queue(), desk(ticket()));

    assert.deepEqual(members(state, "mark-missed"), { window_id: "w3", ticket_id: "t1" });
    assert.deepEqual(members(state, "call-next"), { window_id: "w3" });
  });
});

describe("the seat", () => {
  test("the window is the one that the hall says is mine", () => {
    assert.equal(at(queue({ windows: [windowOf(null), windowOf("olena", "w5")] })).windowId, "w5");
  });

  test("a window that a colleague took over is lost, and it is said who has it", () => {
    const state = at(queue(), desk(null), queue({ windows: [windowOf("taras")] }));

    assert.equal(state.windowId, null);
    assert.deepEqual(state.said, { kind: "lost-window", name: "3", person: "Name of taras" });
  });

  test("a window that was left is nobody's loss", () => {
    assert.equal(at(queue(), queue({ windows: [windowOf(null)] })).said, null);
  });

  test("news of a window that is no longer mine is not shown", () => {
    assert.equal(at(queue({ windows: [windowOf(null)] }), desk(ticket())).desk, null);
  });
});

describe("the line", () => {
  test("shows who will be called here, in the order that the server says", () => {
    const tickets = [
      entry("a", { turn: 3 }), entry("b", { turn: 1, priority: "lawful" }), entry("c", { turn: 2, line_services: ["s2"] }),
      entry("d", { turn: null, state: "called", line_services: [] }), entry("e", { turn: 4, line_services: ["s2", "s1"] }),
    ];

    assert.deepEqual(ownLine(at(queue({ tickets }), desk(null))).map((each) => each.label), ["b", "a", "e"]);
  });

  test("shows who waits for this window or its person alone", () => {
    const tickets = [
      entry("a", { turn: 1, line_services: [], line_window: "w3" }), entry("b", { turn: 2, line_services: [], line_person: "olena" }),
      entry("c", { turn: 3, line_services: [], line_window: "w4" }), entry("d", { turn: 4, line_services: [], line_person: "taras" }),
    ];

    assert.deepEqual(ownLine(at(queue({ tickets }), desk(null))).map((each) => each.label), ["a", "b"]);
  });

  test("waiting grows with the clock, a called ticket's does not", () => {
    const state = at(queue({ tickets: [entry("a")] }, 1000), { kind: "tick", at: 31_500 });

    assert.equal(waited(state, entry("a")), 90);
    assert.equal(waited(state, entry("a", { state: "called" })), 60);
  });
});

describe("sheets", () => {
  /** @param {Desk} state @param {import("../../server/web/static/desk_state.js").SheetName} sheet */
  const opened = (state, sheet) => after(state, { kind: "open", sheet });

  test("a break begins with nothing in hand", () => {
    assert.deepEqual(opened(at(queue(), desk(null)), "start-break").sheet, { name: "start-break" });
    const busy = opened(at(queue(), desk(ticket())), "start-break");
    assert.deepEqual([busy.sheet, busy.said], [null, { kind: "break-later", label: "П 001" }]);
  });

  test("who was called by the clock closes the sheet of the break", () => {
    const state = opened(at(queue(), desk(null)), "start-break");

    assert.equal(after(state, desk(ticket())).sheet, null);
    assert.deepEqual(after(state, desk(null)).sheet, { name: "start-break" });
  });

  test("a visit grows only as far as the office allows", () => {
    assert.equal(opened(at(queue(), desk(ticket())), "add-service").sheet?.name, "add-service");
    assert.equal(opened(at(queue(), desk(ticket({ services_left: 0 }))), "add-service").sheet, null);
  });

  test("a key that cannot help now says why", () => {
    const nobody = at(queue(), desk(null));
    /** @param {Desk} state @param {"park-ticket" | "transfer-ticket" | "add-service"} name */
    const why = (state, name) => {
      const { said } = opened(state, name);
      return said?.kind === "cannot" ? said.why.code : said;
    };

    assert.deepEqual([why(nobody, "park-ticket"), why(nobody, "transfer-ticket"), why(nobody, "add-service")], ["no-ticket", "no-ticket", "no-ticket"]);
    assert.equal(why(at(queue(), desk(ticket({ services_left: 0 }))), "add-service"), "no-more-services");
  });

  test("who was chosen to send to and has left stays chosen, and is known to have left", () => {
    const [five, six] = [windowOf("iryna", "w5"), windowOf("taras", "w6")];
    const open = opened(at(queue({ windows: [windowOf("olena"), five, six] }), desk(ticket())), "transfer-ticket");
    /** @param {"window" | "person"} kind @param {WindowNow[]} windows */
    const gone = (kind, ...windows) =>
      goneReceiver([/** @type {Happening} */ ({ kind: "send-to", receiver: { kind, window: five } }), queue({ windows: [windowOf("olena"), ...windows] })].reduce(after, open));
    const empty = windowOf(null, "w5");

    assert.deepEqual([gone("window", five, six), gone("person", five, six), goneReceiver(open)], [null, null, null]);
    assert.deepEqual([gone("window", empty, six), gone("person", empty, six)], [{ kind: "window", window: five }, { kind: "person", window: five }]);
    assert.deepEqual([gone("window", windowOf("taras", "w5")), gone("person", windowOf("iryna", "w6"))], [null, null]);
    assert.equal(goneReceiver(after(open, { kind: "send-to", receiver: null })), null);
  });

  test("nobody is chosen to send to without the sheet", () => {
    const state = at(queue(), desk(ticket()));

    assert.equal(after(state, { kind: "send-to", receiver: { kind: "window", window: windowOf("iryna", "w5") } }), state);
  });

  test("a document is refused only where one is due", () => {
    assert.equal(opened(at(queue(), desk(ticket({ priority: "local" }))), "refuse-priority").sheet?.name, "refuse-priority");
    assert.equal(opened(at(queue(), desk(ticket())), "refuse-priority").sheet, null);
  });
});

describe("yes and no", () => {
  const lawful = ticket({ priority: "lawful" });

  test("answer whether the document was seen", () => {
    assert.equal(meant(at(queue(), desk(lawful)), "+"), "confirm");
    assert.equal(meant(at(queue(), desk(lawful)), "-"), "refuse");
  });

  test("mean nothing where no document is due any more", () => {
    assert.equal(meant(at(queue(), desk({ ...lawful, is_confirmed: true })), "-"), null);
    assert.equal(meant(at(queue(), desk(ticket())), "+"), null);
  });

  test("no stops the call that comes by itself", () => {
    const due = at(queue(), desk(null, 3, 0, { call_due_at: LATER }));

    assert.equal(meant(due, "-"), "stop-call");
    assert.equal(meant(due, "+"), null);
    assert.equal(meant(at(queue(), desk(null)), "-"), null);
  });
});

describe("freshness", () => {
  test("silence is said within five seconds", () => {
    const heard = at(queue({}, 1000));

    assert.equal(isStale(after(heard, { kind: "tick", at: 5000 }).live), false);
    assert.equal(isStale(after(heard, { kind: "tick", at: 5500 }).live), true);
  });

  test("a sign of life is enough", () => {
    assert.equal(isStale(at(queue(), { kind: "heard", at: 6000 }, { kind: "tick", at: 9000 }).live), false);
  });

  test("durations read like a watch", () => {
    assert.deepEqual([0, 65, 3665].map(stopwatch), ["0:00", "1:05", "1:01:05"]);
  });
});
