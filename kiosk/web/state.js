/**
 * What the kiosk knows and where the citizen is in it: (state, happening) → state. Pure; times are milliseconds of a clock that never
 * goes back.
 *
 * @import { KioskLease, KioskSnapshot, Problem, Purpose, TicketGiven, TicketPaper } from "/contract/v1/contract.js"
 * @import { Visit } from "./visit.js"
 *
 * @typedef {{state: string, fault: string}} Printer
 *
 * @typedef {object} Around what the box tells, whoever stands before it
 * @property {KioskLease | null} lease
 * @property {KioskSnapshot | null} hall
 * @property {Printer | null} printer
 * @property {TicketPaper[]} papers
 * @property {boolean} isServerThere
 * @property {boolean} isBoxThere
 * @property {number} lostAt when the way to the server was lost; meaningless while it is there
 * @property {number} now
 * @property {number} touchedAt
 *
 * @typedef {Visit & Around} State
 *
 * @typedef {{at: number} & (
 *   | {kind: "lease", lease: KioskLease}
 *   | {kind: "hall", snapshot: KioskSnapshot}
 *   | {kind: "printer", printer: Printer}
 *   | {kind: "papers", papers: TicketPaper[]}
 *   | {kind: "server", isThere: boolean}
 *   | {kind: "box", isThere: boolean}
 *   | {kind: "tick"}
 *   | {kind: "touched"}
 *   | {kind: "sphere", id: string}
 *   | {kind: "service", id: string}
 *   | {kind: "purpose", purpose: Purpose}
 *   | {kind: "add"}
 *   | {kind: "remove", id: string}
 *   | {kind: "any-order"}
 *   | {kind: "out-of-turn"}
 *   | {kind: "category", isByLaw: boolean}
 *   | {kind: "back"}
 *   | {kind: "turn", pages: number}
 *   | {kind: "language", language: string}
 *   | {kind: "look", what: "isContrast" | "isLarge" | "isLow"}
 *   | {kind: "take", requestId: string}
 *   | {kind: "given", ticket: TicketGiven}
 *   | {kind: "refused", problem: Problem}
 *   | {kind: "ask-cancel"}
 *   | {kind: "keep"}
 *   | {kind: "cancel", requestId: string}
 *   | {kind: "cancelled"}
 *   | {kind: "cancel-refused", problem: Problem}
 *   | {kind: "more-time"}
 *   | {kind: "finished"}
 * )} Happening
 *
 * @typedef {Happening extends infer H ? (H extends {at: number} ? Omit<H, "at"> : never) : never} Word a happening without its time
 */

import { givenUp } from "./cancelling.js";
import { NOBODY, chosen, withLease } from "./visit.js";

/** Idle for so long, a citizen is asked whether they are still there … */
export const WARN_AFTER_MS = 40_000;
/** … and has at least 20 s to say so (EN 301 549). */
export const WARNING_MS = 25_000;
/** How long a ticket stays on the screen: long enough to take the paper or point a phone at the QR. */
export const TICKET_MS = 45_000;
/** Without paper the screen is all there is. */
export const UNPRINTED_TICKET_MS = 90_000;
/** A link that blinks is nobody's business. */
export const AWAY_AFTER_MS = 3_000;
/** Refusals that nothing changed by, or of which that is not known: the same wish may be sent again. */
export const WORTH_REPEATING = new Set(["server-away", "busy", "not-saved"]);
/** What became of the paper, when the screen is all that the citizen has. */
export const UNPRINTED = new Set(["none", "failed", "unknown", "dropped"]);

/**
 * @param {number} now
 * @returns {State}
 */
export function atStart(now) {
  return {
    ...NOBODY,
    lease: null,
    hall: null,
    printer: null,
    papers: [],
    isServerThere: false,
    isBoxThere: false,
    lostAt: now,
    now,
    touchedAt: now,
  };
}

/**
 * @param {State} before
 * @param {Happening} happening
 * @returns {State}
 */
export function after(before, happening) {
  const state = { ...before, now: Math.max(before.now, happening.at) };
  switch (happening.kind) {
    case "lease":
      return withLease(state, happening.lease);
    case "hall":
      return withHall(state, happening.snapshot);
    case "printer":
      return { ...state, printer: happening.printer };
    case "papers":
      return longerWithoutPaper(before, { ...state, papers: happening.papers });
    case "server":
      return withWay(state, { isServerThere: happening.isThere });
    case "box":
      return withWay(state, { isBoxThere: happening.isThere });
    case "tick":
      return hasEnded(state) ? nextCitizen(state) : state;
    case "given":
      return givenTo(state, happening.ticket);
    case "refused":
      if (isSuspended(state)) return nextCitizen({ ...state, isSending: false });
      return { ...state, isSending: false, problem: happening.problem, screen: "refused", touchedAt: state.now };
    case "touched":
      // Asked whether they are still there, a citizen answers by a button: a touch beside it is no answer.
      return isWarning(state) ? state : { ...state, touchedAt: state.now };
    default:
      return touched({ ...state, touchedAt: state.now }, happening);
  }
}

