/**
 * The ticket: its number at once, whatever becomes of the paper.
 *
 * @import { TicketGiven } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { serviceOf } from "../offer.js";
import { UNPRINTED, paperOf, secondsLeft } from "../state.js";
import { paper as paperIcon } from "./icons.js";
import { faultWords, peopleWords, waitWords } from "./words.js";

const SHORT_LABEL = "А 042".length;

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function ticket(state, say, act) {
  const given = state.ticket;
  if (given === null) return { title: "", body: nothing };
  const body = html`
    <section class="stub ${given.further.length ? "has-route" : ""}">
      <h1 tabindex="-1">
        <span class="lead">${say._("Your number")}</span>
        <b class="label ${given.label.length > SHORT_LABEL ? "is-long" : ""}">${given.label}</b>
      </h1>
      <p class="service">${firstWords(state, given, say)}</p>
      ${routeWords(state, given, say, { isShort: true }).map((words) => html`<p class="route">${words}</p>`)}
      <div class="tear">
        <div>
          <p class="before"><span>${peopleWords(given.people_before, say)}</span></p>
          <p class="before"><b>${given.wait === null ? say._("Waiting time unknown") : waitWords(given.wait, say)}</b></p>
          ${given.phone_url ? html`<p class="follow">${say._("Follow the line on your phone")}</p>` : nothing}
        </div>
        ${given.phone_url ? qr(given, say) : nothing}
      </div>
    </section>
    <div class="after">
      <p class="paper is-${paperOf(state)}">${paperIcon} <span>${paperWords(state, say)}</span></p>
      <div class="end">
        <button class="button is-main" @click=${() => act({ kind: "finished" })}>${say._("Done")}</button>
        <button class="button" @click=${() => act({ kind: "more-time" })}>${say._("More time")}</button>
      </div>
      <div class="leaving">
        <p class="left">${say._("The screen closes in {seconds} s", { seconds: secondsLeft(state) })}</p>
        <button class="button is-quiet give-up" @click=${() => act({ kind: "ask-cancel" })}>${say._("Cancel the ticket")}</button>
      </div>
    </div>
  `;
  return { title: "", body };
}

/**
 * @param {TicketGiven} given
 * @param {Speaker} say
 */
function qr(given, say) {
  const source = `/v1/qr.svg?address=${encodeURIComponent(given.phone_url)}`;
  return html`<img class="qr" src=${source} alt=${say._("QR code of your ticket’s page")} />`;
}

/**
 * The service of the ticket; of several, which one comes first.
 *
 * @param {State} state
 * @param {TicketGiven} given
 * @param {Speaker} say
 */
function firstWords(state, given, say) {
  const name = nameOf(state, given.service_id, say);
  return given.further.length && !given.is_any_order ? say._("First: {service}", { service: name }) : name;
}

/**
 * The rest of the visit, as a sentence of its own; none where there is no rest. Short, it names only the next one: paper and phone
 * name all.
 *
 * @param {State} state
 * @param {TicketGiven} given
 * @param {Speaker} say
 * @param {{isShort?: boolean}} how
 * @returns {string[]}
 */
export function routeWords(state, given, say, { isShort = false } = {}) {
  const [service, ...others] = given.further.map((serviceId) => nameOf(state, serviceId, say));
  if (service === undefined) return [];
  const count = others.length;
  const services = isShort && count > 0 ? say._("{service} and {count} more", { service, count }) : [service, ...others].join("; ");
  return [given.is_any_order ? say._("Also, in any order: {services}", { services }) : say._("Then: {services}", { services })];
}

/**
 * @param {State} state
 * @param {string} serviceId
 * @param {Speaker} say
 */
function nameOf(state, serviceId, say) {
  return say.of(serviceOf(state, serviceId)?.name ?? {});
}

/**
 * @param {State} state
 * @param {Speaker} say
 */
export function paperWords(state, say) {
  const paper = paperOf(state);
  const fault = state.papers.find((each) => each.ticket_id === state.ticket?.ticket_id)?.fault ?? "none";
  const printer = state.ticket?.printer_name ?? "";
  if (paper === "printed") return printer ? say._("Take your ticket at the printer “{printer}”", { printer }) : say._("Take your ticket");
  if (!UNPRINTED.has(paper)) return printer ? say._("Your ticket comes out at the printer “{printer}”", { printer }) : say._("Printing…");
  const keep = say._("Remember the number or take a photo of it.");
  if (paper === "failed") return `${faultWords(fault, say)} ${keep}`;
  if (paper === "unknown") return `${say._("It is not known whether the paper came out.")} ${keep}`;
  return keep;
}
