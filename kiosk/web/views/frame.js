/**
 * What stands around every screen: whose hall it is, the other language, the way back, and the quiet bar for easier reading.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 * @import { Act } from "./whole.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { mostOnScreen, onePage, chosenSphere } from "../offer.js";
import { isOfSeveral } from "../visit.js";
import { arrow, arrowBack, mark } from "./icons.js";

const LONG_TITLE = 34;
const WITHOUT_BACK = new Set(["home", "ticket", "cancelled", "refused"]);

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 * @param {{title: string, lead?: string | undefined}} words
 */
export function head(state, say, act, { title, lead }) {
  return html`<header class="band">
    <div class="head">
      <p class="hall">${mark} <span>${say.of(state.lease?.hall_name ?? {})}</span></p>
      ${state.isLow ? nothing : otherLanguage(state, act)}
    </div>
    ${lead ? html`<p class="lead">${lead}</p>` : nothing}
    ${title ? html`<h1 tabindex="-1" class=${title.length > LONG_TITLE ? "is-long" : ""}>${title}</h1>` : nothing}
  </header>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function foot(state, say, act) {
  return html`<footer class="foot">${ways(state, say, act)} ${easier(state, say, act)}</footer>`;
}

/**
 * In its own language, so that whoever needs it can read it.
 *
 * @param {State} state
 * @param {Act} act
 */
function otherLanguage(state, act) {
  const [language, name] = state.language === "uk" ? ["en", "English"] : ["uk", "Українська"];
  return html`<button class="button language" lang=${language} @click=${() => act({ kind: "language", language })}>
    ${name}
  </button>`;
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
function ways(state, { _ }, act) {
  const { page, pages } = paging(state);
  const hasBack = page > 0 || state.isAdding || !WITHOUT_BACK.has(state.screen);
  const isGoingOn = state.isAdding || (isOfSeveral(state) && (state.screen === "home" || state.screen === "services"));
  const isDeep = state.screen === "purpose" || state.screen === "confirm" || isGoingOn;
  if (!hasBack && !isDeep && pages === 1) return nothing;
  return html`<nav class="ways" aria-label=${_("Way through the choices")}>
    ${hasBack
      ? html`<button class="button" ?disabled=${state.isSending} @click=${() => act({ kind: "back" })}>
          ${arrowBack} ${_("Back")}
        </button>`
      : html`<span></span>`}
    ${pages > 1 ? html`<p class="page">${_("{page} of {pages}", { page: page + 1, pages })}</p>` : nothing}
    ${page < pages - 1
      ? html`<button class="button is-strong" @click=${() => act({ kind: "turn", pages: 1 })}>
          ${_("Next")} ${arrow}
        </button>`
      : nothing}
    ${isDeep
      ? html`<button class="button" ?disabled=${state.isSending} @click=${() => act({ kind: "finished" })}>
          ${_("Start over")}
        </button>`
      : nothing}
  </nav>`;
}

/** @param {State} state */
function paging(state) {
  if (state.screen === "home") return onePage(state.lease?.spheres ?? [], state.page, mostOnScreen(state));
  if (state.screen === "services") return onePage(chosenSphere(state)?.services ?? [], state.page, mostOnScreen(state));
  if (state.screen === "category") return onePage(state.lease?.categories ?? [], state.page, mostOnScreen(state));
  return { page: 0, pages: 1 };
}

/**
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
function easier(state, { _ }, act) {
  /** @param {"isContrast" | "isLarge" | "isLow"} what @param {string} words */
  const choice = (what, words) =>
    html`<button class="button is-quiet" aria-pressed=${state[what]} @click=${() => act({ kind: "look", what })}>
      ${words}
    </button>`;
  return html`<div class="easier" role="group" aria-label=${_("Easier to read and reach")}>
    ${choice("isContrast", _("Contrast"))} ${choice("isLarge", _("Larger text"))} ${choice("isLow", _("Lower buttons"))}
    ${state.isLow ? otherLanguage(state, act) : nothing}
  </div>`;
}
