/**
 * What seldom happens to a ticket at a desk: small buttons beside the five acts, each with a sheet that asks first.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Desk, Sheet, SideName } from "./desk_state.js"
 * @import { Hands } from "./desk_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function sideActs(state, { _ }, hands) {
  const ticket = state.desk?.in_hand;
  /** @param {SideName} name @param {string} text */
  const button = (name, text) => html`<button class="button button-quiet button-small side-${name}" ?disabled=${state.asking !== null}
    @click=${() => hands.open(name)}>${text}</button>`;
  return html`${ticket?.may_cancel ? button("cancel-ticket", _("Cancel the ticket")) : nothing}`;
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function sheet(state, speak, hands) {
  if (!state.sheet) return nothing;
  /** @param {Event} event */
  const close = (event) => {
    event.preventDefault();
    hands.close();
  };
  return html`<dialog class="panel" aria-labelledby="sheet" @cancel=${close}>${cancelling(state.sheet, speak, hands)}</dialog>`;
}

/** @param {Sheet} sheet @param {Speaker} speak @param {Hands} hands */
function cancelling({ ticket }, { _ }, hands) {
  return html`
    <h2 id="sheet">${_("Cancel ticket {label}?", { label: ticket.label })}</h2>
    <p>${_("Its place in line will be lost.")}</p>
    <p class="row">
      <button class="button button-danger" @click=${() => hands.cancel(ticket)}>${_("Cancel the ticket")}</button>
      <button class="button" autofocus @click=${hands.close}>${_("Keep it")}</button>
    </p>`;
}
