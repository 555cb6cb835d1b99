/**
 * The board as a template of a state; every text through the speaker.
 *
 * @import { BoardSnapshot } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Row } from "./picture.js"
 * @import { State } from "./state.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { repeat } from "/contract/v1/vendor/lit-html/directives/repeat.js";
import { intakeText, opensText } from "./closed.js";
import { picture } from "./picture.js";
import { isStale, serverTime } from "./state.js";
import { proclaimed, suspended } from "./suspended.js";
import { clockTime, longDate } from "./time.js";

/**
 * @param {State} state
 * @param {Speaker} speaker
 * @param {{unlockSound: () => void, enrol: () => void}} acts
 */
export function board(state, speaker, acts) {
  if (state.stage === "not-enrolled") return notEnrolled(speaker, acts.enrol);
  if (state.held === null) return holding(speaker._("Waiting for the server"));
  const { snapshot } = state.held;
  const revision = `${state.held.revision.sequence}.${state.held.revision.refresh}`;
  if (snapshot.suspension) {
    const around = { speaker, revision, isStale: isStale(state), isProclaiming: state.proclaiming !== null };
    return html`
      ${top(state, snapshot, speaker)} ${suspended(snapshot.suspension, snapshot, around)}
      ${state.isSoundBlocked ? html`<footer class="bottom">${soundButton(speaker, acts.unlockSound)}</footer>` : nothing}
    `;
  }
  return html`
    ${top(state, snapshot, speaker)}
    <main
      class="board"
      data-revision=${revision}
      data-link=${isStale(state) ? "lost" : "up"}
    >
      ${calls(state, snapshot, speaker)} ${waiting(snapshot, speaker)}
    </main>
    ${bottom(state, snapshot, speaker, acts.unlockSound)}
  `;
}

/** @param {string} text */
function holding(text) {
  return html`<main class="holding">${mark()}<h1>${text}</h1></main>`;
}

/** @param {Speaker} speaker @param {() => void} enrol */
function notEnrolled({ _ }, enrol) {
  return html`<main class="holding">
    ${mark()}
    <h1>${_("This screen is not enrolled")}</h1>
    <p>${_("Get a code in the office: “Boxes” → “Add a box”, then enter it here.")}</p>
    <button class="button" @click=${enrol}>${_("Enter the code")}</button>
  </main>`;
}

function mark() {
  return html`<span class="mark" aria-hidden="true"><i></i><i></i><i></i></span>`;
}

/** @param {State} state @param {BoardSnapshot} snapshot @param {Speaker} speaker */
function top(state, snapshot, speaker) {
  const zone = snapshot.time_zone;
  const now = serverTime(state, state.now) ?? 0;
  const name = speaker.of(snapshot.hall_name);
  const stale = isStale(state);
  return html`<header class="top" data-link=${stale ? "lost" : "up"}>
    ${mark()}
    <h1 class=${stale ? "visually-hidden" : "hall-name"} data-length=${name.length > 70 ? "long" : "short"}>${name}</h1>
    ${stale ? asOf(state, zone, speaker) : html`<p class="date">${longDate(now, zone, speaker.language)}</p>`}
    <time class="clock">${clockTime(now, zone)}</time>
  </header>`;
}

/** @param {State} state @param {string} zone @param {Speaker} speaker */
function asOf(state, zone, { _ }) {
  const time = clockTime(serverTime(state, state.heardAt) ?? 0, zone);
  return html`<p class="stale" role="alert">
    <span class="warning-sign" aria-hidden="true">!</span>
    <span>${_("No connection. As of {time}", { time })}</span>
  </p>`;
}

/** @param {State} state @param {BoardSnapshot} snapshot @param {Speaker} speaker */
function calls(state, snapshot, speaker) {
  const { rows, density, serving } = picture(state);
  if (rows.length === 0) return nobody(snapshot, speaker);
  const { _ } = speaker;
  return html`<section class="called" data-density=${density} aria-label=${_("Called")}>
    <ol class="rows">
      ${repeat(
        rows,
        ({ ticket_id }) => ticket_id,
        (row) => callRow(row, state.saying?.call_id ?? "", speaker),
      )}
    </ol>
    ${serving.length > 0
      ? html`<section class="serving">
          <h2 class="caption">${_("At the windows now")}</h2>
          <ul class="chips">
            ${repeat(
              serving,
              ({ ticket_id }) => ticket_id,
              ({ call_id, label, window_name, state: ticketState }) => html`<li
                class="chip"
                data-call-id=${call_id}
                data-state=${ticketState}
              >
                <span class="label">${label}</span>${arrow()}<span class="window">${window_name}</span>
              </li>`,
            )}
          </ul>
        </section>`
      : nothing}
  </section>`;
}

