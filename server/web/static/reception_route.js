/**
 * The services of one visit: chosen with a new ticket, or put in place of those of one that waits.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { OfferedSphere, Reception, Route } from "./reception_state.js"
 * @import { Hands } from "./reception_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { serviceName } from "./reception_state.js";

/**
 * A list that may be made longer, shorter, or put in another order; `first` stands before it and stays.
 *
 * @param {Reception} state
 * @param {Speaker} speak
 * @param {{route: Route, first: string[], label: string, change: (route: Route) => void}} how
 */
export function routeList(state, speak, { route, first, label, change }) {
  const { _, of } = speak;
  const had = [...first, ...route.serviceIds];
  const isFull = had.length >= state.servicesPerVisit;
  const several = had.length > 1;
  /** @param {number} at @param {number} count @param {string[]} put */
  const spliced = (at, count, ...put) => change({ ...route, serviceIds: route.serviceIds.toSpliced(at, count, ...put) });
  return html`
    ${route.serviceIds.length ? html`<ol class="visit" start=${first.length + 1}>${route.serviceIds.map((id, at) => html`<li>
      <span>${serviceName(state, id, speak)}</span>
      ${at > 0 ? html`<button type="button" class="button button-quiet button-small" aria-label=${`${_("Move up")}: ${serviceName(state, id, speak)}`}
        @click=${() => spliced(at - 1, 2, id, route.serviceIds[at - 1] ?? "")}>↑</button>` : nothing}
      <button type="button" class="button button-quiet button-small" aria-label=${`${_("Remove")}: ${serviceName(state, id, speak)}`}
        @click=${() => spliced(at, 1)}>✕</button></li>`)}</ol>` : nothing}
    ${isFull ? html`<p class="hint">${_("One visit has {limit} services at most", { limit: state.servicesPerVisit })}</p>`
    : html`<div class="field"><label for=${`more-${label}`}>${_("One more service")}</label>
      <select id=${`more-${label}`} @change=${(/** @type {Event} */ event) => {
        const select = /** @type {HTMLSelectElement} */ (event.target);
        const id = select.value;
        select.value = "";
        if (id) change({ ...route, serviceIds: [...route.serviceIds, id] });
      }}>
        <option value="">${_("Choose…")}</option>
        ${state.spheres.map((sphere) => options(sphere, had, of))}
      </select></div>`}
    ${several ? html`<label class="choice"><input type="checkbox" .checked=${route.isAnyOrder}
      @change=${(/** @type {Event} */ event) => change({ ...route, isAnyOrder: /** @type {HTMLInputElement} */ (event.target).checked })}>
      <span>${_("In any order")} <small class="hint">${_("to whichever window is free first")}</small></span></label>` : nothing}`;
}

/** @param {OfferedSphere} sphere @param {string[]} had @param {Speaker["of"]} of */
function options(sphere, had, of) {
  const left = sphere.services.filter((service) => !had.includes(service.id));
  return left.length ? html`<optgroup label=${of(sphere.name)}>${left.map((each) => html`<option value=${each.id}>${of(each.name)}</option>`)}</optgroup>` : nothing;
}

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands */
export function whetherToChange(state, speak, hands) {
  const { _ } = speak;
  const { changed } = state;
  if (!changed) return nothing;
  const { entry, route } = changed;
  return html`<dialog class="panel change-services" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); hands.change(null); }}>
    <h2 id="whether">${_("Services of ticket {label}", { label: entry.label })}</h2>
    <p class="hint">${_("It keeps its number and its place in line.")}</p>
    <div class="form">${routeList(state, speak, { route, first: [], label: "change", change: (to) => hands.change({ entry, route: to }) })}</div>
    <p class="row">
      <button class="button button-primary" ?disabled=${!route.serviceIds.length || state.isAsking} @click=${() => hands.reroute(entry, route)}>${_("Save the services")}</button>
      <button class="button" @click=${() => hands.change(null)}>${_("No, leave it")}</button>
    </p>
  </dialog>`;
}

/**
 * The rest of a visit in a few words; empty where there is no rest.
 *
 * @param {Reception} state
 * @param {{further: string[], is_any_order: boolean}} visit
 * @param {Speaker} speak
 */
export function restWords(state, { further, is_any_order }, speak) {
  if (!further.length) return "";
  const services = further.map((id) => serviceName(state, id, speak)).join("; ");
  return is_any_order ? speak._("Also, in any order: {services}", { services }) : speak._("Then: {services}", { services });
}
