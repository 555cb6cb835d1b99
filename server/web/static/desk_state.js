/**
 * The state of a desk: (state, happening) → state. It knows no page and no server, and guesses nothing: what it shows
 * of window and line is what the last snapshots said.
 *
 * @import { Answer, DeskSnapshot, DeskTicket, Problem, QueueEntry, QueueSnapshot, Snapshot, WindowNow } from "/contract/v1/contract.js"
 * @import { Live, Sign } from "./live.js"
 * @import { OfferedSphere } from "./reception_state.js"
 */
import { isLabel } from "./labels.js";
import { UNHEARD, heard, isStale, secondsSince, secondsUntil, stoppedAt } from "./live.js";

/**
 * @typedef {"call-next" | "recall-ticket" | "start-serving" | "finish-serving" | "mark-missed"} ActName
 * @typedef {"take-window" | "leave-window"} SeatName
 * @typedef {"cancel-ticket" | "park-ticket" | "unpark-ticket" | "transfer-ticket" | "call-ticket" | "add-service" | "confirm-priority"} SideName   what seldom happens to a ticket
 * @typedef {"start-break" | "start-back-office" | "return-to-window" | "stop-automatic-call"} WorkName
 * @typedef {"cancel-ticket" | "park-ticket" | "transfer-ticket" | "add-service" | "refuse-priority"} OfTicket
 * @typedef {"call-ticket" | "start-break"} OfWindow
 * @typedef {OfTicket | OfWindow} SheetName
 * @typedef {{name: OfTicket, ticket: DeskTicket, receiver?: Receiver | null} | {name: OfWindow}} Sheet
 * @typedef {{kind: "window" | "person", window: WindowNow}} Receiver   whom a ticket is sent to, and where that one was when chosen
 * @typedef {ActName | SeatName | SideName | WorkName} Asked
 *
 * @typedef {object} Act
 * @property {ActName} name
 * @property {string} key       the figure that does the same, in the row above the letters or on the number pad
 * @property {Why | null} why   why it cannot be done now; null: it can
 *
 * @typedef {{code: "nobody" | "called" | "serving" | "no-ticket" | "not-called" | "not-started" | "used-up" | "asking" | "suspended" | "no-more-services"}
 *   | {code: "too-early", seconds: number} | {code: "announce-again", times: number}} Why
 *
 * @typedef {{kind: "problem", problem: Problem} | {kind: "nobody"} | {kind: "lost-window", name: string, person: string}
 *   | {kind: "cannot", act: ActName | SheetName, why: Why} | {kind: "break-later", label: string}} Said
 *
 * @typedef {object} Desk
 * @property {string} personId
 * @property {OfferedSphere[]} spheres     what a ticket can be sent on to
 * @property {boolean} isCallFinishing     a call ends the visit under way, as the hall has decided
 * @property {string | null} windowId      the person's own window
 * @property {DeskSnapshot | null} desk
 * @property {number} deskAt               when the window was told, on the page's clock
 * @property {QueueSnapshot | null} queue
 * @property {number} queueAt              when the line was told, on the page's clock
 * @property {Live} live
 * @property {Asked | null} asking        the one request under way
 * @property {Said | null} said            what the person should know
 * @property {Sheet | null} sheet
 * @property {WindowNow | null} takeover   somebody is there: take the window over?
 *
 * @typedef {Sign | {kind: "ask", name: Asked} | {kind: "answered", answer: Answer} | {kind: "refused", problem: Problem}
 *   | {kind: "barred", act: ActName, why: Why} | {kind: "choose", window: WindowNow} | {kind: "keep-away"}
 *   | {kind: "open", sheet: SheetName} | {kind: "close"}
 *   | {kind: "send-to", receiver: Receiver | null}} Happening
 */

/** Figures, because letters lie elsewhere on each keyboard and a number pad is under the hand. */
const KEYS = /** @type {const} */ ({
  "call-next": "1",
  "start-serving": "2",
  "finish-serving": "3",
  "recall-ticket": "4",
  "mark-missed": "5",
});

/**
 * @param {{personId: string, windowId: string | null, isCallFinishing: boolean, spheres: OfferedSphere[]}} page
 * @returns {Desk}
 */
export function begin({ personId, windowId, isCallFinishing, spheres }) {
  return {
    personId, isCallFinishing, windowId, spheres,
    desk: null, deskAt: 0, queue: null, queueAt: 0, live: UNHEARD, asking: null, said: null, takeover: null, sheet: null,
  };
}

/**
 * @param {Desk} state
 * @param {Happening} happening
 * @returns {Desk}
 */
