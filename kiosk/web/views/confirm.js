/**
 * The last look before the ticket: what it is for, how long the wait is, what to have ready, and the right to go out of turn.
 *
 * @import { ServiceCard } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { chosenService, standing, standingOfVisit } from "../offer.js";
import { closedService } from "./closed.js";
import { anyOrder, more, visit } from "./visit.js";
import { faultWords, peopleWords, purposeWords, waitWords } from "./words.js";

const SHORT_FACT = 18;

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function confirm(state, say, act) {
  const service = chosenService(state);
  if (service === null || state.purpose === null) return { title: "", body: nothing };
  const { isOpen } = standing(state, service.service_id);
  const isAlone = state.further.length === 0;
  const body = html`
    <div class="wish">
      ${isOpen ? before(state, say) : closedService(state, service.service_id, say)}
      ${isAlone ? ready(service, say) : visit(state, say, act)}
    </div>
    ${isOpen
      ? html`<div class="deed">
          ${isAlone ? nothing : anyOrder(state, say, act)} ${outOfTurn(state, say, act)} ${unprinted(state, say)}
          ${more(state, say, act)} ${take(state, say, act)}
        </div>`
      : nothing}
  `;
  const purpose = purposeWords(state.purpose, say);
  return isAlone ? { title: say.of(service.name), lead: purpose, body } : { title: say._("Your visit"), lead: purpose, body };
}

/**
 * @param {State} state
 * @param {Speaker} say
 */
function before(state, say) {
  const { now } = standingOfVisit(state);
  if (now === null) return nothing;
  return html`<p class="before">
    <span>${peopleWords(now.people_before, say)}</span>
    <b>${now.wait === null ? say._("Waiting time unknown") : waitWords(now.wait, say)}</b>
  </p>`;
}

/**
 * @param {ServiceCard} service
 * @param {Speaker} say
 */
function ready(service, say) {
  const facts = [
    { name: say._("Have ready"), words: say.of(service.documents) },
    { name: say._("Fee"), words: say.of(service.fee) },
    { name: say._("Ready in"), words: say.of(service.term) },
  ].filter(({ words }) => words);
  if (facts.length === 0) return nothing;
  // A long list is pushed with the finger; whoever has a keyboard can come to it.
  return html`<div class="facts" tabindex="0" role="region" aria-label=${say._("About the service")}>
    <dl>
      ${facts.map(
        ({ name, words }) =>
          html`<div class=${words.length > SHORT_FACT ? "is-wide" : ""}><dt>${name}</dt><dd>${words}</dd></div>`,
      )}
    </dl>
  </div>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
function outOfTurn(state, say, act) {
  const isAsked = (state.lease?.categories ?? []).length > 0;
  if (!isAsked && !say.of(state.lease?.out_of_turn_notice ?? {})) return nothing;
  return html`<button
    class="switch"
    role="switch"
    aria-checked=${state.priority !== "ordinary"}
    ?disabled=${state.isSending}
    @click=${() => act({ kind: "out-of-turn" })}
  >
    <span class="name">${isAsked ? say._("Out of turn") : say._("Out of turn by law")}</span>
    <span class="wait">${say._("You will show the document at the window.")}</span>
    <i aria-hidden="true"></i>
  </button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 */
function unprinted(state, say) {
  if (state.printer?.state !== "fault") return nothing;
  return html`<p class="notice">${faultWords(state.printer.fault, say)} ${say._("Your number will be on the screen.")}</p>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
function take(state, { _ }, act) {
  return html`<button
    class="button is-main"
    aria-disabled=${state.isSending}
    @click=${() => act({ kind: "take" })}
  >
    ${state.isSending ? _("One moment…") : _("Take a ticket")}
  </button>`;
}
