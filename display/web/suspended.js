/**
 * The board in an alert or outage: why, since when, and where to go, in every language at once; calls would only mislead.
 *
 * @import { BoardSnapshot, Proclamation, SuspensionNow, SuspensionReason } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 */
import { html, nothing, svg } from "/contract/v1/vendor/lit-html/lit-html.js";
import { clockTime } from "./time.js";

/** More than this many signs, and the text is set smaller. */
const LONG = 170;

/**
 * @param {SuspensionNow} suspension
 * @param {BoardSnapshot} snapshot
 * @param {{speaker: Speaker, revision: string, isStale: boolean, isProclaiming: boolean}} around
 */
export function suspended(suspension, { time_zone: zone }, { speaker, revision, isStale, isProclaiming }) {
  const { _, language } = speaker;
  const languages = [language, ...Object.keys(suspension.titles).filter((each) => each !== language)];
  const since = clockTime(Date.parse(suspension.since), zone);
  const signs = Math.max(...Object.values(suspension.texts).map((text) => text.length));
  return html`<main
    class="suspended"
    data-revision=${revision}
    data-reason=${suspension.reason}
    data-length=${signs > LONG ? "long" : "short"}
    data-link=${isStale ? "lost" : "up"}
    ?data-proclaiming=${isProclaiming}
    aria-live="assertive"
  >
    <p class="suspended-sign">${sign(suspension.reason)}<span class="since">${_("Since {time}", { time: since })}</span></p>
    ${languages.map((each, index) => inLanguage(suspension, each, index === 0))}
  </main>`;
}

/** @param {SuspensionNow} suspension @param {string} language @param {boolean} isFirst */
function inLanguage({ titles, texts }, language, isFirst) {
  const text = texts[language];
  if (!isFirst && !text) return nothing;
  return html`<section class="suspended-words" lang=${language} ?data-first=${isFirst}>
    <h1>${titles[language] ?? titles["uk"]}</h1>
    <p>${text || texts["uk"]}</p>
  </section>`;
}

/** A roof that one goes under; a bolt that is crossed out. @param {SuspensionReason} reason */
function sign(reason) {
  const shelter = svg`<path d="M8 52 60 12l52 40M22 46v58h76V46" /><path d="M60 48v34M46 70l14 14 14-14" />`;
  const outage = svg`<path d="M66 10 30 64h26l-6 44 38-56H62z" /><path d="M14 14l92 92" />`;
  return html`<svg viewBox="0 0 120 116" aria-hidden="true">${reason === "alert" ? shelter : outage}</svg>`;
}

/** That it is over is said aloud, so it is shown as well. @param {Proclamation} proclamation @param {Speaker} speaker */
export function proclaimed({ texts }, { of }) {
  return html`<p class="proclaimed" role="status">${of(texts)}</p>`;
}
