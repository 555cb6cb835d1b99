/**
 * Paper: what is left on a printer's roll, the warning before it ends, and the question whether a new one is in.
 *
 * @import { BoxesSnapshot, BoxNow, DeviceNow, PaperLeft } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { NewRoll, Paper } from "./roll_state.js"
 *
 * @typedef {object} RollHands
 * @property {(roll: NewRoll | null) => void} planRoll   ask whether a new one is in; null: no
 * @property {() => void} startRoll
 *
 * @typedef {{boxes: BoxesSnapshot | null, paper: Paper, newRoll: NewRoll | null, isAsking: boolean}} Told
 */
import { html, nothing, svg } from "/contract/v1/vendor/lit-html/lit-html.js";
import { live as asShown } from "/contract/v1/vendor/lit-html/directives/live.js";
import { about, endWords, hasSeveralPrinters, isPrinter, runningLow, seemsChanged } from "./roll_state.js";
import { deviceName } from "./words.js";

/** @param {Told} told @param {Speaker} speak @param {BoxNow} box @param {DeviceNow} device @param {RollHands} hands */
export function paperOf(told, speak, box, device, hands) {
  if (!isPrinter(device)) return nothing;
  const { _ } = speak;
  const isOffered = seemsChanged(device);
  const plan = { boxId: box.box_id, boxName: box.name, device: device.name, metres: String(told.paper.metres), since: device.paper?.since ?? null };
  const button = html`<button class="button button-small ${isOffered ? "button-primary" : "button-quiet"}" ?disabled=${told.isAsking}
    @click=${() => hands.planRoll(plan)}>${_("New roll")} <span class="visually-hidden">${printerName(speak, box, device)}</span></button>`;
  return html`<div class="paper-left ${device.paper?.is_low ? "is-low" : ""}">
    ${device.paper ? bar(device.paper) : nothing}
    <p class="hint">${device.paper ? paperWords(told, speak, device.paper) : _("The paper is not counted yet")}</p>
    ${isOffered ? html`<p class="paper-offer">${_("Have you put in a new roll?")}</p>` : nothing}
    ${button}
  </div>`;
}

/**
 * At the head of a page, as long as somebody should have a roll ready. Only the names are a status: the numbers change with each slip,
 * and a screen reader would speak them each time. It stands while it is empty, or the first word would not be spoken.
 *
 * @param {Told} told @param {Speaker} speak
 */
export function paperNotice(told, speak) {
  const low = runningLow(told.boxes);
  const names = low.map(({ box, device }) => printerName(speak, box, device));
  const lefts = low.flatMap(({ device: { paper } }, place) =>
    paper ? [[low.length > 1 ? `${names[place]}: ` : "", paperWords(told, speak, paper)].join("")] : []);
  return html`<div class=${low.length ? "notice notice-warn" : "visually-hidden"}>
    <p role="status">${low.length ? html`<b>${speak._("The paper is running out:")}</b> ${names.join("; ")}` : nothing}</p>
    ${lefts.length ? html`<p class="hint">${lefts.join("; ")}</p>` : nothing}
  </div>`;
}

/** Its box, and which of two it is. @param {Speaker} speak @param {BoxNow} box @param {DeviceNow} device */
function printerName(speak, box, device) {
  return hasSeveralPrinters(box) ? `${box.name}, ${deviceName(speak, device)}` : box.name;
}

/** @param {Told} told @param {Speaker} speak @param {PaperLeft} left */
function paperWords(told, speak, left) {
  const { _, _n, language } = speak;
  if (left.left_mm === 0) return _("the roll should be used up");
  const count = left.slips_left === null ? 0 : about(left.slips_left);
  const ends = endWords(left, told.boxes?.now ?? left.since, told.paper.timeZone, language);
  return [
    left.left_mm < 1000 ? _("less than 1 m is left") : _("≈ {metres} m are left", { metres: Math.round(left.left_mm / 1000) }),
    count ? _n("≈ {count} slip", "≈ {count} slips", count) : "",
    ends ? _("until {when}", { when: ends }) : "",
  ].filter(Boolean).join(", ");
}

/** @param {PaperLeft} left */
function bar(left) {
  const share = Math.min(100, (100 * left.left_mm) / left.length_mm);
  return html`<svg class="paper-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${share} height="1" />`}</svg>`;
}

/** The focus is on no: what is counted anew cannot be counted back. @param {Told} told @param {Speaker} speak @param {RollHands} hands */
export function rollQuestion({ newRoll, isAsking }, { _ }, hands) {
  if (!newRoll) return nothing;
  const leave = () => hands.planRoll(null);
  return html`<dialog class="panel" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); leave(); }}>
    <form class="form" @submit=${(/** @type {Event} */ event) => { event.preventDefault(); hands.startRoll(); }}>
      <h2 id="whether">${_("A new roll: {box}", { box: newRoll.boxName })}</h2>
      ${newRoll.device === "spare" ? html`<p><b>${_("Spare printer")}</b></p>` : nothing}
      <p>${_("Press once it is in: its paper is counted from now on.")}</p>
      <div class="field">
        <label for="roll-metres">${_("Paper on the roll, metres")}</label>
        <p class="hint" id="roll-metres-hint">${_("As it says on the roll.")}</p>
        <input id="roll-metres" type="number" inputmode="numeric" min="1" max="1000" step="1" required aria-describedby="roll-metres-hint" .value=${asShown(newRoll.metres)}
          @input=${(/** @type {InputEvent} */ event) => hands.planRoll({ ...newRoll, metres: /** @type {HTMLInputElement} */ (event.target).value })}>
      </div>
      <p class="row">
        <button class="button button-primary" ?disabled=${isAsking}>${_("The new roll is in")}</button>
        <button class="button" type="button" autofocus @click=${leave}>${_("No, leave it")}</button>
      </p>
    </form>
  </dialog>`;
}
