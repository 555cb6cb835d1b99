/**
 * Where the visit in hand goes on, and by what right it came first: sending on, more services, the document.
 *
 * @import { DeskTicket, WindowNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Desk, Receiver } from "./desk_state.js"
 * @import { OfTicket } from "./desk_sheets.js"
 * @import { Hands } from "./desk_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { keyed } from "./desk_away.js";
import { goneReceiver, isDocumentDue, receivers } from "./desk_state.js";

/** Out of turn by what the citizen said: the document decides.
 * @param {Desk} state @param {DeskTicket} ticket @param {Speaker} speak @param {Hands} hands */
export function documentNotice(state, ticket, { _ }, hands) {
  if (ticket.is_confirmed) return html`<p class="badge badge-good in-hand-note">${_("Out of turn: document seen")}</p>`;
  if (!isDocumentDue(ticket)) return nothing;
  return html`<div class="notice notice-warn in-hand-note row row-ends">
    <span>${_("Out of turn: check the document")}</span>
    <span class="row">
      ${keyed("+", _("Document seen"), "confirm", state, () => hands.confirm(ticket, true), "button-small")}
      ${keyed("−", _("No document"), "refuse", state, () => hands.open("refuse-priority"), "button-small")}
    </span>
  </div>`;
}

/** What finishing does with the citizen; empty while it ends the visit.
 * @param {DeskTicket} ticket @param {Speaker} speak */
export function goesOn(ticket, { _, of }) {
  const { comes_back_to: sender, route } = ticket;
  const services = route.map((stop) => `«${of(stop.name)}»`).join(", ");
  if (sender?.window_name) return _("Afterwards back to {person}, window {window}", { person: sender.person_name, window: sender.window_name });
  if (!services) return "";
  return ticket.is_route_ordered ? _("Afterwards: {services}", { services }) : _("Also, in any order: {services}", { services });
}

/** @param {OfTicket} sheet @param {Speaker} speak @param {Hands} hands */
export function refusing({ ticket }, { _ }, hands) {
  return html`
    <h2 id="sheet">${_("No document for ticket {label}?", { label: ticket.label })}</h2>
    <p>${_("It goes back into the common line, by the time when it was taken.")}</p>
    <p class="row">
      <button class="button button-danger" autofocus @click=${() => hands.confirm(ticket, false)}>${_("Back to the common line")}</button>
      <button class="button" @click=${hands.close}>${_("Cancel")}</button>
    </p>`;
}

/** @param {Desk} state @param {OfTicket} sheet @param {Speaker} speak @param {Hands} hands */
export function adding(state, { ticket }, speak, hands) {
  const { _ } = speak;
  const had = new Set([ticket.service_id, ...ticket.route.map((stop) => stop.service_id)]);
  /** @param {SubmitEvent} event */
  const add = (event) => {
    event.preventDefault();
    hands.addService(ticket, String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("service")));
  };
  return html`<form @submit=${add}>
    <h2 id="sheet">${_("One more service for ticket {label}", { label: ticket.label })}</h2>
    <p>${_("The citizen waits for it with the same number as soon as you finish.")}</p>
    <p class="field"><label for="more-service">${_("Service")}</label>
      <select id="more-service" name="service" required autofocus>
        <option value="">${_("Choose…")}</option>${services(state, speak, had)}
      </select></p>
    <p class="row">
      <button class="button button-primary">${_("Add the service")}</button>
      <button class="button" type="button" @click=${hands.close}>${_("Cancel")}</button>
    </p>
  </form>`;
}

