/**
 * What is decided for the whole hall: the buttons, and the question before anything happens.
 *
 * @import { QueueSnapshot } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Decision } from "./decision_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";

/**
 * @param {QueueSnapshot | null} queue
 * @param {boolean} isAsking
 * @param {Speaker} speak
 * @param {(decision: Decision) => void} plan
 * @param {{suspend: boolean, intake: boolean}} may
 */
export function decisionActs(queue, isAsking, { _ }, plan, may) {
  /** @param {string} text @param {Decision} decision @param {string} [look] */
  const act = (text, decision, look = "") =>
    html`<button class="button ${look}" ?disabled=${isAsking} @click=${() => plan(decision)}>${text}</button>`;
  const suspending = queue?.suspension
    ? act(_("Resume the service"), "resume", "button-primary")
    : html`${act(_("Air-raid alert"), "alert", "button-danger")} ${act(_("Power outage"), "outage", "button-danger")}`;
  const intake = queue?.intake === "stopped" ? act(_("Give tickets again"), "reopen-intake") : act(_("Stop giving tickets"), "stop-intake");
  return html`${may.suspend ? suspending : nothing} ${may.intake ? intake : nothing}`;
}

/** The focus is on no: one press of Enter too many must not stop the hall.
 * @param {Decision} decision @param {Speaker} speak @param {{decide: () => void, leave: () => void}} hands */
export function decisionQuestion(decision, speak, { decide, leave }) {
  const { title, lines, act } = decisionWords(decision, speak);
  return html`<dialog class="panel" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); leave(); }}>
    <h2 id="whether">${title}</h2>
    ${lines}
    <p class="row">
      <button class="button ${decision === "alert" || decision === "outage" ? "button-danger" : "button-primary"}" @click=${decide}>${act}</button>
      <button class="button" autofocus @click=${leave}>${speak._("No, leave it")}</button>
    </p>
  </dialog>`;
}

/** @param {Decision} decision @param {Speaker} speak */
function decisionWords(decision, { _ }) {
  switch (decision) {
    case "alert":
    case "outage": {
      const isAlert = decision === "alert";
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
