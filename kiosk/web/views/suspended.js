/**
 * In an alert or outage no ticket is given: the whole screen says why and where to go, in every language at once.
 *
 * @import { SuspensionNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State } from "../state.js"
 */
import { html, nothing, svg } from "/contract/v1/vendor/lit-html/lit-html.js";

const LONG = 170;

/**
 * Nothing to press: the screen comes back by itself. Whoever has just taken a ticket still sees its number.
 *
 * @param {SuspensionNow} suspension
 * @param {State} state
 * @param {Speaker} say
 */
export function suspended(suspension, state, say) {
  const languages = [state.language, ...Object.keys(suspension.titles).filter((each) => each !== state.language)];
  const signs = Math.max(...Object.values(suspension.texts).map((text) => text.length));
  const label = state.screen === "ticket" ? state.ticket?.label : undefined;
  return html`<section class="suspended ${signs > LONG ? "is-long" : ""}" data-reason=${suspension.reason}>
    ${suspension.reason === "alert" ? shelter : outage}
    ${label ? html`<p class="kept">${say._("Your number")} <b>${label}</b></p>` : nothing}
    ${languages.map((language, index) => inLanguage(suspension, language, index === 0))}
    <p class="back-soon">${say._("The screen will come back by itself.")}</p>
  </section>`;
}

/** @param {SuspensionNow} suspension @param {string} language @param {boolean} isFirst */
function inLanguage({ titles, texts }, language, isFirst) {
  const text = texts[language];
  if (!isFirst && !text) return nothing;
  const title = titles[language] ?? titles["uk"];
  return html`<div class="words ${isFirst ? "is-first" : ""}" lang=${language}>
    ${isFirst ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
    <p>${text || texts["uk"]}</p>
  </div>`;
}

/**
 * Where the office goes on giving tickets: above the choices.
 *
 * @param {State} state
 * @param {Speaker} say
 */
export function suspendedNotice(state, say) {
  const suspension = state.hall?.suspension;
  if (!suspension) return nothing;
  return html`<p class="suspended-notice" role="alert"><span><b>${say.of(suspension.titles)}.</b> ${say.of(suspension.texts)}</span></p>`;
}

/** A roof that one goes under. */
const shelter = html`<svg class="suspended-sign" viewBox="0 0 120 116" aria-hidden="true">
  ${svg`<path d="M8 52 60 12l52 40M22 46v58h76V46" /><path d="M60 48v34M46 70l14 14 14-14" />`}
</svg>`;

/** A bolt, crossed out. */
const outage = html`<svg class="suspended-sign" viewBox="0 0 120 116" aria-hidden="true">
  ${svg`<path d="M66 10 30 64h26l-6 44 38-56H62z" /><path d="M14 14l92 92" />`}
</svg>`;