export function after(state, happening) {
  switch (happening.kind) {
    case "heard":
    case "link":
    case "tick":
      return { ...state, live: heard(state.live, happening) };
    case "published":
      return told({ ...state, live: heard(state.live, happening) }, happening.snapshot);
    case "ask":
      return { ...state, asking: happening.name, said: null, takeover: null, sheet: null };
    case "answered":
      return { ...state, asking: null, said: happening.answer.kind === "nobody-waiting" ? { kind: "nobody" } : null };
    case "refused":
      return { ...state, asking: null, said: { kind: "problem", problem: happening.problem } };
    case "barred":
      return { ...state, said: { kind: "cannot", act: happening.act, why: happening.why } };
    case "choose":
      return { ...state, takeover: happening.window, said: null };
    case "keep-away":
      return { ...state, takeover: null };
    case "open":
      return opened(state, happening.sheet, state.desk?.in_hand ?? null);
    case "close":
      return { ...state, sheet: null };
    case "send-to":
      return state.sheet?.name === "transfer-ticket" ? { ...state, sheet: { ...state.sheet, receiver: happening.receiver } } : state;
  }
}

/**
 * @param {Desk} state
 * @param {Snapshot} snapshot
 * @returns {Desk}
 */
function told(state, snapshot) {
  if (snapshot.kind === "desk-snapshot")
    return snapshot.window_id !== state.windowId
      ? state : { ...state, desk: snapshot, deskAt: state.live.now, sheet: stillOpen(state.sheet, snapshot) };
  if (snapshot.kind !== "queue-snapshot") return state;
  const next = { ...state, queue: snapshot, queueAt: state.live.now };
  const own = snapshot.windows.find((window) => window.person_id === state.personId);
  if ((own?.window_id ?? null) === state.windowId) return next;
  const lost = snapshot.windows.find((window) => window.window_id === state.windowId);
  const said = /** @type {Said | null} */ (
    !own && lost?.person_name ? { kind: "lost-window", name: lost.name, person: lost.person_name } : null
  );
  return { ...next, windowId: own?.window_id ?? null, desk: null, takeover: null, sheet: null, said: said ?? state.said };
}

/** A ticket can be called by its number at any time, a break begins with nothing in hand; all else is about what is.
 * @param {Desk} state @param {SheetName} name @param {DeskTicket | null} ticket @returns {Desk} */
function opened(state, name, ticket) {
  if (name === "call-ticket" && isSuspended(state)) return { ...state, said: { kind: "cannot", act: name, why: { code: "suspended" } } };
  if (name === "start-break" && ticket) return { ...state, said: { kind: "break-later", label: ticket.label } };
  if (name === "call-ticket" || name === "start-break") return { ...state, said: null, sheet: { name } };
  if (!ticket) return { ...state, said: { kind: "cannot", act: name, why: { code: "no-ticket" } } };
  if (name === "add-service" && ticket.services_left === 0) return { ...state, said: { kind: "cannot", act: name, why: { code: "no-more-services" } } };
  return { ...state, said: null, sheet: name !== "refuse-priority" || isDocumentDue(ticket) ? { name, ticket } : null };
}

/** Only where somebody is: nobody is sent to an empty window. @param {Desk} state */
export function receivers(state) {
  return (state.queue?.windows ?? []).filter((window) => window.person_id !== null && window.window_id !== state.windowId);
}

/** The chosen one who has left since: somebody else must be chosen, for the ticket would go to whoever is free first.
 * @param {Desk} state @returns {Receiver | null} */
export function goneReceiver(state) {
  const chosen = state.sheet && "ticket" in state.sheet ? state.sheet.receiver : null;
  if (!chosen) return null;
  const id = chosen.kind === "window" ? "window_id" : "person_id";
  return receivers(state).some((window) => window[id] === chosen.window[id]) ? null : chosen;
}

/** Whether somebody must look at a document, or has not said yet that they did.
 * @param {DeskTicket} ticket */
export function isDocumentDue({ priority, is_confirmed }) {
  return (priority === "lawful" || priority === "local") && !is_confirmed;
}

/**
 * What the signs do beside the figures: yes and no to what the card asks.
 *
 * @param {Desk} state
 * @param {"+" | "-"} sign
 * @returns {"confirm" | "refuse" | "stop-call" | null}
 */
export function meant(state, sign) {
  const ticket = state.desk?.in_hand;
  if (ticket) return isDocumentDue(ticket) ? (sign === "+" ? "confirm" : "refuse") : null;
  return sign === "-" && state.desk?.call_due_at ? "stop-call" : null;
}

/**
 * The waiting ticket that a typed label means; null: nobody with it waits.
 *
 * @param {Desk} state
 * @param {string} typed
 */
export function waitingBy(state, typed) {
  return state.queue?.tickets.find((entry) => entry.state === "waiting" && isLabel(typed, entry.label)) ?? null;
}

/** Figures that open a sheet, as they do the acts. */
export const SHEET_KEYS = /** @type {Record<string, SheetName>} */ ({
  6: "park-ticket", 7: "transfer-ticket", 8: "call-ticket", 9: "add-service", 0: "start-break",
});

/** A sheet is about one ticket in one state: whatever else is in hand by now must not be hit.
 * @param {Sheet | null} sheet @param {DeskSnapshot} desk */