/** @param {Desk} state @param {OfTicket} sheet @param {Speaker} speak @param {Hands} hands */
export function transferring(state, { ticket }, speak, hands) {
  const { _ } = speak;
  /** @param {Event} event */
  const fields = (event) => /** @type {HTMLFormElement} */ (/** @type {Element} */ (event.target).closest("form"));
  /** @param {Event} event */
  const whom = (event) => /** @type {HTMLSelectElement} */ (fields(event).elements.namedItem("to"));
  /** @param {SubmitEvent} event */
  const send = (event) => {
    event.preventDefault();
    const form = new FormData(fields(event));
    const [kind, id] = String(form.get("to")).split("|");
    const service_id = String(form.get("service")) || null;
    const first = /** @type {HTMLSelectElement} */ (fields(event).elements.namedItem("service"));
    if (service_id === null && !id) {
      first.setCustomValidity(_("Choose a service, a window or a person"));
      first.reportValidity();
      return;
    }
    if (goneReceiver(state)) {
      whom(event).setCustomValidity(_("Nobody is there any more: choose whom to send the ticket to"));
      whom(event).reportValidity();
      return;
    }
    hands.transfer(ticket, {
      service_id,
      to_window_id: kind === "window" ? id : null,
      to_person_id: kind === "person" ? id : null,
      is_coming_back: form.has("back"),
    });
  };
  /** @param {Event} event */
  const mend = (event) => {
    /** @type {HTMLSelectElement} */ (fields(event).elements.namedItem("service")).setCustomValidity("");
    whom(event).setCustomValidity("");
  };
  /** @param {Event} event */
  const choose = (event) => {
    const [kind, id] = whom(event).value.split("|");
    const window = receivers(state).find(({ window_id, person_id }) => (kind === "window" ? window_id : person_id) === id);
    hands.sendTo(window ? { kind: kind === "window" ? "window" : "person", window } : null);
  };
  const gone = goneReceiver(state);
  return html`<form @submit=${send} @input=${mend}>
    <h2 id="sheet">${_("Send ticket {label} on", { label: ticket.label })}</h2>
    <p>${_("The number stays, and the time waited counts.")}</p>
    <p class="field"><label for="to-service">${_("Service")}</label>
      <select id="to-service" name="service" autofocus>
        <option value="">${_("The same service")}</option>${services(state, speak, new Set())}
      </select></p>
    <p class="field"><label for="to-whom">${_("To whom")}</label>
      <select id="to-whom" name="to" @change=${choose} aria-describedby=${gone ? "gone" : nothing}>
        <option value="">${_("Whoever is free first")}</option>${receiversOffered(state, speak)}
      </select></p>
    ${gone ? html`<p class="notice notice-warn receiver-gone" id="gone" role="alert">${_("Nobody is there any more: choose whom to send the ticket to")}</p>` : nothing}
    ${ticket.comes_back_to
      ? nothing
      : html`<p class="field"><label class="choice"><input type="checkbox" name="back"> ${_("And then back to me")}</label></p>`}
    <p class="row">
      <button class="button button-primary">${_("Send on")}</button>
      <button class="button" type="button" @click=${hands.close}>${_("Cancel")}</button>
    </p>
  </form>`;
}

/** @param {Desk} state @param {Speaker} speak @param {Set<string>} without */
function services(state, { of }, without) {
  return state.spheres.map((sphere) => html`<optgroup label=${of(sphere.name)}>${sphere.services
    .filter((service) => !without.has(service.id))
    .map((service) => html`<option value=${service.id}>${of(service.name)}</option>`)}</optgroup>`);
}

/** The list stays open while windows come and go, and what was chosen in it must not become another one: who has left
 * stays chosen, and is said to have left.
 * @param {Desk} state @param {Speaker} speak */
function receiversOffered(state, { _ }) {
  const others = receivers(state);
  const gone = goneReceiver(state);
  /** @param {WindowNow} window */
  const names = (window) => ({ window: window.name, person: window.person_name ?? "" });
  const chosen = gone || !state.sheet || !("ticket" in state.sheet) ? null : state.sheet.receiver;
  /** Said for each, so that one who was away for a moment is chosen still. @param {Receiver["kind"]} kind @param {WindowNow} window */
  const isChosen = (kind, window) => chosen?.kind === kind
    && (kind === "window" ? window.window_id === chosen.window.window_id : window.person_id === chosen.window.person_id);
  return html`${gone ? html`<option value="gone" .selected=${true}>${gone.kind === "window"
    ? _("Window {window}, now {person}", names(gone.window)) : gone.window.person_name}</option>` : nothing}
    ${others.length ? html`
    <optgroup label=${_("A window")}>${repeat(others, (window) => window.window_id, (window) => html`<option value="window|${window.window_id}" .selected=${isChosen("window", window)}>${_("Window {window}, now {person}", names(window))}</option>`)}</optgroup>
    <optgroup label=${_("A person")}>${repeat(others, (window) => window.person_id, (window) => html`<option value="person|${window.person_id}" .selected=${isChosen("person", window)}>${_("{person}, now window {window}", names(window))}</option>`)}</optgroup>` : nothing}`;
}
