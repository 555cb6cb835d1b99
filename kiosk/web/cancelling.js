/**
 * Giving up the ticket on the screen, with one question between. Pure.
 *
 * @import { Happening, State } from "./state.js"
 */

/** The question is read without hurry. */
export const ASKED_MS = 25_000;
/** How long it is said that the ticket is gone. */
export const CANCELLED_MS = 12_000;

/**
 * A touch or an answer about giving the ticket up; `null` for every other.
 *
 * @param {State} state
 * @param {Happening} happening
 * @returns {State | null}
 */
export function givenUp(state, happening) {
  const { cancelling } = state;
  switch (happening.kind) {
    case "ask-cancel":
      return { ...withTime(state), cancelling: { step: "asked", requestId: null, problem: null } };
    case "keep":
      return cancelling?.step === "sending" ? state : { ...withTime(state), cancelling: null };
    case "cancel":
      if (cancelling === null || cancelling.step === "sending") return state;
      return { ...state, cancelling: { step: "sending", requestId: cancelling.requestId ?? happening.requestId, problem: null } };
    case "cancelled":
      if (cancelling === null) return state;
      return { ...state, screen: "cancelled", cancelling: null, endsAt: state.now + CANCELLED_MS };
    case "cancel-refused":
      if (cancelling === null) return state;
      return { ...withTime(state), cancelling: { ...cancelling, step: "refused", problem: happening.problem } };
    default:
      return null;
  }
}

/**
 * @param {State} state
 * @returns {State}
 */
function withTime(state) {
  return { ...state, endsAt: Math.max(state.endsAt, state.now + ASKED_MS) };
}
