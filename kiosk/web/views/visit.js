/**
 * Several services with one ticket: the list of them, their order, and the way to one more.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { serviceOf, standing } from "../offer.js";
import { mayAdd, servicesOfVisit } from "../visit.js";
import { closedWords } from "./closed_words.js";

/**
 * Numbered while the order matters, each with what to have ready; the first can only be left by starting over.
 *
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function visit(state, say, act) {
  // A long list is pushed with the finger; whoever has a keyboard can come to it.
  return html`<div class="facts" tabindex="0" role="region" aria-label=${say._("Your visit")}>
    <dl class="visit ${state.isAnyOrder ? "is-any-order" : ""}">
      ${servicesOfVisit(state).map((serviceId, index) => html`<div>
        <dt>${say.of(serviceOf(state, serviceId)?.name ?? {})} ${closed(state, serviceId, say)}</dt>
        <dd>${say.of(serviceOf(state, serviceId)?.documents ?? {})}</dd>
        ${index === 0 ? nothing : html`<dd class="remove">${remove(state, serviceId, say, act)}</dd>`}
      </div>`)}
    </dl>
  </div>`;
}

/**
 * @param {State} state
 * @param {string} serviceId
 * @param {Speaker} say
 */
function closed(state, serviceId, say) {
  const { isOpen, now } = standing(state, serviceId);
  return isOpen || now === null ? nothing : html`<small>${closedWords(now.intake, say)}</small>`;
}

/**
 * @param {State} state
 * @param {string} serviceId
 * @param {Speaker} say
 * @param {Act} act
 */
function remove(state, serviceId, say, act) {
  const name = say.of(serviceOf(state, serviceId)?.name ?? {});
  return html`<button class="button" aria-label="${say._("Remove")}: ${name}" ?disabled=${state.isSending}
    @click=${() => act({ kind: "remove", id: serviceId })}>${say._("Remove")}</button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function anyOrder(state, say, act) {
  return html`<button class="switch" role="switch" aria-checked=${state.isAnyOrder} ?disabled=${state.isSending}
    @click=${() => act({ kind: "any-order" })}>
    <span class="name">${say._("In any order")}</span>
    <span class="wait">${say._("You go to whichever window is free first.")}</span>
    <i aria-hidden="true"></i>
  </button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function more(state, say, act) {
  if (!mayAdd(state)) return nothing;
  return html`<button class="button one-more" @click=${() => act({ kind: "add" })}>${say._("Add one more service")}</button>`;
}
