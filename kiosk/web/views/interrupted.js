/**
 * When the way is not straight: a refusal, a lost server, a citizen who may have left.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act, Shown } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { serviceOf } from "../offer.js";
import { WORTH_REPEATING, secondsLeft } from "../state.js";
import { isOfSeveral } from "../visit.js";
import { arrowBack, mark } from "./icons.js";

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @returns {Shown}
 */
export function refused(state, say, act) {
  const problem = state.problem;
  if (problem === null) return { title: "", body: nothing };
  const refusedId = problem.fields["service_id"];
  const service = refusedId === undefined ? null : serviceOf(state, refusedId);
  const mayTry = WORTH_REPEATING.has(problem.code);
  // What was refused of several can be taken out there; while nobody knows what became of the wish, it stays the same wish.
  const mayChange = !mayTry && isOfSeveral(state);
  const body = html`<section class="calm">
    ${service ? html`<p class="lead">${say.of(service.name)}</p>` : nothing}
    <p role="alert">${problem.titles[state.language] ?? problem.title}</p>
    <div class="end">
      ${mayTry
        ? html`<button class="button is-main" @click=${() => act({ kind: "take" })}>${say._("Try again")}</button>`
        : nothing}
      ${mayChange
        ? html`<button class="button is-main" @click=${() => act({ kind: "back" })}>${arrowBack} ${say._("Back")}</button>`
        : nothing}
      <button class="button ${mayTry || mayChange ? "" : "is-main"}" @click=${() => act({ kind: "finished" })}>
        ${say._("Start over")}
      </button>
    </div>
  </section>`;
  return { title: say._("No ticket this time"), body };
}

/**
 * Nothing to press: the screen comes back by itself.
 *
 * @param {Speaker} say
 */
export function away(say) {
  return html`<section class="calm is-away">
    ${mark}
    <h1 tabindex="-1">${say._("The terminal is resting for a moment")}</h1>
    <p>${say._("There is no connection, so tickets are not given here. Reception will help you.")}</p>
    <p class="lead">${say._("The screen will come back by itself.")}</p>
  </section>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function warning(state, say, act) {
  return html`<div class="veil">
    <section class="asking" role="alertdialog" aria-modal="true" aria-labelledby="asking" aria-describedby="asking-left">
      <h2 id="asking">${say._("Are you still here?")}</h2>
      <p id="asking-left">${say._("The screen starts over in {seconds} s", { seconds: secondsLeft(state) })}</p>
      <div class="end">
        <button class="button is-main" data-arrive @click=${() => act({ kind: "more-time" })}>${say._("More time")}</button>
        <button class="button" @click=${() => act({ kind: "finished" })}>${say._("Finish")}</button>
      </div>
    </section>
  </div>`;
}
