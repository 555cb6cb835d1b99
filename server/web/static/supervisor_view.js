/**
 * The supervisor's page as a template of its state: the hall this moment, and what is decided for all of it.
 *
 * @import { WindowNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { RollHands } from "./roll_view.js"
 * @import { Plan, Row, Supervision } from "./supervisor_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { boxesToCareFor } from "./boxes_view.js";
import { decisionActs } from "./decision_view.js";
import { waited } from "./desk_state.js";
import { isStale, secondsSince, stoppedAt, stopwatch } from "./live.js";
import { paperNotice, rollQuestion } from "./roll_view.js";
import { sheet } from "./supervisor_sheets.js";
import { isCalling, rows, unserved, waiting, workAt } from "./supervisor_state.js";
import { suspensionNotice } from "./suspension.js";

/** More names than these nobody reads: the table below has them all. */
const MOST_NAMED = 5;

/**
 * @typedef {object} OwnHands   what the supervisor does with the page
 * @property {(plan: Plan | null) => void} plan   ask whether to do it; null: no
 * @property {() => void} planContinuation        with all who wait today
 * @property {(ids: string[], isChosen: boolean) => void} choose
 * @property {() => void} confirm
 * @property {() => void} putAway
 * @typedef {OwnHands & RollHands} Hands
 */

/** @param {Supervision} state @param {Speaker} speak @param {Hands} hands */
export function supervision(state, speak, hands) {
  const { _ } = speak;
  if (!state.queue) return html`${message(state, speak)}<p class="empty" role="status">${_("Waiting for the server…")}</p>`;
  return html`
    ${isStale(state.live)
      ? html`<p class="notice notice-bad" role="alert">${_("No connection to the server. What you see may be out of date.")}</p>`
      : nothing}
    ${suspensionNotice(state.queue.suspension, state.live, speak)}
    ${summary(state, speak)}
    ${decisions(state, speak, hands)}
    ${message(state, speak)}
    ${granted(state, speak, hands)}
    ${unservedNotice(state, speak)}
    ${paperNotice(state, speak)}
    <div class="supervisor-parts">${line(state, speak)}<div class="stack">${boxesToCareFor(state, speak, hands)}${windows(state, speak)}</div></div>
    ${state.planned ? sheet(state, state.planned, speak, hands) : nothing}
    ${rollQuestion(state, speak, hands)}`;
}

/** @param {Supervision} state @param {Speaker} speak */
function message(state, { _, language }) {
  const { said } = state;
  return html`<div role="status" aria-live="assertive">${said
    ? html`<p class="notice notice-warn">${said.titles[language] ?? said.title}
        ${said.code === "sign-in-needed" ? html`<a href="/sign-in?then=/supervisor">${_("Sign in")}</a>` : nothing}</p>`
    : nothing}</div>`;
}

/** @param {Supervision} state @param {Speaker} speak */
function summary(state, { _ }) {
  const every = waiting(state);
  const all = state.queue?.windows ?? [];
  const intake = {
    open: _("Tickets are given"),
    "not-yet": _("Tickets are not given yet"),
    over: _("No more tickets today"),
    "closed-today": _("Closed today"),
    "nobody-serves": _("Nobody is at a window"),
    suspended: _("Not while the service is suspended"),
    stopped: _("Stopped for today"),
    "limit-reached": _("No more tickets today"),
    "no-time-left": _("No more tickets today"),
  };
  return html`<dl class="summary">
    <div><dt>${_("Waiting now")}</dt><dd>${every.length}</dd></div>
    <div><dt>${_("Longest wait")}</dt><dd>${stopwatch(Math.max(0, ...every.map((entry) => waited(state, entry))))}</dd></div>
    <div><dt>${_("Windows that call")}</dt><dd>${_("{staffed} of {all}", { staffed: all.filter(isCalling).length, all: all.length })}</dd></div>
    <div><dt>${_("Intake")}</dt><dd class="summary-words">${intake[state.queue?.intake ?? "open"]}</dd></div>
  </dl>`;
}

/** @param {Supervision} state @param {Speaker} speak @param {Hands} hands */
function decisions(state, speak, hands) {
  const { _ } = speak;
  return html`<p class="row decisions">
    ${decisionActs(state.queue, state.isAsking, speak, (kind) => hands.plan({ kind }), { suspend: true, intake: true })}
    <button class="button" ?disabled=${state.isAsking} @click=${hands.planContinuation}>${_("Go on another day…")}</button>
    <a class="button" href="/paper">${_("Enter numbers given by hand")}</a>
  </p>`;
}

