/**
 * The kiosk's page: happenings go into the state, the state becomes the screen.
 *
 * @import { Commands, Language, Problem } from "/contract/v1/contract.js"
 * @import { Happening, State, Word } from "./state.js"
 * @import { Deed } from "./views/whole.js"
 */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { Refused, command, newRequestId } from "/contract/v1/js/client.js";
import { speaker } from "/contract/v1/js/i18n.js";
import { beatForBox, listenToBox } from "./box.js";
import { after, atStart, isInUse } from "./state.js";
import { spokenWords, whole } from "./views/whole.js";

const TICK_MS = 500;
/** Our box tries the server three times before it gives up. */
const PATIENCE_MS = 20_000;
/** A finger that bounces must not choose on the screen that has just come. */
const ARRIVING_MS = 250;

const place = /** @type {HTMLElement} */ (document.getElementById("kiosk"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
/** @type {State} */
let state = atStart(performance.now());
let shown = "";
let isOutdated = false;

/** @param {Word} word */
function tell(word) {
  const before = state;
  state = after(before, /** @type {Happening} */ ({ ...word, at: performance.now() }));
  if (state !== before) show();
  if (state.isSending && !before.isSending) void send();
  if (state.cancelling?.step === "sending" && before.cancelling?.step !== "sending") void giveUp();
}

async function send() {
  const { requestId, serviceId, purpose, priority, further, isAnyOrder } = state;
  if (requestId === null || serviceId === null || purpose === null) return;
  const language = /** @type {Language} */ (state.language);
  const visit = { service_id: serviceId, further, is_any_order: isAnyOrder, purpose, priority };
  await ask("take-ticket", { request_id: requestId, language, ...visit }, {
    done: (ticket) => ({ kind: "given", ticket }),
    refused: (problem) => ({ kind: "refused", problem }),
  });
}

async function giveUp() {
  const { ticket, cancelling } = state;
  if (ticket === null || !cancelling?.requestId) return;
  await ask("cancel-ticket", { request_id: cancelling.requestId, ticket_id: ticket.ticket_id }, {
    done: () => ({ kind: "cancelled" }),
    refused: (problem) => ({ kind: "cancel-refused", problem }),
  });
}

/**
 * @template {"take-ticket" | "cancel-ticket"} Name
 * @param {Name} name
 * @param {Commands[Name]["asked"]} asked
 * @param {{done: (answer: Commands[Name]["answered"]) => Word, refused: (problem: Problem) => Word}} told
 */
async function ask(name, asked, told) {
  try {
    tell(told.done(await command(name, asked, { tries: 2, timeoutMs: PATIENCE_MS })));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell(told.refused(error.problem));
  }
}

function show() {
  if (state.lease === null) return; // the page as it came says that the kiosk is getting ready
  const say = speaker(state.language, state.lease.texts[state.language] ?? {});
  document.documentElement.lang = state.language;
  document.documentElement.classList.toggle("is-contrast", state.isContrast);
  document.documentElement.classList.toggle("is-large", state.isLarge);
  document.documentElement.classList.toggle("is-low", state.isLow);
  const view = whole(state, say, act);
  if (shown === "") place.replaceChildren();
  render(view.template, place);
  const words = spokenWords(state, say);
  if (spoken.textContent !== words) spoken.textContent = words;
  if (shown !== view.name) arrive(view.name);
}

/** @param {string} name of the screen that has come: who reads by ear begins at its heading */
function arrive(name) {
  const isFirst = shown === "";
  shown = name;
  document.title = place.querySelector("h1")?.textContent?.trim() ?? document.title;
  if (isFirst) return;
  const target = /** @type {HTMLElement | null} */ (place.querySelector("[data-arrive]") ?? place.querySelector("h1"));
  target?.focus({ preventScroll: true });
  place.classList.add("is-arriving");
  setTimeout(() => place.classList.remove("is-arriving"), ARRIVING_MS);
}

/** @param {Word | Deed} word */
function act(word) {
  tell(word.kind === "take" || word.kind === "cancel" ? { kind: word.kind, requestId: newRequestId() } : word);
}

addEventListener("pointerdown", () => tell({ kind: "touched" }), { capture: true });
addEventListener("keydown", () => tell({ kind: "touched" }), { capture: true });
// A finger that rests must not open the browser's own menu.
addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("dragstart", (event) => event.preventDefault());
setInterval(() => {
  tell({ kind: "tick" });
  // A box that was renewed serves another page; nobody is interrupted for it.
  if (isOutdated && !isInUse(state)) location.reload();
}, TICK_MS);
listenToBox(tell, () => (isOutdated = true));
beatForBox();
