/**
 * The desk as a template of its state.
 *
 * @import { BreakReason, Commands, DeskTicket, OutOfOrder, ParkedTicket, QueueEntry, WindowNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Act, ActName, Desk, Receiver, SheetName } from "./desk_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { withoutTicket } from "./desk_away.js";
import { acts, gone, ownLine, served, waited, waitsFor } from "./desk_state.js";
import { parked, sheet, sideActs } from "./desk_sheets.js";
import { documentNotice, goesOn } from "./desk_visit.js";
import { actName, actNote, said } from "./desk_words.js";
import { isStale, stopwatch } from "./live.js";
import { suspensionNotice } from "./suspension.js";
import { paperTrouble, priorityName, purposeName } from "./words.js";

/**
 * @typedef {object} Hands   what the person does with the page
 * @property {(act: Act) => void} act
 * @property {(window: WindowNow) => void} sit
 * @property {(window: WindowNow) => void} takeOver
 * @property {() => void} keepAway
 * @property {() => void} leave
 * @property {(sheet: SheetName) => void} open
 * @property {() => void} close
 * @property {(ticket: DeskTicket) => void} cancel
 * @property {(ticket: DeskTicket, minutes: number | null) => void} park
 * @property {(receiver: Receiver | null) => void} sendTo   null: whoever is free first
 * @property {(ticket: DeskTicket, to: Omit<Commands["transfer-ticket"]["asked"], "request_id" | "window_id" | "ticket_id">) => void} transfer
 * @property {(ticket: DeskTicket, serviceId: string) => void} addService
 * @property {(ticket: DeskTicket, isConfirmed: boolean) => void} confirm
 * @property {(reason: BreakReason, minutes: number | null) => void} startBreak
 * @property {() => void} startBackOffice
 * @property {() => void} comeBack
 * @property {() => void} stopCall
 * @property {(entry: QueueEntry, reason: OutOfOrder) => void} callOne
 * @property {(ticket: ParkedTicket, isCalled: boolean) => void} unpark
 */

/**
 * @param {Desk} state
 * @param {Speaker} speak
 * @param {Hands} hands
 */
export function desk(state, speak, hands) {
  const { _ } = speak;
  if (!state.live.hasNews || !state.queue)
    return html`${message(state, speak)}<p class="empty" role="status">${_("Waiting for the server…")}</p>`;
  return html`
    ${isStale(state.live)
      ? html`<p class="notice notice-bad stale" role="alert">${_("No connection to the server. What you see may be out of date.")}</p>`
      : nothing}
    ${suspensionNotice(state.queue.suspension, state.live, speak)}
    ${state.windowId === null ? choice(state, speak, hands) : work(state, speak, hands)}
  `;
}