function stillOpen(sheet, { in_hand }) {
  if (sheet === null) return null;
  // The clock may have called somebody while a break was being thought of.
  if (!("ticket" in sheet)) return sheet.name === "start-break" && in_hand ? null : sheet;
  return in_hand?.ticket_id === sheet.ticket.ticket_id && in_hand.state === sheet.ticket.state ? sheet : null;
}

/**
 * The five acts at a window, in the order of a visit, each with the reason why it cannot be done now.
 *
 * @param {Desk} state
 * @returns {Act[]}
 */
export function acts(state) {
  const names = /** @type {ActName[]} */ (Object.keys(KEYS));
  return names.map((name) => ({ name, key: KEYS[name], why: state.asking ? { code: "asking" } : whyNot(state, name) }));
}

/**
 * @param {Desk} state
 * @param {ActName} name
 * @returns {Why | null}
 */
function whyNot(state, name) {
  const ticket = state.desk?.in_hand ?? null;
  if (name === "call-next") return whyNoCall(state, ticket);
  if (ticket === null) return { code: "no-ticket" };
  const isCalled = ticket.state === "called";
  switch (name) {
    case "finish-serving":
      return isCalled ? { code: "not-started" } : null;
    case "recall-ticket":
      return !isCalled ? { code: "not-called" } : ticket.calls_left > 0 ? null : { code: "used-up" };
    case "mark-missed": {
      const seconds = secondsUntil(state.live, ticket.missed_allowed_at);
      const times = ticket.calls_before_missed;
      if (!isCalled) return { code: "not-called" };
      return seconds > 0 ? { code: "too-early", seconds } : times > 0 ? { code: "announce-again", times } : null;
    }
    default:
      return isCalled ? null : { code: "not-called" };
  }
}

/**
 * @param {Desk} state
 * @param {DeskTicket | null} ticket
 * @returns {Why | null}
 */
function whyNoCall(state, ticket) {
  if (isSuspended(state)) return { code: "suspended" };
  if (ticket?.state === "called") return { code: "called" };
  if (ticket?.state === "serving" && !state.isCallFinishing) return { code: "serving" };
  // Old news must not hold a call back: the server knows whether somebody waits.
  return state.desk?.waiting === 0 && !isStale(state.live) ? { code: "nobody" } : null;
}

/** Nobody is called in an alert; old news must not hold a call back, for the server knows.
 * @param {Desk} state */
export function isSuspended({ desk, live }) {
  return Boolean(desk?.suspension) && !isStale(live);
}

/**
 * Whole seconds that something has gone on here; in a suspension it stands still.
 *
 * @param {Desk} state
 * @param {string} since
 */
export function gone({ desk, live }, since) {
  return secondsSince(desk?.suspension ? stoppedAt(live, desk.suspension.since) : live, since);
}

/**
 * Whole seconds of the service under way: what the hall's clock has counted, and what has passed since it was told.
 *
 * @param {Desk} state
 * @param {number} servedMs
 */
export function served({ desk, deskAt, live }, servedMs) {
  return Math.floor((servedMs + (desk?.suspension ? 0 : live.now - deskAt)) / 1000);
}

/**
 * Whole seconds until something ends; the server puts it off for as long as a suspension lasts.
 *
 * @param {Desk} state
 * @param {string} until
 */
export function left({ desk, live }, until) {
  return secondsUntil(desk?.suspension ? stoppedAt(live, desk.now) : live, until);
}

/**
 * What an act sends: the ticket in hand goes along, so that a late press cannot hit another one.
 *
 * @param {Desk} state
 * @param {ActName} name
 */
export function members(state, name) {
  const window_id = state.windowId ?? "";
  return name === "call-next" ? { window_id } : { window_id, ticket_id: state.desk?.in_hand?.ticket_id ?? null };
}

/**
 * Who waits for this window, in the order in which they will be called.
 *
 * @param {Desk} state
 * @returns {QueueEntry[]}
 */
export function ownLine(state) {
  const desk = state.desk;
  if (!desk) return [];
  const line = (state.queue?.tickets ?? []).filter((entry) => waitsFor(entry, desk));
  return line.sort((one, other) => (one.turn ?? 0) - (other.turn ?? 0));
}

/**
 * Whether a ticket waits for a window: for one of its services, for itself, or for whoever is there.
 *
 * @param {QueueEntry} entry
 * @param {{window_id: string, person_id: string | null, service_ids: string[]}} window
 */
export function waitsFor({ state, line_services, line_window, line_person }, { window_id, person_id, service_ids }) {
  if (state !== "waiting") return false;
  return line_services.some((id) => service_ids.includes(id)) || line_window === window_id || (line_person !== null && line_person === person_id);
}

/**
 * How long a ticket has waited by now, in seconds; the hall's clock stands still in a suspension.
 *
 * @param {{live: Live, queueAt: number, queue: QueueSnapshot | null}} state
 * @param {QueueEntry} entry
 */
export function waited(state, entry) {
  const isRunning = entry.state === "waiting" && !state.queue?.suspension;
  const since = isRunning ? Math.floor((state.live.now - state.queueAt) / 1000) : 0;
  return entry.waited_seconds + Math.max(0, since);
}
