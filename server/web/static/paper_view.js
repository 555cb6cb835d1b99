/**
 * The page of paper mode as a template of its state.
 *
 * @import { PriorityClass, Purpose } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Fault, Paper, Row } from "./paper_state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { live as asShown } from "/contract/v1/vendor/lit-html/directives/live.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { isStale } from "./live.js";
import { MOST, clockOf, faults, filled, isBlank, isReady, serviceOf } from "./paper_state.js";
import { declaredClasses, purposeName } from "./words.js";

/**
 * @typedef {object} Hands   what the person does with the page
 * @property {(key: number, changes: Partial<Row>) => void} type
 * @property {(key: number) => void} remove
 * @property {(text: string) => void} paste
 * @property {(key: number) => void} goOn    to the next line
 * @property {(isPlanned: boolean) => void} plan
 * @property {() => void} enter
 * @property {() => void} empty
 */

/** @type {Purpose[]} */
const PURPOSES = ["consultation", "hand-in", "collect"];

/** @param {Paper} state @param {Speaker} speak @param {Hands} hands */
export function paper(state, speak, hands) {
  const { _ } = speak;
  return html`
    ${isStale(state.live) ? html`<p class="notice notice-bad" role="alert">${_("No connection to the server. What you type stays here.")}</p>` : nothing}
    ${message(state, speak)}
    <div class="paper-parts">
      ${table(state, speak, hands)}
      <div class="stack">${help(state, speak)}${list(state, speak, hands)}</div>
    </div>
    <datalist id="services">${state.services.map((each) => html`<option value=${each.title}></option>`)}</datalist>
    ${state.isPlanned ? whetherToEnter(state, speak, hands) : nothing}`;
}

/** @param {Paper} state @param {Speaker} speak */
function message(state, { _, _n, language }) {
  const { said, entered, isDayOver } = state;
  return html`<div role="status" aria-live="assertive">
    ${said ? html`<p class="notice notice-warn">${said.titles[language] ?? said.title}
      ${said.code === "sign-in-needed" ? html`<a href="/sign-in?then=/paper">${_("Sign in")}</a>` : nothing}</p>` : nothing}
    ${isDayOver ? html`<p class="notice notice-warn">${_("A new day has begun: what was typed on the day before is gone.")}</p>` : nothing}
    ${entered.length ? html`<p class="notice notice-good">${_n("{count} number was entered", "{count} numbers were entered", entered.length)}: ${entered.join(", ")}</p>` : nothing}
  </div>`;
}

/** @param {Paper} state @param {Speaker} speak @param {Hands} hands */
function table(state, speak, hands) {
  const { _, _n } = speak;
  const wrong = faults(state);
  const count = filled(state).length;
  const isRight = [...wrong.values()].every((each) => each.length === 0);
  return html`<section class="panel" aria-labelledby="numbers">
    <h2 id="numbers">${_("Numbers given by hand")}</h2>
    <div class="table-frame"><table class="table">
      <thead><tr><th scope="col" class="col-number">${_("Number")}</th><th scope="col" class="col-time">${_("Time")}</th>
        <th scope="col">${_("Service")}</th><th scope="col" class="col-purpose">${_("Purpose")}</th><th scope="col" class="col-class">${_("Out of turn")}</th>
        <th scope="col" class="col-act"><span class="visually-hidden">${_("What can be done")}</span></th></tr></thead>
      <tbody>${repeat(state.rows, (row) => row.key, (row, index) => line(state, row, index, wrong.get(row.key) ?? [], speak, hands))}</tbody>
    </table></div>
    <p class="row">
      <button class="button button-primary" ?disabled=${!isReady(state)} @click=${() => hands.plan(true)}>
        ${count ? _n("Enter {count} number", "Enter {count} numbers", count) : _("Enter the numbers")}</button>
      ${count ? html`<button class="button button-quiet" ?disabled=${state.isAsking} @click=${hands.empty}>${_("Clear all")}</button>` : nothing}
      <span class="hint" role="status">${count > MOST ? _("At most {most} at once", { most: MOST }) : count && !isRight ? _("First mend what is marked") : ""}</span>
    </p>
  </section>`;
}

/**
 * @param {Paper} state @param {Row} row @param {number} index @param {Fault[]} wrong @param {Speaker} speak @param {Hands} hands
 */