/** @param {Supervision} state @param {Speaker} speak @param {Hands} hands */
function granted(state, { _, _n }, hands) {
  if (!state.granted.length) return nothing;
  const printed = state.granted.filter(({ paper }) => paper !== "none").length;
  return html`<section class="notice notice-good granted" role="status" aria-label=${_("Go on another day")}>
    <p><b>${_n("{count} ticket goes on another day", "{count} tickets go on another day", state.granted.length)}.</b>
      ${_("Slips being printed where the old ones were taken: {count}", { count: printed })}</p>
    <ul class="pairs">${state.granted.map((each) => html`<li><span class="ticket-label">${each.former_label}</span> →
      <span class="ticket-label">${each.label}</span> <small>${dayOf(each.day)}</small></li>`)}</ul>
    <p><button class="button button-small" @click=${hands.putAway}>${_("Close the list")}</button></p>
  </section>`;
}

/** @param {string} day an ISO date */
function dayOf(day) {
  return day.split("-").reverse().join(".");
}

/** @param {Supervision} state @param {Speaker} speak */
function unservedNotice(state, { _n, of }) {
  const left = unserved(state);
  if (!left.length || state.queue?.suspension) return nothing;
  const every = [...new Set(left.map((entry) => of(entry.service_name)))];
  const names = every.length > MOST_NAMED ? [...every.slice(0, MOST_NAMED), "…"] : every;
  return html`<p class="notice notice-warn unserved">${_n("Nobody calls {count} person who waits", "Nobody calls {count} people who wait", left.length)}:
    ${names.join(", ")}</p>`;
}

/** @param {Supervision} state @param {Speaker} speak */
function line(state, speak) {
  const { _ } = speak;
  const every = rows(state);
  return html`<section class="panel" aria-labelledby="who-waits">
    <h2 id="who-waits">${_("Who waits, by service")}</h2>
    ${every.length ? html`<div class="table-frame hall-line-frame" tabindex="0" role="region" aria-labelledby="who-waits"><table class="table">
      <thead><tr><th scope="col">${_("Service")}</th><th scope="col" class="number">${_("People")}</th>
        <th scope="col" class="number">${_("Longest wait")}</th><th scope="col" class="number">${_("Windows that call")}</th></tr></thead>
      <tbody>${repeat(every, (row) => row.serviceId, (row, index) => service(row, every[index - 1], speak))}</tbody>
    </table></div>` : html`<p class="empty" role="status">${_("The line is empty")}</p>`}
  </section>`;
}

/** @param {Row} row @param {Row | undefined} before @param {Speaker} speak */
function service(row, before, { _, of }) {
  return html`
    ${row.sphereId && row.sphereId !== before?.sphereId ? html`<tr class="sphere"><th scope="rowgroup" colspan="4">${of(row.sphere)}</th></tr>` : nothing}
    <tr><td>${of(row.service)}</td><td class="number">${row.people}</td><td class="number">${stopwatch(row.oldest)}</td>
      <td class="number">${row.calling || html`<span class="badge badge-bad">${_("none")}</span>`}</td></tr>`;
}

/** @param {Supervision} state @param {Speaker} speak */
function windows(state, speak) {
  const { _ } = speak;
  const every = state.queue?.windows ?? [];
  return html`<section class="panel" aria-labelledby="windows">
    <h2 id="windows">${_("Windows")}</h2>
    ${every.length ? html`<div class="table-frame hall-line-frame" tabindex="0" role="region" aria-labelledby="windows">
      <table class="table table-close windows"><tbody>${repeat(every, (window) => window.window_id, (window) => html`
        <tr class=${window.person_id ? "" : "is-quiet"}><th scope="row">${window.name}</th><td>${window.person_name ?? _("nobody")}</td>
          <td>${work(window, speak)}</td><td class="number">${since(state, window)}</td></tr>`)}</tbody></table></div>`
      : html`<p class="empty">${_("This hall has no windows yet. They are made in the office.")}</p>`}
  </section>`;
}

/** @param {WindowNow} window @param {Speaker} speak */
function work(window, { _ }) {
  const label = html`<span class="ticket-label">${window.label ?? ""}</span>`;
  switch (workAt(window)) {
    case "empty":
      return html`<span class="badge">${_("empty")}</span>`;
    case "free":
      return html`<span class="badge badge-good">${_("free")}</span>`;
    case "called":
      return html`<span class="badge badge-next">${_("called")}</span> ${label}`;
    case "serving":
      return html`<span class="badge badge-good">${_("serving")}</span> ${label}`;
    case "back-office":
      return html`<span class="badge badge-warn">${_("without visitors")}</span>`;
    case "break": {
      const reasons = { lunch: _("lunch"), rest: _("rest"), meeting: _("meeting"), technical: _("technical") };
      return html`<span class="badge badge-warn">${_("break")}${window.break_reason ? `: ${reasons[window.break_reason]}` : ""}</span>`;
    }
  }
}

/** How long the ticket there is called or served, or else the work goes on. @param {Supervision} state @param {WindowNow} window */
function since({ live, queue }, window) {
  const began = window.ticket_since ?? window.work_since;
  const clock = queue?.suspension ? stoppedAt(live, queue.suspension.since) : live;
  return began === null ? "" : stopwatch(secondsSince(clock, began));
}
