/**
 * Boxes and their devices, the troubled ones first.
 *
 * @import { BoxNow, BoxesSnapshot, DeviceNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Live } from "./live.js"
 *
 * @import { RollHands, Told as ToldOfPaper } from "./roll_view.js"
 *
 * @typedef {ToldOfPaper & {live: Live, boxes: BoxesSnapshot | null}} Told   what the server has said of the hall's boxes; null: nothing yet
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { secondsSince, stopwatch } from "./live.js";
import { isInTrouble, needsCare } from "./reception_state.js";
import { paperOf } from "./roll_view.js";
import { deviceName, faultName } from "./words.js";

/** Every box. @param {Told} told @param {Speaker} speak @param {RollHands} hands */
export function boxes(told, speak, hands) {
  const { _ } = speak;
  const every = troubledFirst(told);
  return html`<section class="panel" aria-labelledby="boxes">
    <h2 id="boxes">${_("Boxes")}</h2>
    ${every.length ? nothing : html`<p class="empty">${_("No boxes yet")}</p>`}
    <ul class="boxes">${every.map((box) => entry(told, speak, box, hands))}</ul>
  </section>`;
}

/** Those that somebody should look after; else one line. @param {Told} told @param {Speaker} speak @param {RollHands} hands */
export function boxesToCareFor(told, speak, hands) {
  const { _ } = speak;
  const every = troubledFirst(told);
  const ill = every.filter(needsCare);
  const well = every.length - ill.length;
  if (!every.length) return nothing;
  if (!ill.length) return html`<p class="boxes-well">${_("All boxes are in order: {count}", { count: well })}</p>`;
  return html`<section class="panel" aria-labelledby="boxes">
    <h2 id="boxes">${_("Boxes")}</h2>
    <div class="boxes-frame" tabindex="0" role="region" aria-labelledby="boxes"><ul class="boxes">${ill.map((box) => entry(told, speak, box, hands))}</ul></div>
    ${well ? html`<p class="boxes-well">${_("The others are in order: {count}", { count: well })}</p>` : nothing}
  </section>`;
}

/** @param {Told} told */
function troubledFirst(told) {
  return [...(told.boxes?.boxes ?? [])].sort((one, other) => urgency(other) - urgency(one));
}

/** @param {BoxNow} box */
function urgency(box) {
  return Number(isInTrouble(box)) + Number(needsCare(box));
}

/** @param {Told} told @param {Speaker} speak @param {BoxNow} box @param {RollHands} hands */
function entry(told, speak, box, hands) {
  const { _ } = speak;
  return html`<li class=${isInTrouble(box) ? "is-troubled" : needsCare(box) ? "is-warned" : ""}>
    <p class="row row-ends"><strong>${box.name}</strong> ${presence(told, speak, box)}</p>
    ${box.devices.map((device) => html`<p class="row row-ends"><span>${deviceName(speak, device)}</span> ${box.is_alive ? health(speak, device) : unheard(speak, device)}</p>
    ${box.is_alive ? remedy(told, speak, device) : nothing} ${paperOf(told, speak, box, device, hands)}`)}
    ${box.jobs_waiting ? html`<p class="hint">${_("Slips waiting to be printed: {count}", { count: box.jobs_waiting })}</p>` : nothing}
  </li>`;
}

/** @param {Told} told @param {Speaker} speak @param {BoxNow} box */
function presence(told, { _ }, box) {
  if (box.is_alive) return html`<span class="badge badge-good">${_("connected")}</span>`;
  if (box.seen_at === null) return html`<span class="badge badge-bad">${_("never seen")}</span>`;
  return html`<span class="badge badge-bad">${_("silent for {time}", { time: stopwatch(secondsSince(told.live, box.lost_since ?? box.seen_at)) })}</span>`;
}

/**
 * How long it has been so, and what a person here can do.
 *
 * @param {Told} told @param {Speaker} speak @param {DeviceNow} device
 */
function remedy(told, speak, device) {
  if (device.state === "ready") return nothing;
  const since = device.since ? speak._("For {time} now.", { time: stopwatch(secondsSince(told.live, device.since)) }) : "";
  const words = [since, speak.of(device.remedy)].filter(Boolean).join(" ");
  return words ? html`<p class="hint">${words}</p>` : nothing;
}

/** Its name stands beside it: buttons and displays fall silent as well as printers, and a disk is called by name. @param {Speaker} speak @param {DeviceNow} device */
function deviceFault(speak, { name, state, fault }) {
  switch (fault) {
    case "none":
      return name === "page" && state !== "ready" ? speak._("nobody shows the kiosk’s page") : "";
    case "no-answer":
      return speak._("does not answer");
    case "unreachable":
      return speak._("not connected");
    case "unrecoverable":
      return speak._("needs repair");
    case "disk":
      return speak._("cannot be written to");
    default:
      return faultName(speak, fault);
  }
}

/** A device of a box that is away: how it was is all that is known. @param {Speaker} speak @param {DeviceNow} device */
function unheard(speak, device) {
  const before = deviceFault(speak, device) || stateName(speak, device);
  return html`<span class="badge" title="${speak._("It said last:")} ${before}">${speak._("not known")}</span>`;
}

/** @param {Speaker} speak @param {DeviceNow} device */
function stateName({ _ }, { state }) {
  return { ready: _("in order"), warning: _("needs attention"), fault: _("fault"), unknown: _("not known") }[state];
}

/** @param {Speaker} speak @param {DeviceNow} device */
function health(speak, device) {
  const why = deviceFault(speak, device);
  const word = why || stateName(speak, device);
  switch (device.state) {
    case "ready":
      return html`<span class="badge badge-good">${word}</span>`;
    case "warning":
      return html`<span class="badge badge-warn" title=${device.detail}>${word}</span>`;
    case "fault":
    case "unknown":
      return html`<span class="badge badge-bad" title=${device.detail}>${word}</span>`;
  }
}
