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
import { stopwatch } from "./live.js";
import { continuable, stillChosen, waitedBy } from "./supervisor_state.js";

/** @param {Supervision} state @param {Plan} plan @param {Speaker} speak @param {Hands} hands */
export function sheet(state, plan, speak, hands) {
  const { title, lines, act } = plan.kind === "continue" ? continuation(state, plan, speak, hands) : question(plan, speak);
  const isNobody = plan.kind === "continue" && stillChosen(state).length === 0;
  return html`<dialog class="panel ${plan.kind === "continue" ? "sheet-wide" : ""}" aria-labelledby="whether"
    @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); hands.plan(null); }}>
    <h2 id="whether">${title}</h2>
    ${lines}
    <p class="row">
      <button class="button button-primary" ?disabled=${isNobody} @click=${hands.confirm}>${act}</button>
      <button class="button" autofocus @click=${() => hands.plan(null)}>${speak._("No, leave it")}</button>
    </p>
  </dialog>`;
}

/** @param {Exclude<Plan, {kind: "continue"}>} plan @param {Speaker} speak */
function question(plan, { _ }) {
  switch (plan.kind) {
    case "suspend": {
      const isAlert = plan.reason === "alert";
      return {
        title: isAlert ? _("Suspend the service: air-raid alert?") : _("Suspend the service: power outage?"),
        lines: html`<p>${_("Nobody is called any more, every clock stands still, and whoever was called comes first afterwards. Who is being served may be finished.")}</p>
          ${isAlert ? html`<p>${_("Screens and loudspeakers show the way to the shelter.")}</p>` : nothing}`,
        act: _("Suspend the service"),
      };
    }
    case "resume":
      return {
        title: _("Resume the service?"),
        lines: html`<p>${_("The same tickets in the same order; whoever had been called comes first.")}</p>`,
        act: _("Resume the service"),
      };
    case "stop-intake":
      return {
        title: _("Stop giving tickets today?"),
        lines: html`<p>${_("Whoever has a ticket is served. You can give tickets again later.")}</p>`,
        act: _("Stop giving tickets"),
      };
    case "reopen-intake":
      return {
        title: _("Give tickets again?"),
        lines: html`<p>${_("As the opening hours say.")}</p>`,
        act: _("Give tickets again"),
      };
  }
}

/** @param {Supervision} state @param {Extract<Plan, {kind: "continue"}>} plan @param {Speaker} speak @param {Hands} hands */
function continuation(state, plan, speak, hands) {
  const { _, _n } = speak;
  const { today, before } = continuable(state);
  const count = stillChosen(state).length;
  return {
    title: _("Who goes on another day?"),
    lines: html`<p>${_("Each gets a new number for the next open day and is served then before all who come; the old number ends.")}</p>
      <div class="choosing" tabindex="0" role="region" aria-labelledby="whether">
        ${some(state, _("Today"), today, plan.chosen, speak, hands)}
        ${some(state, _("Left over from the last open day"), before, plan.chosen, speak, hands)}
        ${today.length + before.length ? nothing : html`<p class="empty">${_("The line is empty")}</p>`}
      </div>`,
    act: _n("Let {count} person go on", "Let {count} people go on", count),
  };
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
        <small class="hint">${entry.state === "expired" ? nothing : stopwatch(waitedBy(state, entry))}</small></span></label></li>`)}</ul>
  </fieldset>`;
}
