/**
 * A suspension as staff are told of it.
 *
 * @import { SuspensionNow } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Live } from "./live.js"
 */
import { html, nothing } from "/contract/v1/vendor/lit-html/lit-html.js";
import { secondsSince, stopwatch } from "./live.js";

/** A time that goes on stands outside the words that are read out: it would have them read again each second.
 * @param {SuspensionNow | null | undefined} suspension @param {Live} live @param {Speaker} speak */
export function suspensionNotice(suspension, live, { _, of }) {
  if (!suspension) return nothing;
  const time = stopwatch(secondsSince(live, suspension.since));
  return html`<div class="notice notice-bad suspended">
    <p role="status"><b>${of(suspension.titles)}.</b> ${_("Nobody is called, and all clocks stand still.")} ${_("A visit under way may be finished.")}</p>
    <p class="number">${_("The service has been suspended for {time}.", { time })}</p>
  </div>`;
}
