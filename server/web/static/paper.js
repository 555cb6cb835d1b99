/** Puts the page of paper mode together; what is typed stays in this browser until the server has accepted it. */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { outcomeOf } from "./asking.js";
import { dialogIn } from "./dialog.js";
import { follow } from "./follow.js";
import { pageSpeaker, written } from "./page.js";
import { after, batch, begin, isReady, rowsLeft } from "./paper_state.js";
import { paper } from "./paper_view.js";

/** @import { OfferedSphere } from "./reception_state.js" */
/** @import { Happening, Row, Service } from "./paper_state.js" */
/** @import { Hands } from "./paper_view.js" */

const KEPT = "cherha-paper/";

/** @type {{hallId: string, day: string, timeZone: string, letter: string, spheres: OfferedSphere[]}} */
const page = written("page");
const speak = pageSpeaker();
const root = /** @type {HTMLElement} */ (document.getElementById("paper"));
const showDialog = dialogIn(root);
const { day, letter, timeZone } = page;
let state = begin({ day, letter, timeZone, services: servicesOf(page.spheres), rows: kept() });
let rows = state.rows;

/** Two services of one name are told apart by their spheres. @param {OfferedSphere[]} spheres @returns {Service[]} */
function servicesOf(spheres) {
  const every = spheres.flatMap((sphere) => sphere.services.map((each) => ({ each, name: speak.of(each.name), sphere: speak.of(sphere.name) })));
  return every.map(({ each, name, sphere }) => {
    const isAlone = every.filter((other) => other.name === name).length === 1;
    return { id: each.id, title: isAlone ? name : `${name} · ${sphere}`, names: Object.values(each.name), purposes: each.purposes };
  });
}

/** Where the lines of a day lie in this browser. @param {string} day */
function placeOf(day) {
  return `${KEPT}${page.hallId}/${day}`;
}

/** What was left here today; of other days nothing, since its times were theirs. @returns {Row[]} */
function kept() {
  const place = placeOf(page.day);
  for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT) && key !== place) localStorage.removeItem(key);
  return rowsLeft(localStorage.getItem(place));
}

/** @type {Hands} */
const hands = {
  type: (key, changes) => happen({ kind: "type", key, changes }),
  remove: (key) => {
    const index = state.rows.findIndex((row) => row.key === key);
    happen({ kind: "remove", key });
    startAt(index);
  },
  paste: (text) => happen({ kind: "paste", text }),
  plan: (isPlanned) => happen({ kind: "plan", isPlanned }),
  empty: () => happen({ kind: "empty" }),
  goOn: (key) => {
    happen({ kind: "add" });
    startAt(state.rows.findIndex((row) => row.key === key) + 1);
  },
  enter: () => void enter(),
};

/** The line at a place of the table, or the last one, is typed next. @param {number} index */
function startAt(index) {
  const row = state.rows[index] ?? state.rows.at(-1);
  if (row) document.getElementById(`number-${row.key}`)?.focus();
}

/** @param {Happening} happening */
function happen(happening) {
  state = after(state, happening);
  if (state.rows !== rows) {
    rows = state.rows;
    localStorage.setItem(placeOf(state.day), JSON.stringify(rows));
  }
  render(paper(state, speak, hands), root);
  showDialog();
}

async function enter() {
  if (!isReady(state)) return;
  const tickets = batch(state);
  happen({ kind: "ask" });
  happen(await outcomeOf("enter-paper-tickets", { tickets }));
}

root.replaceChildren();
happen({ kind: "add" });
follow([`halls/${page.hallId}/queue`], happen);
