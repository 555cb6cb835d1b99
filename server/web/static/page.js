/** What the server wrote into the page: its data, its texts, its proof that the page is ours. */
import { speaker } from "/contract/v1/js/i18n.js";

/**
 * @template T
 * @param {string} id of a `<script type="application/json">`
 * @returns {T}
 */
export function written(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "{}");
}

/** The texts of the page's own language. */
export function pageSpeaker() {
  return speaker(document.documentElement.lang, written("texts"));
}

/** The token that shows a command to come from a page of ours. */
export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
}
