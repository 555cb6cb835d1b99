/**
 * Printing a ticket once more, and at which printer.
 *
 * @import { QueueEntry } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Reception } from "./reception_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { copyBox, printingBoxes } from "./reception_state.js";

/** Of several printers one may be chosen. @param {Reception} state @param {Speaker} speak @param {{copyAt: (boxId: string) => void}} hands */
export function copyChoice(state, { _ }, hands) {
  const printing = printingBoxes(state);
  if (printing.length < 2) return nothing;
  const chosen = copyBox(state)?.box_id ?? "";
  return html`<label class="row copy-at">${_("Print at")}
    <select @change=${(/** @type {Event} */ event) => hands.copyAt(/** @type {HTMLSelectElement} */ (event.target).value)}>
      <option value="" ?selected=${chosen === ""}>${_("the usual printer")}</option>
      ${printing.map((box) => html`<option value=${box.box_id} ?selected=${chosen === box.box_id}>${box.name}</option>`)}
    </select></label>`;
}

/**
 * A copy; of a ticket that was given without paper, its slip, where there is a printer at all.
 *
 * @param {Reception} state @param {QueueEntry} entry @param {Speaker} speak @param {{copy: (entry: QueueEntry) => void}} hands
 */
export function copyButton(state, entry, { _ }, hands) {
  const isFirst = entry.paper === "none";
  if (isFirst && !printingBoxes(state).length) return nothing;
  return html`<button class="button button-quiet button-small" ?disabled=${state.isAsking} title=${isFirst ? _("Print the ticket") : _("Print a copy")}
    @click=${() => hands.copy(entry)}>${isFirst ? _("Print") : _("Copy")} <span class="visually-hidden">${entry.label}</span></button>`;
}
