/**
 * What seldom happens to a ticket at a desk: small buttons beside the five acts, each with a sheet that asks first.
 *
 * @import { DeskTicket, OutOfOrder } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Desk, Sheet, SheetName } from "./desk_state.js"
 * @import { Hands } from "./desk_view.js"
 *
 * @typedef {{ticket: DeskTicket}} OfTicket   a sheet about the ticket in hand
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { breaking } from "./desk_away.js";
import { isSuspended, left, waitingBy } from "./desk_state.js";
import { adding, refusing, transferring } from "./desk_visit.js";
import { stopwatch } from "./live.js";

/** What a citizen usually goes away for: a copy, a payment, a call, a form, a bank. */
const MINUTES = [5, 10, 15, 30, 60];

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function sideActs(state, { _ }, hands) {
  const ticket = state.desk?.in_hand;
  /** @param {SheetName} name @param {string} text @param {string} [key] */
  const button = (name, text, key) => html`<button class="button button-quiet button-small side-${name}" ?disabled=${state.asking !== null}
    aria-keyshortcuts=${key ?? nothing} @click=${() => hands.open(name)}>${key ? html`<span class="key" aria-hidden="true">${key}</span>` : nothing}${text}</button>`;
  return html`${ticket ? button("park-ticket", _("Set aside"), "6") : nothing}
    ${ticket ? button("transfer-ticket", _("Send on"), "7") : nothing}
    ${ticket && ticket.services_left > 0 ? button("add-service", _("Add a service"), "9") : nothing}
    ${button("call-ticket", _("Call by number"), "8")}
    ${!ticket && state.desk?.work === "at-window" ? button("start-break", _("Break"), "0") : nothing}
    ${ticket?.may_cancel ? button("cancel-ticket", _("Cancel the ticket")) : nothing}`;
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function sheet(state, speak, hands) {
  if (!state.sheet) return nothing;
  /** @param {Event} event */
  const close = (event) => {
    event.preventDefault();
    hands.close();
  };
  return html`<dialog class="panel" aria-labelledby="sheet" @cancel=${close}>${
    asked(state, state.sheet, speak, hands)
  }</dialog>`;
}

/** @param {Desk} state @param {Sheet} sheet @param {Speaker} speak @param {Hands} hands */
function asked(state, sheet, speak, hands) {
  switch (sheet.name) {
    case "park-ticket":
      return parking(sheet, speak, hands);
    case "transfer-ticket":
      return transferring(state, sheet, speak, hands);
    case "add-service":
      return adding(state, sheet, speak, hands);
    case "refuse-priority":
      return refusing(sheet, speak, hands);
    case "call-ticket":
      return callingOne(state, speak, hands);
    case "start-break":
      return breaking(speak, hands);
    case "cancel-ticket":
      return cancelling(sheet, speak, hands);
  }
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
function callingOne(state, { _ }, hands) {
  /** @type {Record<OutOfOrder, string>} */
  const reasons = {
    "papers-brought": _("The missing papers were brought"),
    "agreed-before": _("Agreed before"),
    "our-mistake": _("A mistake of the Center"),
    "supervisor-decided": _("The supervisor’s decision"),
  };
  /** @param {Event} event */
  const field = (event) => /** @type {HTMLInputElement} */ (/** @type {Element} */ (event.target).closest("form")?.elements.namedItem("label"));
  /** @param {SubmitEvent} event */
  const call = (event) => {
    event.preventDefault();
    const entry = waitingBy(state, field(event).value);
    if (entry) return hands.callOne(entry, /** @type {OutOfOrder} */ (new FormData(/** @type {HTMLFormElement} */ (event.target)).get("reason")));
    field(event).setCustomValidity(_("No ticket with this number is waiting"));
    field(event).reportValidity();
  };
  return html`<form @submit=${call} @input=${(/** @type {Event} */ event) => field(event).setCustomValidity("")}>
    <h2 id="sheet">${_("Call somebody before their turn")}</h2>
    <p>${_("The reason is written into the journal.")}</p>
    <p class="field"><label for="label">${_("Ticket")}</label>
      <input id="label" name="label" required autofocus autocomplete="off" placeholder="П 42"></p>
    <p class="field"><label for="reason">${_("Reason")}</label>
      <select id="reason" name="reason" required>
        <option value="">${_("Choose…")}</option>
        ${Object.entries(reasons).map(([reason, text]) => html`<option value=${reason}>${text}</option>`)}
      </select></p>
    <p class="row">
      <button class="button button-primary">${_("Call to my window")}</button>
      <button class="button" type="button" @click=${hands.close}>${_("Cancel")}</button>
    </p>
  </form>`;
}

/** @param {OfTicket} sheet @param {Speaker} speak @param {Hands} hands */
function parking({ ticket }, { _ }, hands) {
  return html`
    <h2 id="sheet">${_("Set ticket {label} aside?", { label: ticket.label })}</h2>
    <p>${_("It keeps its place in line and comes back by itself:")}</p>
    <p class="row">${MINUTES.map((minutes) => html`<button class="button" @click=${() => hands.park(ticket, minutes)}>${_("in {minutes} min", { minutes })}</button>`)}</p>
    <p class="row">
      <button class="button" autofocus @click=${() => hands.park(ticket, null)}>${_("Until I take it up myself")}</button>
      <button class="button button-quiet" @click=${hands.close}>${_("Cancel")}</button>
    </p>`;
}

/** What was set aside at this window; nothing while nothing was.
 * @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function parked(state, speak, hands) {
  const { _ } = speak;
  const tickets = state.desk?.parked ?? [];
  if (!tickets.length) return nothing;
  return html`<section class="panel parked" aria-labelledby="parked">
    <h2 id="parked">${_("Set aside here")}: <span class="number">${tickets.length}</span></h2>
    <ul class="parked-list" tabindex="0" aria-labelledby="parked">${tickets.map((ticket) => html`<li>
      <span class="ticket-label">${ticket.label}</span>
      <span class="line-service">${ticket.back_at ? _("back in {time}", { time: stopwatch(left(state, ticket.back_at)) }) : speak.of(ticket.service_name)}</span>
      <span class="row parked-acts">
        <button class="button button-small" ?disabled=${state.asking !== null || isSuspended(state)} @click=${() => hands.unpark(ticket, true)}>${_("Call here")} <span class="visually-hidden">${ticket.label}</span></button>
        <button class="button button-quiet button-small" ?disabled=${state.asking !== null} @click=${() => hands.unpark(ticket, false)}>${_("Return to the line")} <span class="visually-hidden">${ticket.label}</span></button>
      </span>
    </li>`)}</ul>
  </section>`;
}

/** @param {OfTicket} sheet @param {Speaker} speak @param {Hands} hands */
function cancelling({ ticket }, { _ }, hands) {
  return html`
    <h2 id="sheet">${_("Cancel ticket {label}?", { label: ticket.label })}</h2>
    <p>${_("Its place in line will be lost.")}</p>
    <p class="row">
      <button class="button button-danger" @click=${() => hands.cancel(ticket)}>${_("Cancel the ticket")}</button>
      <button class="button" autofocus @click=${hands.close}>${_("Keep it")}</button>
    </p>`;
}
