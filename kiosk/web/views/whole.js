/**
 * The whole screen of a state.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { State, Word } from "../state.js"
 * @import { Screen } from "../visit.js"
 * @import { TemplateResult, nothing as Nothing } from "/contract/v1/vendor/lit-html/lit-html.js"
 *
 * @typedef {{kind: "take"} | {kind: "cancel"}} Deed whose request id is minted at the touch
 * @typedef {(word: Word | Deed) => void} Act
 * @typedef {TemplateResult | typeof Nothing} Part
 * @typedef {{title: string, lead?: string, body: Part}} Shown `title` is empty where the screen has a heading of its own
 * @typedef {(state: State, say: Speaker, act: Act) => Shown} View
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { isAway, isSuspended, isWarning } from "../state.js";
import { home, purpose, services } from "./choosing.js";
import { confirm } from "./confirm.js";
import { cancelled, whetherToCancel } from "./cancelling.js";
import { category } from "./category.js";
import { foot, head } from "./frame.js";
import { away, refused, warning } from "./interrupted.js";
import { suspended, suspendedNotice } from "./suspended.js";
import { paperWords, routeWords, ticket } from "./ticket.js";
import { peopleWords, suspendedWords, waitWords } from "./words.js";

/** @type {Record<Screen, View>} */
const VIEWS = { home, services, purpose, confirm, category, ticket, cancelled, refused };

/**
 * `name` changes whenever another screen has come.
 *
 * @param {State} state
 * @param {Speaker} say
 * @param {Act} act
 */
export function whole(state, say, act) {
  if (isAway(state)) return { name: "away", template: html`<main class="screen">${away(say)}</main>` };
  const suspension = state.hall?.suspension;
  if (suspension && isSuspended(state))
    return { name: "suspended", template: html`<main class="screen">${suspended(suspension, state, say)}</main>` };
  const isAsking = isWarning(state) || state.cancelling !== null;
  const { title, lead, body } = VIEWS[state.screen](state, say, act);
  const template = html`
    <div class="frame is-${state.screen}" ?inert=${isAsking}>
      ${head(state, say, act, { title, lead })}
      <main class="screen">${state.screen === "home" ? suspendedNotice(state, say) : nothing} ${body}</main>
      ${foot(state, say, act)}
    </div>
    ${isWarning(state) ? warning(state, say, act) : nothing}
    ${state.cancelling === null ? nothing : whetherToCancel(state, state.cancelling, say, act)}
  `;
  return { name: isAsking ? `asking ${state.cancelling?.step}` : `${state.screen} ${state.page}`, template };
}

/**
 * What is said to those who do not see the screen: the number in full, and what becomes of the paper.
 *
 * @param {State} state
 * @param {Speaker} say
 */
export function spokenWords(state, say) {
  const suspension = state.hall?.suspension;
  if (suspension && isSuspended(state) && !isAway(state)) return suspendedWords(suspension, say);
  if (state.screen !== "ticket" || state.ticket === null || state.cancelling !== null) return "";
  const { label, people_before, wait } = state.ticket;
  const route = routeWords(state, state.ticket, say).map((words) => ` ${words}.`);
  const place = `${peopleWords(people_before, say)}, ${waitWords(wait, say)}.`;
  return `${say._("Your number")} ${label}. ${place}${route.join("")} ${paperWords(state, say)}`;
}
