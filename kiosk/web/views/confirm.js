/**
 * The last look before the ticket: what it is for, how long the wait is, what to have ready, and the right to go out of turn.
 *
 * @import { ServiceCard } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { chosenService, standing } from "../offer.js";
import { closedWords, faultWords, peopleWords, purposeWords, waitWords } from "./words.js";

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
  const body = html`
    <div class="wish">
      ${isOpen ? before(state, service, say) : closed(state, service, say)} ${ready(service, say)}
    </div>
    ${isOpen
      ? html`<div class="deed">${outOfTurn(state, say, act)} ${unprinted(state, say)} ${take(state, say, act)}</div>`
      : nothing}
  `;
  return { title: say.of(service.name), lead: purposeWords(state.purpose, say), body };
}

/**
 * @param {State} state
 * @param {ServiceCard} service
 * @param {Speaker} say
 */
function before(state, service, say) {
  const { now } = standing(state, service.service_id);
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
  if (!say.of(state.lease?.out_of_turn_notice ?? {})) return nothing;
  return html`<button
    class="switch"
    role="switch"
    aria-checked=${state.isOutOfTurn}
    ?disabled=${state.isSending}
    @click=${() => act({ kind: "out-of-turn" })}
  >
    <span class="name">${say._("Out of turn by law")}</span>
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

/**
 * @param {State} state
 * @param {ServiceCard} service
 * @param {Speaker} say
 */
function closed(state, service, say) {
  const { now } = standing(state, service.service_id);
  const why = now === null || now.intake === "open" ? say._("Nobody serves this now") : closedWords(now.intake, say);
  return html`<p class="closed"><b>${why}.</b> ${say._("Please ask at reception.")}</p>`;
}
