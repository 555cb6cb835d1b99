/**
 * The reception page as a template of its state.
 *
 * @import { QueueEntry, WindowNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Decision } from "./decision_state.js"
 * @import { Change, Reception, Route, Wish } from "./reception_state.js"
 * @import { RollHands } from "./roll_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { live as asShown } from "/contract/v1/vendor/lit-html/directives/live.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { boxes } from "./boxes_view.js";
import { decisionActs, decisionQuestion } from "./decision_view.js";
import { waited } from "./desk_state.js";
import { isStale, stopwatch } from "./live.js";
import { issue } from "./reception_issue.js";
import { copyButton, copyChoice } from "./reception_copy.js";
import { restWords, whetherToChange } from "./reception_route.js";
import { found, isInTrouble, longestWait, serviceName } from "./reception_state.js";
import { paperNotice, rollQuestion } from "./roll_view.js";
import { suspensionNotice } from "./suspension.js";
import { paperTrouble, priorityName, purposeName } from "./words.js";

/**
 * @typedef {object} OwnHands   what the person does with the page
 * @property {(text: string) => void} seek
 * @property {(wish: Partial<Wish>) => void} wish
 * @property {() => void} take
 * @property {() => void} putAway
 * @property {(entry: QueueEntry) => void} copy
 * @property {(boxId: string) => void} copyAt   where copies are to come out; empty: where they usually do
 * @property {(entry: QueueEntry) => void} giveBack   a missed one has come after all
 * @property {(entry: QueueEntry | null) => void} ponder   whether to cancel a ticket; null: no
 * @property {(entry: QueueEntry) => void} cancel
 * @property {(change: Change | null) => void} change   other services for a ticket; null: no
 * @property {(entry: QueueEntry, route: Route) => void} reroute
 * @property {(plan: Decision | null) => void} plan   whether to decide it for the whole hall; null: no
 * @property {() => void} decide
 * @typedef {OwnHands & RollHands} Hands
 *
 * @typedef {{issue: boolean, return: boolean, cancel: boolean, change: boolean, suspend: boolean, intake: boolean}} May   what the person's roles allow
 */

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands @param {May} may */
export function reception(state, speak, hands, may) {
  const { _ } = speak;
  if (!state.queue) return html`${message(state, speak)}<p class="empty" role="status">${_("Waiting for the server…")}</p>`;
  return html`
    ${isStale(state.live)
      ? html`<p class="notice notice-bad" role="alert">${_("No connection to the server. What you see may be out of date.")}</p>`
      : nothing}
    ${suspensionNotice(state.queue.suspension, state.live, speak)}
    ${summary(state, speak, hands, may)}
    ${message(state, speak)}
    ${paperNotice(state, speak)}
    <div class="reception-parts">
      ${may.issue ? issue(state, speak, hands) : nothing}
      ${line(state, speak, hands, may)}
      <div class="stack">${windows(state.queue.windows, speak)}${boxes(state, speak, hands)}</div>
    </div>
    ${state.pondered ? whetherToCancel(state.pondered, speak, hands) : nothing}
    ${whetherToChange(state, speak, hands)}
    ${rollQuestion(state, speak, hands)}
    ${state.planned ? decisionQuestion(state.planned, speak, { decide: hands.decide, leave: () => hands.plan(null) }) : nothing}`;
}

/** @param {QueueEntry} entry @param {Speaker} speak @param {Hands} hands */
function whetherToCancel(entry, { _ }, hands) {
  return html`<dialog class="panel" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); hands.ponder(null); }}>
    <h2 id="whether">${_("Cancel ticket {label}?", { label: entry.label })}</h2>
    <p>${_("Its place in line will be lost.")}</p>
    <p class="row">
      <button class="button button-danger" @click=${() => hands.cancel(entry)}>${_("Cancel the ticket")}</button>
      <button class="button" autofocus @click=${() => hands.ponder(null)}>${_("Keep it")}</button>
    </p>
  </dialog>`;
}

/** @param {Reception} state @param {Speaker} speak */
function message(state, speak) {
  const { _, language } = speak;
  const { said } = state;
  const refused = said && "code" in said ? said : null;
  const refusedId = refused?.fields["service_id"];
  const service = refusedId ? `${serviceName(state, refusedId, speak)}: ` : "";
  const text = said && "copyAt" in said ? _("The ticket is being printed. Its printer: {box}", { box: said.copyAt }) : (refused?.titles[language] ?? refused?.title);
  return html`<div role="status" aria-live="assertive">${text
    ? html`<p class="notice ${refused ? "notice-warn" : "notice-good"}">${service}${text}
        ${refused?.code === "sign-in-needed" ? html`<a href="/sign-in?then=/reception">${_("Sign in")}</a>` : nothing}</p>`
    : nothing}</div>`;
}

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands @param {May} may */
function summary(state, speak, hands, may) {
  const { _ } = speak;
  const tickets = state.queue?.tickets ?? [];
  const waiting = tickets.filter((entry) => entry.state === "waiting").length;
  const windows = state.queue?.windows ?? [];
  const staffed = windows.filter((window) => window.person_id !== null).length;
  const troubled = state.boxes?.boxes.filter(isInTrouble).length ?? 0;
  const intake = {
    open: _("Tickets are given"),
    "not-yet": _("Tickets are not given yet"),
    over: _("No more tickets today"),
    "closed-today": _("Closed today"),
    "nobody-serves": _("Nobody is at a window"),
    suspended: _("The service is suspended"),
    stopped: _("Tickets are stopped for today"),
    "limit-reached": _("All tickets of today are taken"),
    "no-time-left": _("Too little time before closing"),
  };
  return html`<dl class="summary">
    <div><dt>${_("Waiting now")}</dt><dd>${waiting}</dd></div>
    <div><dt>${_("Longest wait")}</dt><dd>${stopwatch(longestWait(state))}</dd></div>
    <div><dt>${_("Windows at work")}</dt><dd>${_("{staffed} of {all}", { staffed, all: windows.length })}</dd></div>
    <div><dt>${_("Boxes in trouble")}</dt><dd class=${troubled ? "is-bad" : ""}>${troubled}</dd></div>
    <div><dt>${_("Intake")}</dt><dd class="summary-words">${intake[state.queue?.intake ?? "open"]}</dd></div>
    ${may.suspend || may.intake ? html`<div class="summary-acts"><dt class="visually-hidden">${_("Decide for the whole hall")}</dt>
      <dd class="row">${decisionActs(state.queue, state.isAsking, speak, hands.plan, may)}</dd></div>` : nothing}
  </dl>`;
}

