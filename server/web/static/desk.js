/** Puts the desk together: its state, its news, its hands and its keys. */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { listen } from "/contract/v1/js/client.js";
import { outcomeOf } from "./asking.js";
import { SHEET_KEYS, acts, after, begin, meant, members } from "./desk_state.js";
import { desk } from "./desk_view.js";
import { dialogIn } from "./dialog.js";
import { pageSpeaker, written } from "./page.js";

/** @import { Act, Asked, Happening } from "./desk_state.js" */
/** @import { Commands } from "/contract/v1/contract.js" */

const TICK_MS = 500;
/** The same keys on every layout, above the letters and on the number pad. */
const SIGNS = /** @type {Record<string, "+" | "-">} */ ({ NumpadAdd: "+", Equal: "+", NumpadSubtract: "-", Minus: "-" });

/** @type {{hallId: string, personId: string, windowId: string | null, isCallFinishing: boolean, spheres: import("./reception_state.js").OfferedSphere[]}} */
const page = written("page");
const speak = pageSpeaker();
const root = /** @type {HTMLElement} */ (document.getElementById("desk"));
const showDialog = dialogIn(root);
let state = begin(page);
/** @type {string | null | undefined} */
let followed;
/** @type {{close: () => void} | null} */
let link = null;

/** @type {import("./desk_view.js").Hands} */
const hands = {
  act: press,
  sit: (window) => void ask("take-window", { window_id: window.window_id, is_takeover: window.person_id !== null }),
  takeOver: (window) => happen({ kind: "choose", window }),
  keepAway: () => happen({ kind: "keep-away" }),
  open: (sheet) => happen({ kind: "open", sheet }),
  close: () => happen({ kind: "close" }),
  cancel: (ticket) => void ask("cancel-ticket", { ticket_id: ticket.ticket_id }),
  park: (ticket, minutes) =>
    void ask("park-ticket", { window_id: state.windowId ?? "", ticket_id: ticket.ticket_id, minutes }),
  unpark: (ticket, is_called) =>
    void ask("unpark-ticket", { window_id: state.windowId ?? "", ticket_id: ticket.ticket_id, is_called }),
  sendTo: (receiver) => happen({ kind: "send-to", receiver }),
  transfer: (ticket, to) =>
    void ask("transfer-ticket", { window_id: state.windowId ?? "", ticket_id: ticket.ticket_id, ...to }),
  addService: (ticket, service_id) =>
    void ask("add-service", { window_id: state.windowId ?? "", ticket_id: ticket.ticket_id, service_id }),
  confirm: (ticket, is_confirmed) =>
    void ask("confirm-priority", { window_id: state.windowId ?? "", ticket_id: ticket.ticket_id, is_confirmed }),
  startBreak: (reason, minutes) => void ask("start-break", { window_id: state.windowId ?? "", reason, minutes }),
  startBackOffice: () => void ask("start-back-office", { window_id: state.windowId ?? "" }),
  comeBack: () => void ask("return-to-window", { window_id: state.windowId ?? "" }),
  stopCall: () => void ask("stop-automatic-call", { window_id: state.windowId ?? "" }),
  callOne: (entry, reason) =>
    void ask("call-ticket", { window_id: state.windowId ?? "", ticket_id: entry.ticket_id, reason }),
  leave: () => void ask("leave-window", { window_id: state.windowId ?? "" }),
};

/** @param {Happening} happening */
function happen(happening) {
  const before = state;
  state = after(state, happening);
  if (state.windowId !== followed) follow();
  render(desk(state, speak, hands), root);
  if (before.windowId !== state.windowId) root.querySelector("h1")?.focus();
  showDialog();
}

/** Joins the news of the hall, and of the window if there is one. */
function follow() {
  followed = state.windowId;
  link?.close();
  const hall = `halls/${page.hallId}`;
  const window = followed;
  /** A link that was closed may still say so; only the present one is heard. @param {Happening} happening */
  const hear = (happening) => window === followed && happen(happening);
  link = listen([`${hall}/queue`, ...(window ? [`${hall}/windows/${window}`] : [])], {
    snapshot: ({ snapshot }) => hear({ kind: "published", snapshot, at: performance.now() }),
    heard: () => hear({ kind: "heard", at: performance.now() }),
    link: (isUp) => hear({ kind: "link", isUp, at: performance.now() }),
    refused: (problem) => hear({ kind: "refused", problem }),
  });
}

/**
 * One request for one press; whatever changes by it comes with the next snapshots.
 *
 * @template {Asked} Name
 * @param {Name} name
 * @param {Omit<Commands[Name]["asked"], "request_id">} asked
 */
async function ask(name, asked) {
  if (state.asking) return;
  happen({ kind: "ask", name });
  happen(await outcomeOf(name, asked));
}

/** @param {Act} act */
function press(act) {
  if (act.why?.code === "asking") return;
  if (act.why) happen({ kind: "barred", act: act.name, why: act.why });
  else void ask(act.name, members(state, act.name));
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const isElsewhere = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isElsewhere) return;
  if (state.windowId === null || !state.desk) return;
  const sign = SIGNS[event.code];
  const figure = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (sign === undefined && figure === undefined) return;
  event.preventDefault();
  if (sign !== undefined) answer(sign);
  else if (figure !== undefined) pressFigure(figure);
}

/** @param {string} figure */
function pressFigure(figure) {
  const act = acts(state).find((each) => each.key === figure);
  if (act) press(act);
  else if (state.asking) return;
  else if (figure === "0" && state.desk?.work !== "at-window") hands.comeBack();
  else happen({ kind: "open", sheet: SHEET_KEYS[figure] });
}

/** @param {"+" | "-"} sign */
function answer(sign) {
  const ticket = state.desk?.in_hand;
  switch (meant(state, sign)) {
    case "confirm":
      return ticket && hands.confirm(ticket, true);
    case "refuse":
      return happen({ kind: "open", sheet: "refuse-priority" });
    case "stop-call":
      return hands.stopCall();
  }
}

root.replaceChildren();
document.addEventListener("keydown", onKey);
setInterval(() => happen({ kind: "tick", at: performance.now() }), TICK_MS);
follow();
