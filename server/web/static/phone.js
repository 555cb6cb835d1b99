/** Keeps the phone page live: the server wrote what it says at first, every later snapshot replaces those words. */
import { listen } from "/contract/v1/js/client.js";
import { UNHEARD, heard, isStale } from "./live.js";
import { pageSpeaker, written } from "./page.js";
import { isLast, wordsOf } from "./phone_words.js";

/** @import { PhoneSnapshot } from "/contract/v1/contract.js" */
/** @import { Sign } from "./live.js" */

const TICK_MS = 500;
/** Long enough to be felt in a pocket, twice. */
const SHAKES_MS = [400, 200, 400];

/** @type {{secret: string, ticket: PhoneSnapshot}} */
const page = written("page");
const speak = pageSpeaker();
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
let ticket = page.ticket;
let live = heard(UNHEARD, { kind: "published", snapshot: { ...ticket, kind: "phone-snapshot" }, at: performance.now() });
live = { ...live, isUp: true };

/** @param {Sign} sign */
function happen(sign) {
  live = heard(live, sign);
  if (sign.kind === "published" && sign.snapshot.kind === "phone-snapshot") show(sign.snapshot);
  const time = new Date(Date.parse(ticket.now)).toLocaleTimeString(speak.language, {
    hour: "2-digit", minute: "2-digit", timeZone: ticket.time_zone,
  });
  put("stale", isStale(live) && !isOver() ? speak._("No connection. As of {time}", { time }) : "");
}

/** @param {PhoneSnapshot} newer */
function show(newer) {
  const isAnnounced = newer.state === "called" && (ticket.state !== "called" || newer.calls > ticket.calls);
  ticket = newer;
  const words = wordsOf(ticket, speak);
  main.dataset.state = ticket.state;
  document.title = `${words.headline} · ${ticket.label}`;
  put("headline", words.headline);
  put("detail", words.detail);
  put("kept", words.kept ?? "");
  put("service", speak.of(ticket.service_name));
  putRoute(ticket);
  main.toggleAttribute("data-suspended", words.kept !== undefined);
  const next = /** @type {HTMLAnchorElement} */ (main.querySelector("[data-part=\"next\"]"));
  next.hidden = !ticket.goes_on;
  if (ticket.goes_on) next.href = `/t/${ticket.goes_on.phone_secret}`;
  /** @type {HTMLElement} */ (main.querySelector("form")).hidden = !ticket.may_cancel;
  // A browser refuses to shake a phone that nobody has touched since the page came.
  if (isAnnounced && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES_MS);
  if (isLast(ticket)) link.close();
}

/** The services after this one; the list grows shorter as the visit goes on. @param {PhoneSnapshot} ticket */
function putRoute({ further, is_any_order }) {
  const route = /** @type {HTMLElement} */ (main.querySelector("[data-part=\"route\"]"));
  const [heading, names] = /** @type {[HTMLElement, HTMLElement]} */ ([...route.children]);
  heading.textContent = is_any_order ? speak._("Also, in any order") : speak._("Then");
  names.replaceChildren(...further.map((name) => Object.assign(document.createElement("span"), { textContent: speak.of(name) })));
  route.hidden = further.length === 0;
}

function isOver() {
  return ["done", "expired", "cancelled"].includes(ticket.state);
}

/** Touches the page only where something has changed: what stands in a live region is read out again at each touch.
 * @param {string} part @param {string} text */
function put(part, text) {
  const element = /** @type {HTMLElement} */ (main.querySelector(`[data-part="${part}"]`));
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

const link = listen([`tickets/${page.secret}`], {
  snapshot: ({ snapshot }) => happen({ kind: "published", snapshot, at: performance.now() }),
  heard: () => happen({ kind: "heard", at: performance.now() }),
  link: (isUp) => happen({ kind: "link", isUp, at: performance.now() }),
});
setInterval(() => happen({ kind: "tick", at: performance.now() }), TICK_MS);
