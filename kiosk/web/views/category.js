/**
 * Who may come out of turn. What is touched here stays here: only the class goes on the ticket.
 *
 * @import { CategoryCard } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { mostOnScreen, onePage } from "../offer.js";

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function category(state, say, act) {
  const { choices } = onePage(state.lease?.categories ?? [], state.page, mostOnScreen(state));
  const body = html`<ul class="rows categories">
    ${choices.map((each) => html`<li>${row(each, say, act)}</li>`)}
  </ul>`;
  return { title: say._("Why out of turn?"), lead: say._("Your choice is not kept anywhere"), body };
}

/**
 * @param {CategoryCard} card
 * @param {Speaker} say
 * @param {Act} act
 */
function row(card, say, act) {
  const basis = say.of(card.basis);
  return html`<button class="row" @click=${() => act({ kind: "category", isByLaw: card.is_by_law })}>
    <span class="name">${say.of(card.name)}</span>
    ${basis ? html`<span class="wait">${basis}</span>` : nothing}
  </button>`;
}
