/**
 * What is asked of the supervisor before it is done: one plain question, and the choice of who goes on another day.
 *
 * @import { QueueEntry } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Plan, Supervision } from "./supervisor_state.js"
 * @import { Hands } from "./supervisor_view.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { live as asShown } from "/contract/v1/vendor/lit-html/directives/live.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { decisionQuestion } from "./decision_view.js";
import { waited } from "./desk_state.js";
import { stopwatch } from "./live.js";
import { continuable, isHere, stillChosen } from "./supervisor_state.js";

/** @param {Supervision} state @param {Plan} plan @param {Speaker} speak @param {Hands} hands */
export function sheet(state, plan, speak, hands) {
  const leave = () => hands.plan(null);
  if (plan.kind !== "continue") return decisionQuestion(plan.kind, speak, { decide: hands.confirm, leave });
  const count = stillChosen(state).length;
  return html`<dialog class="panel sheet-wide" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); leave(); }}>
    <h2 id="whether">${speak._("Who goes on another day?")}</h2>
    ${choice(state, plan, speak, hands)}
    <p class="row">
      <button class="button button-primary" ?disabled=${count === 0} @click=${hands.confirm}>${speak._n("Let {count} person go on", "Let {count} people go on", count)}</button>
      <button class="button" autofocus @click=${leave}>${speak._("No, leave it")}</button>
    </p>
  </dialog>`;
}

/** @param {Supervision} state @param {Extract<Plan, {kind: "continue"}>} plan @param {Speaker} speak @param {Hands} hands */
function choice(state, plan, speak, hands) {
  const { _ } = speak;
  const { today, before, closed } = continuable(state.queue);
  return html`<p>${_("Each gets a new number for the next open day and is served then before all who come; the old number ends.")}</p>
    <div class="choosing" tabindex="0" role="region" aria-labelledby="whether">
      ${some(state, _("Today"), today, plan.chosen, speak, hands)}
      ${some(state, _("Left over from the last open day"), before, plan.chosen, speak, hands)}
      ${some(state, _("Granted for a day that is closed now"), closed, plan.chosen, speak, hands)}
      ${today.length + before.length + closed.length ? nothing : html`<p class="empty">${_("The line is empty")}</p>`}
    </div>`;
}

/**
 * @param {Supervision} state
 * @param {string} title
 * @param {QueueEntry[]} entries
 * @param {ReadonlySet<string>} chosen
 * @param {Speaker} speak
 * @param {Hands} hands
 */
function some(state, title, entries, chosen, { _, of }, hands) {
  if (!entries.length) return nothing;
  const ids = entries.map((entry) => entry.ticket_id);
  /** @param {(isChosen: boolean) => void} choose */
  const ticked = (choose) => (/** @type {Event} */ event) => choose(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<fieldset><legend><label class="choice"><input type="checkbox" .checked=${asShown(ids.every((id) => chosen.has(id)))}
      @change=${ticked((isChosen) => hands.choose(ids, isChosen))}><span>${title}: ${_("all {count}", { count: ids.length })}</span></label></legend>
    <ul>${repeat(entries, (entry) => entry.ticket_id, (entry) => html`<li><label class="choice"><input type="checkbox"
      .checked=${asShown(chosen.has(entry.ticket_id))} @change=${ticked((isChosen) => hands.choose([entry.ticket_id], isChosen))}>
      <span><span class="ticket-label">${entry.label}</span> ${of(entry.service_name)}
        <small class="hint">${isHere(state.queue, entry) ? stopwatch(waited(state, entry)) : nothing}</small></span></label></li>`)}</ul>
  </fieldset>`;
}