function line(state, row, index, wrong, speak, hands) {
  const { _ } = speak;
  const nth = index + 1;
  /** @param {Partial<Row>} changes */
  const type = (changes) => hands.type(row.key, changes);
  /** @param {(value: string) => Partial<Row>} change */
  const typed = (change) => (/** @type {Event} */ event) => type(change(/** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value));
  /** @param {...Fault} mine */
  const isWrong = (...mine) => (wrong.some((fault) => mine.includes(fault)) ? "true" : "false");
  /** @param {Fault} fault */
  const idOf = (fault) => `fault-${row.key}-${fault}`;
  /** @param {...Fault} mine */
  const why = (...mine) => wrong.filter((fault) => mine.includes(fault)).map(idOf).join(" ") || nothing;
  const offered = serviceOf(state, row.service)?.purposes ?? PURPOSES;
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    hands.goOn(row.key);
  };
  return html`<tr @keydown=${onKey}>
    <td><span class="with-letter">${state.letter}<input id="number-${row.key}" inputmode="numeric" autocomplete="off" maxlength="4" aria-label=${_("Number, line {nth}", { nth })}
      aria-invalid=${isWrong("number", "twice", "there")} aria-describedby=${why("number", "twice", "there")} .value=${asShown(row.number)} @input=${typed((number) => ({ number }))}></span></td>
    <td><input inputmode="numeric" autocomplete="off" maxlength="5" placeholder="10:35" aria-label=${_("Time, line {nth}", { nth })}
      aria-invalid=${isWrong("time", "later")} aria-describedby=${why("time", "later")} .value=${asShown(row.time)} @input=${typed((time) => ({ time }))}
      @change=${typed((time) => ({ time: clockOf(time) || time }))}></td>
    <td><input list="services" autocomplete="off" aria-label=${_("Service, line {nth}", { nth })}
      aria-invalid=${isWrong("service", "several")} aria-describedby=${why("service", "several")} .value=${asShown(row.service)} @input=${typed((service) => ({ service }))}
      @change=${typed((service) => ({ service: serviceOf(state, service)?.title ?? service }))}>
      ${wrong.length ? html`<p class="error">${wrong.map((fault) => html`<span id=${idOf(fault)}>${faultName(fault, speak)}</span> `)}</p>` : nothing}</td>
    <td><select aria-label=${_("Purpose, line {nth}", { nth })} aria-invalid=${isWrong("purpose")} aria-describedby=${why("purpose")}
      @change=${typed((purpose) => ({ purpose: /** @type {Purpose | ""} */ (purpose) }))}>
      <option value="" .selected=${row.purpose === ""}>${_("Choose…")}</option>
      ${offered.map((each) => html`<option value=${each} .selected=${row.purpose === each}>${purposeName(speak, each)}</option>`)}</select></td>
    <td><select aria-label=${_("Out of turn, line {nth}", { nth })} @change=${typed((priority) => ({ priority: /** @type {PriorityClass} */ (priority) }))}>
      ${declaredClasses(speak).map(([value, name]) => html`<option value=${value} .selected=${row.priority === value}>${name}</option>`)}</select></td>
    <td>${isBlank(row) ? nothing : html`<button class="button button-quiet button-small" @click=${() => hands.remove(row.key)}>✕<span class="visually-hidden">${_("Remove line {nth}", { nth })}</span></button>`}</td>
  </tr>`;
}

/** @param {Fault} fault @param {Speaker} speak */
function faultName(fault, { _ }) {
  switch (fault) {
    case "number":
      return _("A number from 1 to 9999 is needed.");
    case "twice":
      return _("This number stands here twice.");
    case "there":
      return _("This number was entered already today.");
    case "time":
      return _("A time such as 10:35 is needed.");
    case "later":
      return _("That time has not come yet.");
    case "service":
      return _("Choose a service from the list.");
    case "several":
      return _("Several services fit: choose one from the list.");
    case "purpose":
      return _("Choose a purpose.");
  }
}

/** @param {Paper} state @param {Speaker} speak */
function help({ letter }, { _ }) {
  return html`<section class="panel" aria-labelledby="how">
    <h2 id="how">${_("How it works")}</h2>
    <p>${_("While the machines stood still, people got numbers on paper. Enter those who still wait, each with the time at which the number was given: the program puts them in line by that time.")}</p>
    <p class="hint">${_("On the screens they have the letter {letter}. Enter goes to the next line. What is typed stays here when the page is reloaded.", { letter })}</p>
  </section>`;
}

/** @param {Paper} state @param {Speaker} speak @param {Hands} hands */
function list(state, { _ }, hands) {
  return html`<section class="panel" aria-labelledby="list">
    <h2 id="list">${_("Insert a list")}</h2>
    <form class="form" @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const area = /** @type {HTMLTextAreaElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("list"));
      hands.paste(area.value);
      area.value = "";
    }}>
      <div class="field"><label for="lines">${_("One line for each: number, time, service")}</label>
        <textarea id="lines" name="list" spellcheck="false" placeholder=${"12 10:35\n13 10:40"}></textarea></div>
      <p class="hint">${_("Without a service it gets service and purpose of the table’s last line: choose them there first.")}</p>
      <button class="button">${_("Add to the table")}</button>
    </form>
    ${state.unread.length ? html`<p class="error" role="status">${_("Not understood: {lines}", { lines: state.unread.join("; ") })}</p>` : nothing}
  </section>`;
}

/** @param {Paper} state @param {Speaker} speak @param {Hands} hands */
function whetherToEnter(state, { _, _n }, hands) {
  const times = filled(state).map((row) => clockOf(row.time)).sort();
  return html`<dialog class="panel" aria-labelledby="whether" @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); hands.plan(false); }}>
    <h2 id="whether">${_n("Enter {count} number into the line?", "Enter {count} numbers into the line?", times.length)}</h2>
    <p>${_("Given between {first} and {last}. Either all of them are entered or none.", { first: times[0] ?? "", last: times.at(-1) ?? "" })}</p>
    <p class="row">
      <button class="button button-primary" @click=${hands.enter}>${_("Enter them")}</button>
      <button class="button" autofocus @click=${() => hands.plan(false)}>${_("Not yet")}</button>
    </p>
  </dialog>`;
}
