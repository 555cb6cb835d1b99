/**
 * The choices: sphere, service, purpose.
 *
 * @import { ServiceCard, SphereCard } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { chosenService, chosenSphere, lettersOf, mostOnScreen, onePage, standing } from "../offer.js";
import { isOfSeveral, servicesOfVisit } from "../visit.js";
import { closedHall } from "./closed.js";
import { arrow } from "./icons.js";
import { purposeWords, standingWords } from "./words.js";

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function home(state, say, act) {
  const { choices } = onePage(state.lease?.spheres ?? [], state.page, mostOnScreen(state));
  const isBegun = state.isAdding || isOfSeveral(state);
  const right = isBegun ? "" : say.of(state.lease?.out_of_turn_notice ?? {});
  const body = html`
    ${isBegun ? nothing : closedHall(state, say)}
    ${choices.length === 0 ? html`<p class="empty">${say._("No services yet. Please ask at reception.")}</p>` : nothing}
    <ul class="tiles">
      ${choices.map((sphere) => html`<li>${sphereTile(sphere, say, act)}</li>`)}
    </ul>
    ${right
      ? html`<aside class="right" aria-labelledby="right">
          <h2 id="right">${say._("Out of turn by law")}</h2>
          <p>${right}</p>
        </aside>`
      : nothing}
  `;
  if (state.isAdding) return { title: say._("What else brings you here?"), lead: say._("One more service, the same ticket"), body };
  if (isBegun) return { title: say._("What brings you here?"), lead: say._("The services you added stay in your visit"), body };
  return { title: say._("What brings you here?"), body };
}

/**
 * @param {SphereCard} sphere
 * @param {Speaker} say
 * @param {Act} act
 */
function sphereTile(sphere, say, act) {
  return html`<button class="tile" @click=${() => act({ kind: "sphere", id: sphere.sphere_id })}>
    <span class="letters" aria-hidden="true">${lettersOf(sphere).map((letter) => html`<i>${letter}</i>`)}</span>
    <span class="name">${say.of(sphere.name)}</span>
  </button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function services(state, say, act) {
  const sphere = chosenSphere(state);
  const { choices } = onePage(sphere?.services ?? [], state.page, mostOnScreen(state));
  const body = html`
    ${choices.length === 0 ? html`<p class="empty">${say._("No services yet. Please ask at reception.")}</p>` : nothing}
    <ul class="rows">
      ${choices.map((service) => html`<li>${serviceRow(state, service, say, act)}</li>`)}
    </ul>
  `;
  return { title: say.of(sphere?.name ?? {}), lead: choosingWords(state, say), body };
}

/**
 * @param {State} state
 * @param {Speaker} say
 */
function choosingWords(state, { _ }) {
  if (state.isAdding) return _("Choose one more service");
  return isOfSeveral(state) ? _("The services you added stay in your visit") : _("Choose a service");
}

/**
 * A service that is closed can be looked at all the same: its documents are what many come for.
 *
 * @param {State} state
 * @param {ServiceCard} service
 * @param {Speaker} say
 * @param {Act} act
 */
function serviceRow(state, service, say, act) {
  const { isOpen, now } = standing(state, service.service_id);
  const isHad = state.isAdding && servicesOfVisit(state).includes(service.service_id);
  if (isHad) {
    return html`<button class="row is-closed is-had" disabled>
      <span class="name">${say.of(service.name)}</span>
      <span class="wait">${say._("You have chosen it already")}</span>
    </button>`;
  }
  return html`<button
    class="row ${isOpen ? "" : "is-closed"}"
    ?disabled=${state.isAdding && !isOpen}
    @click=${() => act({ kind: "service", id: service.service_id })}
  >
    <span class="name">${say.of(service.name)}</span>
    <span class="wait">${standingWords(state, now, say)}</span>
    ${arrow}
  </button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function purpose(state, say, act) {
  const service = chosenService(state);
  const body = html`
    <ul class="rows is-few">
      ${(service?.purposes ?? []).map(
        (each) =>
          html`<li>
            <button class="row" @click=${() => act({ kind: "purpose", purpose: each })}>
              <span class="name">${purposeWords(each, say)}</span>
              ${arrow}
            </button>
          </li>`,
      )}
    </ul>
  `;
  return { title: say._("What do you want to do?"), lead: say.of(service?.name ?? {}), body };
}
