/**
 * A suspension as staff are told of it, and the question before one begins or ends.
 *
 * @import { SuspensionNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Live } from "./live.js"
 *
 * @typedef {"alert" | "outage" | "resume"} Plan   what is about to be decided
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { secondsSince, stopwatch } from "./live.js";

/** @param {SuspensionNow | null | undefined} suspension @param {Live} live @param {Speaker} speak */
export function suspensionNotice(suspension, live, { _, of }) {
  if (!suspension) return nothing;
  const time = stopwatch(secondsSince(live, suspension.since));
  return html`<p class="notice notice-bad suspended" role="status"><b>${of(suspension.titles)}.</b>
    ${_("The service has been suspended for {time}: nobody is called, and all clocks stand still.", { time })}
    ${_("A visit under way may be finished.")}</p>`;
}

/** @param {boolean} isSuspended @param {boolean} isAsking @param {Speaker} speak @param {(plan: Plan) => void} plan */
export function suspensionActs(isSuspended, isAsking, { _ }, plan) {
  /** @param {string} text @param {Plan} what @param {string} look */
  const act = (text, what, look) => html`<button class="button ${look}" ?disabled=${isAsking} @click=${() => plan(what)}>${text}</button>`;
  return html`<p class="row suspension-acts">${isSuspended
    ? act(_("Resume the service"), "resume", "button-primary")
    : html`${act(_("Air-raid alert"), "alert", "button-danger")} ${act(_("Power outage"), "outage", "button-danger")}`}</p>`;
}

/** @param {Plan} plan @param {Speaker} speak @param {{decide: () => void, leave: () => void}} hands */
export function suspensionQuestion(plan, { _ }, { decide, leave }) {
  const { title, text, more, act } = asked(plan, _);
  return html`<dialog class="panel" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); leave(); }}>
    <h2 id="whether">${title}</h2>
    <p>${text}</p>
    ${more ? html`<p>${more}</p>` : nothing}
    <p class="row">
      <button class="button ${plan === "resume" ? "button-primary" : "button-danger"}" autofocus @click=${decide}>${act}</button>
      <button class="button" @click=${leave}>${_("No, leave it")}</button>
    </p>
  </dialog>`;
}

/** @param {Plan} plan @param {Speaker["_"]} _ */
function asked(plan, _) {
  if (plan === "resume")
    return {
      title: _("Resume the service?"),
      text: _("The same tickets in the same order; whoever had been called comes first."),
      more: "",
      act: _("Resume the service"),
    };
  return {
    title: plan === "alert" ? _("Suspend the service: air-raid alert?") : _("Suspend the service: power outage?"),
    text: _("Nobody is called any more, every clock stands still, and whoever was called comes first afterwards. Who is being served may be finished."),
    more: plan === "alert" ? _("Screens and loudspeakers show the way to the shelter.") : "",
    act: _("Suspend the service"),
  };
}
