/**
 * Boxes and their devices, the troubled ones first.
 *
 * @import { BoxNow, DeviceNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Reception } from "./reception_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { secondsSince, stopwatch } from "./live.js";
import { isInTrouble } from "./reception_state.js";
import { faultName } from "./words.js";

/** @param {Reception} state @param {Speaker} speak */
export function boxes(state, speak) {
  const { _ } = speak;
  const every = [...(state.boxes?.boxes ?? [])].sort((one, other) => Number(isInTrouble(other)) - Number(isInTrouble(one)));
  return html`<section class="panel" aria-labelledby="boxes">
    <h2 id="boxes">${_("Boxes")}</h2>
    ${every.length ? nothing : html`<p class="empty">${_("No boxes yet")}</p>`}
    <ul class="boxes">${every.map((box) => html`<li class=${isInTrouble(box) ? "is-troubled" : ""}>
      <p class="row row-ends"><strong>${box.name}</strong> ${presence(state, speak, box)}</p>
      ${box.devices.map((device) => html`<p class="row row-ends"><span>${deviceName(speak, device)}</span> ${health(speak, device)}</p>
      ${remedy(state, speak, device)}`)}
      ${box.jobs_waiting ? html`<p class="hint">${_("Slips waiting to be printed: {count}", { count: box.jobs_waiting })}</p>` : nothing}
    </li>`)}</ul>
  </section>`;
}

/** @param {Reception} state @param {Speaker} speak @param {BoxNow} box */
function presence(state, { _ }, box) {
  if (box.is_alive) return html`<span class="badge badge-good">${_("connected")}</span>`;
  if (box.seen_at === null) return html`<span class="badge badge-bad">${_("never seen")}</span>`;
  return html`<span class="badge badge-bad">${_("silent for {time}", { time: stopwatch(secondsSince(state.live, box.lost_since ?? box.seen_at)) })}</span>`;
}

/**
 * How long it has been so, and what a person here can do.
 *
 * @param {Reception} state @param {Speaker} speak @param {DeviceNow} device
 */
function remedy(state, speak, device) {
  if (device.state === "ready") return nothing;
  const since = device.since ? speak._("For {time} now.", { time: stopwatch(secondsSince(state.live, device.since)) }) : "";
  const words = [since, speak.of(device.remedy)].filter(Boolean).join(" ");
  return words ? html`<p class="hint">${words}</p>` : nothing;
}

/** @param {Speaker} speak @param {DeviceNow} device */
function deviceName({ _ }, device) {
  const [kind, number] = device.name.split("-"); // a second wire of buttons is "buttons-2"
  const name = { printer: _("Printer"), screen: _("Screen"), page: _("Picture"), buttons: _("Window buttons"), displays: _("Window displays") }[kind];
  return name ? [name, number].filter(Boolean).join(" ") : device.name;
}

/** @param {Speaker} speak @param {DeviceNow} device */
function health(speak, device) {
  const { _ } = speak;
  const why = device.fault === "none" ? "" : faultName(speak, device.fault);
  switch (device.state) {
    case "ready":
      return html`<span class="badge badge-good">${_("in order")}</span>`;
    case "warning":
      return html`<span class="badge badge-warn" title=${device.detail}>${why || _("needs attention")}</span>`;
    case "fault":
      return html`<span class="badge badge-bad" title=${device.detail}>${why || _("fault")}</span>`;
    case "unknown":
      return html`<span class="badge badge-bad" title=${device.detail}>${why || _("not known")}</span>`;
  }
}