/** @param {Desk} state @param {Speaker} speak */
function message(state, speak) {
  const text = state.said && said(state.said, speak);
  const isOfSession = state.said?.kind === "problem" && state.said.problem.code === "sign-in-needed";
  return html`<div class="desk-message" role="status" aria-live="assertive">
    ${text ? html`<p class="notice ${state.said?.kind === "nobody" ? "" : "notice-warn"}">${text}
      ${isOfSession ? html`<a href="/sign-in?then=/desk">${speak._("Sign in")}</a>` : nothing}</p>` : nothing}
  </div>`;
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
function choice(state, speak, hands) {
  const { _ } = speak;
  return html`
    <div class="choice-of-window">
      <h1 tabindex="-1">${_("Which window are you at?")}</h1>
      ${message(state, speak)}
      ${state.queue?.windows.length ? nothing : html`<p class="empty">${_("This hall has no windows yet. They are made in the office.")}</p>`}
      <ul class="windows-to-choose">
        ${repeat(state.queue?.windows ?? [], (window) => window.window_id, (window) => html`
          <li><button class="window-to-choose ${window.person_id ? "is-taken" : ""}" ?disabled=${state.asking !== null}
              @click=${() => (window.person_id ? hands.takeOver(window) : hands.sit(window))}>
            <span class="window-name">${window.name}</span>
            <span class="window-person">${window.person_name ?? _("free")}</span>
            <span class="hint">${waitingFor(state, speak, window)}</span>
          </button></li>`)}
      </ul>
      ${takeover(state, speak, hands)}
    </div>`;
}

/** @param {Desk} state @param {Speaker} speak @param {WindowNow} window */
function waitingFor(state, { _n }, window) {
  const count = state.queue?.tickets.filter((entry) => waitsFor(entry, window)).length ?? 0;
  return _n("{count} person waits", "{count} people wait", count);
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
function takeover(state, { _ }, hands) {
  const window = state.takeover;
  if (!window) return nothing;
  return html`
    <dialog class="panel" aria-labelledby="takeover" @cancel=${hands.keepAway}>
      <h2 id="takeover">${_("{person} is at window {window}. Take it over?", { window: window.name, person: window.person_name ?? "" })}</h2>
      <p>${window.label
        ? _("Ticket {label} is in hand there; it will be yours.", { label: window.label })
        : _("They will be asked to choose another window.")}</p>
      <p class="row">
        <button class="button button-primary" @click=${() => hands.sit(window)}>${_("Take it over")}</button>
        <button class="button" @click=${hands.keepAway}>${_("Cancel")}</button>
      </p>
    </dialog>`;
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
function work(state, speak, hands) {
  const { _ } = speak;
  if (!state.desk) return html`<p class="empty" role="status">${_("Waiting for the server…")}</p>`;
  return html`
    <div class="work">
      <section class="work-window" aria-label=${_("Ticket in hand")}>
        <div class="row row-ends work-head">
          <h1 tabindex="-1">${_("Window {name}", { name: state.desk.window_name })}</h1>
          <div class="row side-acts">
            ${sideActs(state, speak, hands)}
            <button class="button button-quiet button-small" ?disabled=${state.asking !== null} @click=${hands.leave}>${_("Leave the window")}</button>
          </div>
        </div>
        ${state.desk.in_hand ? inHand(state, speak, hands, state.desk.in_hand) : withoutTicket(state, speak, hands)}
        ${message(state, speak)}
        <div class="acts">${acts(state).map((act) => button(state, speak, hands, act))}</div>
      </section>
      <aside class="work-hall">${parked(state, speak, hands)}${line(state, speak)}${windows(state, speak)}</aside>
      ${sheet(state, speak, hands)}
    </div>`;
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands @param {DeskTicket} ticket */
function inHand(state, speak, hands, ticket) {
  const { _, _n, of } = speak;
  const trouble = paperTrouble(speak, ticket);
  const isCalled = ticket.state === "called";
  const onward = goesOn(ticket, speak);
  return html`<div class="in-hand ${isCalled ? "is-called" : "is-serving"}">
    <div class="in-hand-ticket">
      <p class="badge ${isCalled ? "badge-next" : "badge-good"}">${isCalled ? _("Called to the window") : _("Being served")}</p>
      <p class="in-hand-label ticket-label">${ticket.label}</p>
      <p class="in-hand-service">${of(ticket.service_name)}</p>
      <p class="in-hand-purpose">${purposeName(speak, ticket.purpose)}</p>
    </div>
    <dl class="in-hand-facts">
      <div><dt>${isCalled ? _("Called ago") : _("In service")}</dt>
        <dd class="in-hand-timer">${stopwatch(ticket.served_ms === null ? gone(state, ticket.called_at) : served(state, ticket.served_ms))}</dd></div>
      <div><dt>${_("Waited")}</dt><dd>${stopwatch(waitedInHand(state, ticket))}</dd></div>
      ${isCalled ? html`<div><dt>${_("Announcements left")}</dt><dd>${ticket.calls_left}</dd></div>` : nothing}
    </dl>
    ${onward ? html`<p class="in-hand-onward in-hand-note" title=${onward}>${onward}</p>` : nothing}
    ${documentNotice(state, ticket, speak, hands)}
    ${trouble ? html`<p class="notice notice-bad in-hand-note">${trouble}</p>` : nothing}
    <p class="visually-hidden" aria-live="polite">${isCalled ? _n("Ticket {label} was called", "Ticket {label} was called {count} times", ticket.calls, { label: ticket.label }) : _("Ticket {label} is being served", { label: ticket.label })}</p>
  </div>`;
}

/** The line knows hall time, which stands still while the hall does; the ticket itself has only clock times.
 * @param {Desk} state @param {DeskTicket} ticket */
function waitedInHand(state, ticket) {
  const entry = state.queue?.tickets.find((each) => each.ticket_id === ticket.ticket_id);
  return entry?.waited_seconds ?? Math.max(0, Math.floor((Date.parse(ticket.called_at) - Date.parse(ticket.taken_at)) / 1000));
}

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands @param {Act} act */
function button(state, speak, hands, act) {
  const note = actNote(act, state, speak);
  const isNextUp = act.why === null && act.name === nextUp(state);
  return html`<button class="button act act-${act.name} ${isNextUp ? "button-primary" : ""}" aria-disabled=${act.why ? "true" : "false"}
      aria-keyshortcuts=${act.key} @click=${() => hands.act(act)}>
    <span class="key" aria-hidden="true">${act.key}</span>
    <span class="act-name">${actName(act.name, state, speak)}</span>
    ${note ? html`<span class="act-note">${note}</span>` : nothing}
  </button>`;
}

/** The act that a visit goes on with.
 * @param {Desk} state @returns {ActName | null} */
function nextUp(state) {
  const ticket = state.desk?.in_hand;
  if (!ticket) return state.desk?.work === "at-window" ? "call-next" : null;
  return ticket.state === "called" ? "start-serving" : state.desk?.waiting && state.isCallFinishing ? "call-next" : "finish-serving";
}

/** @param {Desk} state @param {Speaker} speak */
function line(state, speak) {
  const { _, of } = speak;
  const entries = ownLine(state);
  return html`<section class="panel line" aria-labelledby="line">
    <div class="row row-ends">
      <h2 id="line">${_("In line here")}: <span class="number">${state.desk?.waiting ?? 0}</span></h2>
      <p class="hint">${_("Served today")}: <strong>${state.desk?.served_today ?? 0}</strong></p>
    </div>
    ${entries.length ? html`<ol class="line-list" tabindex="0" aria-labelledby="line">
      ${repeat(entries, (entry) => entry.ticket_id, (entry) => html`<li>
        <span class="ticket-label">${entry.label}</span>
        <span class="line-service" title=${of(entry.service_name)}>${of(entry.service_name)}</span>
        ${entry.priority === "ordinary" ? nothing : html`<span class="badge ${entry.priority === "booked" ? "" : "badge-warn"}">${priorityName(speak, entry.priority)}</span>`}
        <span class="number">${stopwatch(waited(state, entry))}</span>
      </li>`)}</ol>` : html`<p class="empty">${_("The line is empty")}</p>`}
  </section>`;
}

/** @param {Desk} state @param {Speaker} speak */
function windows(state, { _ }) {
  const others = (state.queue?.windows ?? []).filter((window) => window.window_id !== state.windowId);
  others.sort((one, other) => Number(other.person_id !== null) - Number(one.person_id !== null));
  if (!others.length) return nothing;
  return html`<section class="panel others" aria-labelledby="others">
    <h2 id="others">${_("Other windows")}</h2>
    <ul class="others-list" tabindex="0" aria-labelledby="others">${others.map((window) => html`<li class=${window.person_id ? "" : "is-quiet"}>
      <strong>${window.name}</strong> <span class="line-service">${window.person_name ?? _("nobody")}</span>
      <span class="ticket-label">${window.label ?? ""}</span>
      ${window.person_id && window.work !== "at-window" ? html`<span class="badge">${window.work === "break" ? _("on a break") : _("without visitors")}</span>` : nothing}
    </li>`)}</ul>
  </section>`;
}
