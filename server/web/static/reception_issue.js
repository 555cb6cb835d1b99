/**
 * A ticket for somebody who cannot take one: asked for here, shown here, and printed where reception has a printer.
 *
 * @import { PriorityClass, TicketGiven } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Reception } from "./reception_state.js"
 * @import { Hands } from "./reception_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { live as asShown } from "/contract/v1/vendor/lit-html/directives/live.js";
import { restWords, routeList } from "./reception_route.js";
import { chosenService, servicesOf } from "./reception_state.js";
import { declaredClasses, purposeName } from "./words.js";

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands */
export function issue(state, speak, hands) {
  return html`<section class="panel" aria-labelledby="issue">
    <h2 id="issue">${speak._("Give a ticket")}</h2>
    ${state.given ? given(state, state.given, speak, hands) : form(state, speak, hands)}
  </section>`;
}

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands */
function form(state, speak, hands) {
  const { _, of } = speak;
  const { wish } = state;
  const service = chosenService(state);
  return html`<form class="form" @submit=${(/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    hands.take();
  }}>
    ${choice("sphere", _("Sphere"), state.spheres.map((sphere) => [sphere.id, of(sphere.name)]), wish.sphereId, _, (sphereId) => hands.wish({ sphereId }))}
    ${choice("service", _("Service"), servicesOf(state, wish.sphereId).map((each) => [each.id, of(each.name)]), wish.serviceId, _, (serviceId) => hands.wish({ serviceId }))}
    <fieldset class="purposes" ?disabled=${!service}>
      <legend>${_("Purpose")}</legend>
      ${service ? service.purposes.map((purpose) => html`<label class="choice"><input type="radio" name="purpose" value=${purpose} required
        .checked=${wish.purpose === purpose} @change=${() => hands.wish({ purpose })}><span>${purposeName(speak, purpose)}</span></label>`)
      : html`<p class="hint">${_("Choose a service first")}</p>`}
    </fieldset>
    <div class="field"><label for="class">${_("Out of turn")}</label>
      <select id="class" aria-describedby="class-hint" @change=${(/** @type {Event} */ event) => hands.wish({ priority: /** @type {PriorityClass} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>
        ${declaredClasses(speak).map(([value, name]) => html`<option value=${value} .selected=${wish.priority === value}>${name}</option>`)}
      </select><p class="hint" id="class-hint">${_("the document is checked at the window")}</p></div>
    <details class="seldom"><summary>${_("More services or appointment")}</summary><div class="form">
    ${service && state.servicesPerVisit > 1
      ? routeList(state, speak, { route: wish.route, first: [service.id], label: "issue", change: (route) => hands.wish({ route }) }) : nothing}
    <div class="field"><label for="booked">${_("Appointment at")} <small>${_("optional")}</small></label>
      <input id="booked" type="time" .value=${asShown(wish.bookedFor)}
        @input=${(/** @type {Event} */ event) => hands.wish({ bookedFor: /** @type {HTMLInputElement} */ (event.target).value })}></div>
    </div></details>
    <button class="button button-primary button-wide" ?disabled=${state.isAsking}>${_("Give the ticket")}</button>
  </form>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string[][]} options
 * @param {string} chosen
 * @param {Speaker["_"]} _
 * @param {(value: string) => void} choose
 */
function choice(id, label, options, chosen, _, choose) {
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} required ?disabled=${!options.length} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      <option value="" .selected=${chosen === ""}>${_("Choose…")}</option>
      ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
    </select></div>`;
}

/** @param {Reception} state @param {TicketGiven} ticket @param {Speaker} speak @param {Hands} hands */
function given(state, ticket, speak, hands) {
  const { _, _n } = speak;
  const { wait } = ticket;
  const rest = restWords(state, ticket, speak);
  return html`<div class="given" role="status">
    <p class="given-label ticket-label">${ticket.label}</p>
    <p>${ticket.people_before ? _n("{count} person before", "{count} people before", ticket.people_before) : _("Next in line")}${wait
      ? html` · ${_("{low} to {high} min", { low: wait.low_minutes, high: wait.high_minutes })}` : nothing}</p>
    ${rest ? html`<p>${rest}</p>` : nothing}
    ${state.isLate ? html`<p class="notice notice-warn">${_("Too late for the appointment: the visitor stands in the live queue.")}</p>` : nothing}
    <img class="given-qr" src="/t/${ticket.phone_secret}/qr.svg" width="200" height="200" alt=${_("QR code of the ticket’s page")}>
    ${ticket.paper === "none"
      ? html`<p class="hint">${_("Let the visitor scan the code: the phone then shows the place in line. Or write the number down.")}</p>`
      : html`<p class="notice notice-good"><strong>${_("The ticket comes out at the printer “{printer}”", { printer: ticket.printer_name })}</strong></p>
        <p class="hint">${_("Whoever wants may scan the code: the phone then shows the place in line.")}</p>`}
    <p class="given-link"><a href=${ticket.phone_url} target="_blank" rel="noreferrer">${ticket.phone_url}</a></p>
    <button class="button button-primary button-wide" @click=${hands.putAway}>${_("Next ticket")}</button>
  </div>`;
}
