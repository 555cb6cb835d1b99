/**
 * The window without a ticket in hand: free, waiting for the call that comes by itself, on a break, or busy without
 * visitors.
 *
 * @import { BreakReason, DeskSnapshot } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Desk } from "./desk_state.js"
 * @import { Hands } from "./desk_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { gone, left } from "./desk_state.js";
import { stopwatch } from "./live.js";

/** How long people usually go away for; a guess is enough, since a break ends by hand. */
const MINUTES = [10, 15, 30, 45, 60];

/** @param {Speaker} speak @returns {Record<BreakReason, string>} */
const reasons = ({ _ }) => ({ lunch: _("Lunch"), rest: _("Rest"), meeting: _("Meeting"), technical: _("Technical break") });

/** @param {Desk} state @param {Speaker} speak @param {Hands} hands */
export function withoutTicket(state, speak, hands) {
  if (!state.desk) return nothing;
  return state.desk.work === "at-window" ? free(state, state.desk, speak, hands) : away(state, state.desk, speak, hands);
}

/** @param {Desk} state @param {DeskSnapshot} desk @param {Speaker} speak @param {Hands} hands */
function free(state, { waiting, call_due_at, suspension }, speak, hands) {
  const { _, _n } = speak;
  return html`<div class="in-hand in-hand-empty">
    <p>${waiting ? _("The window is free") : _("Nobody is waiting for this window")}</p>
    ${waiting ? html`<p class="hint">${_n("{count} person waits", "{count} people wait", waiting)}</p>` : nothing}
    ${call_due_at && !suspension ? countdown(state, call_due_at, waiting, speak, hands) : nothing}
  </div>`;
}

/** @param {Desk} state @param {string} dueAt @param {number} waiting @param {Speaker} speak @param {Hands} hands */
function countdown(state, dueAt, waiting, { _ }, hands) {
  const seconds = left(state, dueAt);
  return html`<div class="countdown row">
    <p>${waiting || seconds
      ? _("The next one is called in {time}", { time: stopwatch(seconds) })
      : _("Whoever comes next is called at once")}</p>
    ${keyed("−", _("Wait"), "stop-call", state, hands.stopCall)}
  </div>`;
}

/** @param {Desk} state @param {DeskSnapshot} desk @param {Speaker} speak @param {Hands} hands */
function away(state, desk, speak, hands) {
  const { _, _n } = speak;
  const title = desk.work === "back-office" ? _("Work without visitors") : desk.break_reason ? reasons(speak)[desk.break_reason] : _("Break");
  return html`<div class="in-hand in-hand-empty in-hand-away">
    <p>${title} ${desk.work_since ? html`<span class="in-hand-timer">${stopwatch(gone(state, desk.work_since))}</span>` : nothing}</p>
    ${desk.work_until ? html`<p class="hint">${until(state, desk.work_until, speak)}</p>` : nothing}
    <p class="hint">${_("Nobody is called to this window.")}</p>
    <p class="hint">${_n("{count} person waits", "{count} people wait", desk.waiting)}</p>
    <p class="row">${keyed("0", _("I am back"), "return", state, hands.comeBack, "button-primary")}</p>
  </div>`;
}

/** @param {Desk} state @param {string} at @param {Speaker} speak */
function until(state, at, { _ }) {
  const seconds = left(state, at);
  return seconds ? _("Back in {time}", { time: stopwatch(seconds) }) : _("The time of the break is over");
}

/** @param {string} key @param {string} text @param {string} name @param {Desk} state @param {() => void} press @param {string} [look] */
export function keyed(key, text, name, state, press, look = "") {
  return html`<button class="button ${look} act-${name}" ?disabled=${state.asking !== null} aria-keyshortcuts=${key === "−" ? "-" : key} @click=${press}>
    <span class="key" aria-hidden="true">${key}</span>${text}</button>`;
}

/** @param {Speaker} speak @param {Hands} hands */
export function breaking(speak, hands) {
  const { _ } = speak;
  /** @param {SubmitEvent} event */
  const start = (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const minutes = String(form.get("minutes"));
    hands.startBreak(/** @type {BreakReason} */ (form.get("reason")), minutes ? Number(minutes) : null);
  };
  return html`<form @submit=${start}>
    <h2 id="sheet">${_("Break")}</h2>
    <p>${_("Nobody is called to this window until you are back.")}</p>
    <p class="field"><label for="break-reason">${_("Reason")}</label>
      <select id="break-reason" name="reason" autofocus>${Object.entries(reasons(speak)).map(([reason, text]) => html`<option value=${reason}>${text}</option>`)}</select></p>
    <p class="field"><label for="break-minutes">${_("For how long")}</label>
      <select id="break-minutes" name="minutes">
        <option value="">${_("I do not know")}</option>
        ${MINUTES.map((minutes) => html`<option value=${minutes}>${_("{minutes} minutes", { minutes })}</option>`)}
      </select></p>
    <p class="row">
      <button class="button button-primary">${_("Start the break")}</button>
      <button class="button" type="button" @click=${hands.startBackOffice}>${_("Work without visitors")}</button>
      <button class="button button-quiet" type="button" @click=${hands.close}>${_("Cancel")}</button>
    </p>
  </form>`;
}