/** @param {Row} row @param {string} saying @param {Speaker} speaker */
function callRow(row, saying, { _ }) {
  return html`<li
    class="row"
    data-call-id=${row.call_id}
    data-state=${row.state}
    data-length=${lengthOf(row)}
    ?data-featured=${row.isFeatured}
    ?data-quiet=${!row.isCalled && !row.isSaying}
    data-announcing=${row.isSaying ? saying : nothing}
  >
    <span class="label"><small class="caption">${row.isSaying ? _("Called") : _("Ticket")}</small><b>${row.label}</b></span>
    ${arrow()}
    <span class="window"><small class="caption">${_("Window")}</small><b>${row.window_name}</b></span>
  </li>`;
}

/** A style attribute would break the page's policy, so the sheet sets the window's type by a word. @param {Row} row */
function lengthOf({ label, window_name }) {
  const signs = window_name.length + Math.max(0, label.length - 5);
  if (signs <= 3) return "tiny";
  if (signs <= 6) return "short";
  if (signs <= 8) return "middle";
  return signs <= 14 ? "long" : "huge";
}

function arrow() {
  return html`<svg class="arrow" viewBox="0 0 40 24" aria-hidden="true">
    <path d="M2 12h34M26 2l10 10-10 10" fill="none" stroke="currentColor" stroke-width="4" />
  </svg>`;
}

/** @param {BoardSnapshot} snapshot @param {Speaker} speaker */
function nobody(snapshot, speaker) {
  const { _ } = speaker;
  const isOpen = snapshot.intake === "open";
  const more = isOpen ? _("Take a ticket at the terminal and wait to be called") : opensText(snapshot, speaker);
  return html`<section class="called nobody" aria-label=${_("Called")}>
    <p class="nobody-title">${isOpen ? _("Your number will appear here") : intakeText(snapshot.intake, speaker)}</p>
    ${more ? html`<p class="nobody-more">${more}</p>` : nothing}
  </section>`;
}

/** @param {BoardSnapshot} snapshot @param {Speaker} speaker */
function waiting(snapshot, speaker) {
  const { waiting: spheres, waiting_total: total, intake } = snapshot;
  const { _, _n, of } = speaker;
  if (spheres.length === 0 && total === 0) return nothing;
  return html`<section class="waiting" data-spheres=${spheres.length > 6 ? "many" : "few"}>
    <h2 class="total">
      <span class="caption">${_("Waiting now")}</span>
      <b data-waiting-total>${total}</b>
      <span class="people">${_n("person", "people", total)}</span>
    </h2>
    ${intake === "open" ? nothing : html`<p class="intake">${intakeText(intake, speaker)}</p>`}
    <ul class="spheres">
      ${spheres.map(
        ({ name, letters, people }) => html`<li class="sphere" ?data-none=${people === 0}>
          <span class="letters">${letters.join(" ")}</span>
          <span class="sphere-name">${of(name)}</span>
          <b class="people-count">${people}</b>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {State} state @param {BoardSnapshot} snapshot @param {Speaker} speaker @param {() => void} unlockSound */
function bottom(state, snapshot, speaker, unlockSound) {
  const notice = speaker.of(snapshot.notice);
  if (!notice && !state.isSoundBlocked && !state.proclaiming) return nothing;
  return html`<footer class="bottom">
    ${state.proclaiming ? proclaimed(state.proclaiming, speaker) : html`<p class="notice">${notice}</p>`}
    ${state.isSoundBlocked ? soundButton(speaker, unlockSound) : nothing}
  </footer>`;
}

/** @param {Speaker} speaker @param {() => void} unlockSound */
function soundButton({ _ }, unlockSound) {
  return html`<button class="button" @click=${unlockSound}>${_("Turn the sound on")}</button>`;
}