/** @param {Reception} state @param {Speaker} speak @param {Hands} hands @param {May} may */
function line(state, speak, hands, may) {
  const { _, of } = speak;
  const rows = found(state);
  return html`<section class="panel hall-line" aria-labelledby="hall-line">
    <div class="row row-ends">
      <h2 id="hall-line">${_("The line of the hall")}</h2>
      ${copyChoice(state, speak, hands)}
      <label class="row search">${_("Find a ticket")}
        <input type="search" autocomplete="off" placeholder="П 42" .value=${asShown(state.sought)}
          @input=${(/** @type {InputEvent} */ event) => hands.seek(/** @type {HTMLInputElement} */ (event.target).value)}></label>
    </div>
    <div class="table-frame hall-line-frame" tabindex="0" role="region" aria-labelledby="hall-line">
      <table class="table">
        <thead><tr><th scope="col">${_("Ticket")}</th><th scope="col">${_("Service")}</th><th scope="col">${_("Where")}</th>
          <th scope="col" class="number">${_("Waited")}</th><th scope="col"><span class="visually-hidden">${_("What can be done")}</span></th></tr></thead>
        <tbody>${repeat(rows, ({ entry }) => entry.ticket_id, ({ entry, isMissed }) => {
          const trouble = paperTrouble(speak, entry);
          const rest = restWords(state, entry, speak);
          return html`<tr class=${isMissed ? "is-quiet" : ""}>
            <td><span class="ticket-label">${entry.label}</span></td>
            <td>${of(entry.service_name)} <span class="hint purpose">${purposeName(speak, entry.purpose)}</span>
              ${rest ? html`<span class="hint purpose">${rest}</span>` : nothing}
              ${entry.priority === "ordinary" ? nothing : html`<span class="badge ${entry.priority === "booked" ? "" : "badge-warn"}">${priorityName(speak, entry.priority)}</span>`}
              ${trouble ? html`<p class="error">${trouble}</p>` : nothing}</td>
            <td>${where(entry, speak, isMissed)}</td>
            <td class="number">${stopwatch(waited(state, entry))}</td>
            <td class="row-acts">${isMissed ? nothing : copyButton(state, entry, speak, hands)}
              ${may.return && entry.may_return ? html`<button class="button button-small" ?disabled=${state.isAsking}
                @click=${() => hands.giveBack(entry)}>${_("Return to the line")} <span class="visually-hidden">${entry.label}</span></button>` : nothing}
              ${may.change && entry.state === "waiting" ? html`<button class="button button-quiet button-small" ?disabled=${state.isAsking}
                @click=${() => hands.change({ entry, route: { serviceIds: [entry.service_id, ...entry.further], isAnyOrder: entry.is_any_order } })}>${_("Services")} <span class="visually-hidden">${entry.label}</span></button>` : nothing}
              ${may.cancel && entry.may_cancel ? html`<button class="button button-quiet button-small" ?disabled=${state.isAsking}
                @click=${() => hands.ponder(entry)}>${_("Cancel")} <span class="visually-hidden">${entry.label}</span></button>` : nothing}</td>
          </tr>`;
        })}</tbody>
      </table>
      ${rows.length ? nothing : html`<p class="empty" role="status">${state.sought ? _("No such ticket in line or among the missed ones") : _("The line is empty")}</p>`}
    </div>
  </section>`;
}

/** @param {QueueEntry} entry @param {Speaker} speak @param {boolean} isMissed */
function where(entry, { _ }, isMissed) {
  if (isMissed) return html`<span class="badge badge-bad">${_("missed")}</span>`;
  if (entry.state === "parked") return html`<span class="badge">${_("set aside")}</span>`;
  if (entry.state === "waiting") return html`<span class="badge">${_("waits")}</span>`;
  return html`<span class="badge ${entry.state === "called" ? "badge-next" : "badge-good"}">${_("Window {name}", { name: entry.window_name ?? "" })}</span>`;
}

/** @param {WindowNow[]} every @param {Speaker} speak */
function windows(every, { _ }) {
  return html`<section class="panel" aria-labelledby="windows">
    <h2 id="windows">${_("Windows")}</h2>
    ${every.length ? html`<table class="table table-close"><tbody>${every.map((window) => html`<tr class=${window.person_id ? "" : "is-quiet"}>
      <th scope="row">${window.name}</th><td>${window.person_name ?? _("nobody")}</td>
      <td class="number"><span class="ticket-label">${window.label ?? ""}</span></td></tr>`)}</tbody></table>` : html`<p class="empty">${_("This hall has no windows yet. They are made in the office.")}</p>`}
  </section>`;
}