/**
 * @param {State} state
 * @param {Happening} happening
 * @returns {State}
 */
function touched(state, happening) {
  switch (happening.kind) {
    case "turn":
      return { ...state, page: Math.max(0, state.page + happening.pages) };
    case "language":
      return { ...state, language: happening.language };
    case "look":
      return { ...state, [happening.what]: !state[happening.what], page: 0 };
    case "more-time":
      return { ...state, endsAt: state.screen === "ticket" ? state.now + endsAfter(state) : state.endsAt };
    case "finished":
      return state.isSending ? state : nextCitizen(state);
    default:
      return chosen(state, happening) ?? givenUp(state, happening) ?? state;
  }
}

/**
 * An alert interrupts whoever is choosing, and nobody comes back to half a choice; a ticket that was given, or is being asked for,
 * stays.
 *
 * @param {State} state
 * @param {KioskSnapshot} hall
 * @returns {State}
 */
function withHall(state, hall) {
  const next = { ...state, hall };
  const isInterrupted = isSuspended(next) && !isSuspended(state) && !state.isSending && !isAfterwards(state);
  return isInterrupted ? nextCitizen(next) : next;
}

/**
 * Suspended, and no tickets: also where they would not be given anyway, for the shelter is for everybody.
 *
 * @param {State} state
 */
export function isSuspended({ hall }) {
  return hall !== null && Boolean(hall.suspension) && hall.intake !== "open";
}

/**
 * @param {State} state
 * @param {TicketGiven} ticket
 * @returns {State}
 */
function givenTo(state, ticket) {
  const given = { ...state, screen: /** @type {const} */ ("ticket"), isSending: false, ticket, touchedAt: state.now };
  return { ...given, endsAt: state.now + endsAfter(given) };
}

/**
 * A slip that fails while the citizen looks on: they now need the time to copy the number.
 *
 * @param {State} before
 * @param {State} state
 * @returns {State}
 */
function longerWithoutPaper(before, state) {
  const hasJustFailed = state.screen === "ticket" && UNPRINTED.has(paperOf(state)) && !UNPRINTED.has(paperOf(before));
  return hasJustFailed ? { ...state, endsAt: Math.max(state.endsAt, state.now + UNPRINTED_TICKET_MS) } : state;
}

/** @param {State} state */
function endsAfter(state) {
  return UNPRINTED.has(paperOf(state)) ? UNPRINTED_TICKET_MS : TICKET_MS;
}

/**
 * What is known of the paper of the ticket on the screen.
 *
 * @param {State} state
 */
export function paperOf(state) {
  return state.papers.find((paper) => paper.ticket_id === state.ticket?.ticket_id)?.paper ?? state.ticket?.paper ?? "none";
}

/**
 * @param {State} state
 * @param {{isServerThere: boolean} | {isBoxThere: boolean}} change
 * @returns {State}
 */
function withWay(state, change) {
  const changed = { ...state, ...change };
  const wasThere = state.isServerThere && state.isBoxThere;
  const isThere = changed.isServerThere && changed.isBoxThere;
  return { ...changed, lostAt: wasThere && !isThere ? state.now : state.lostAt };
}

/**
 * @param {State} state
 * @returns {State}
 */
function nextCitizen(state) {
  return { ...state, ...NOBODY, touchedAt: state.now };
}

/**
 * The visit to the kiosk is over: the screen closes by itself, and asks nobody whether they are there.
 *
 * @param {State} state
 */
function isAfterwards({ screen }) {
  return screen === "ticket" || screen === "cancelled";
}

/** @param {State} state */
function hasEnded(state) {
  if (isAfterwards(state)) return state.now >= state.endsAt && state.cancelling?.step !== "sending";
  return isInUse(state) && !state.isSending && state.now >= state.touchedAt + WARN_AFTER_MS + WARNING_MS;
}

/**
 * Somebody has touched something, so that there is something to forget.
 *
 * @param {State} state
 */
export function isInUse(state) {
  const isBegun = state.screen !== "home" || state.serviceId !== null;
  return isBegun || state.language !== NOBODY.language || state.isContrast || state.isLarge || state.isLow;
}

/**
 * The citizen is asked whether they are still there.
 *
 * @param {State} state
 */
export function isWarning(state) {
  return isInUse(state) && !state.isSending && !isAfterwards(state) && state.now >= state.touchedAt + WARN_AFTER_MS;
}

/**
 * Whole seconds until the screen is given to the next citizen.
 *
 * @param {State} state
 */
export function secondsLeft(state) {
  const end = isAfterwards(state) ? state.endsAt : state.touchedAt + WARN_AFTER_MS + WARNING_MS;
  return Math.max(0, Math.ceil((end - state.now) / 1000));
}

/**
 * Nothing that the screen says of the hall would be true: it says that instead. A ticket once given stays.
 *
 * @param {State} state
 */
export function isAway(state) {
  const isThere = state.isServerThere && state.isBoxThere;
  return !isAfterwards(state) && !isThere && state.now >= state.lostAt + AWAY_AFTER_MS;
}
