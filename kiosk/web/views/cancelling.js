/**
 * Giving the ticket up: one question, and the word that it is gone.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Cancelling } from "../visit.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { WORTH_REPEATING, secondsLeft } from "../state.js";

/**
 * @param {State} state
 * @param {Cancelling} cancelling
 * @param {Speaker} say
 * @param {Act} act
 */
export function whetherToCancel(state, { step, problem }, say, act) {
  const isSending = step === "sending";
  const mayTry = problem === null || WORTH_REPEATING.has(problem.code);
  return html`<div class="veil">
    <section class="asking" role="alertdialog" aria-modal="true" aria-labelledby="whether" aria-describedby="whether-why">
      <h2 id="whether">${say._("Cancel ticket {label}?", { label: state.ticket?.label ?? "" })}</h2>
      <p id="whether-why">${problem ? (problem.titles[state.language] ?? problem.title) : say._("Its place in line will be lost.")}</p>
      <div class="end">
        <button class="button is-main" data-arrive ?disabled=${isSending} @click=${() => act({ kind: "keep" })}>
          ${mayTry ? say._("Keep it") : say._("Back")}
        </button>
        ${mayTry
          ? html`<button class="button" aria-disabled=${isSending} @click=${() => act({ kind: "cancel" })}>
              ${isSending ? say._("One moment…") : say._("Cancel the ticket")}
            </button>`
          : nothing}
      </div>
    </section>
  </div>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function cancelled(state, say, act) {
  const body = html`<section class="calm">
    <p role="status">${say._("The number will not be called. You may throw the paper away.")}</p>
    <div class="end">
      <button class="button is-main" @click=${() => act({ kind: "finished" })}>${say._("Done")}</button>
    </div>
    <p class="left">${say._("The screen closes in {seconds} s", { seconds: secondsLeft(state) })}</p>
  </section>`;
  return { title: say._("Ticket {label} is cancelled", { label: state.ticket?.label ?? "" }), body };
}
