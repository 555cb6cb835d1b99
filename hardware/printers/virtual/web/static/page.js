// The control page: asks once a second what came out, and sends what the printer shall do.

const PAUSE_MS = 1000;
const HARMLESS = new Set(["normal", "near-end", "slow"]);

const list = /** @type {HTMLElement} */ (document.querySelector("#list"));
const nothing = /** @type {HTMLElement} */ (document.querySelector("#nothing"));
const mode = /** @type {HTMLElement} */ (document.querySelector("#mode"));
const heading = /** @type {HTMLElement} */ (document.querySelector("#now"));
const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-mode]"));

/** @typedef {{number: number, picture: string, millimetres: number, bytes_received: number, is_cut: boolean, came_out_at: string}} Slip */

for (const button of buttons) button.addEventListener("click", () => misbehave(String(button.dataset.mode)));
void watch();

/** @param {string} wanted */
async function misbehave(wanted) {
  const answer = await fetch("/misbehave", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ mode: wanted }),
  });
  if (answer.ok) showMode((await answer.json()).mode);
}

async function watch() {
  try {
    const answer = await fetch("/slips");
    const { mode: now, slips } = await answer.json();
    showMode(now);
    showSlips(slips);
  } catch {
    mode.textContent = mode.dataset.away ?? "";
    heading.classList.add("is-wrong");
  }
  setTimeout(watch, PAUSE_MS);
}

/** @param {string} now */
function showMode(now) {
  let label = list.dataset.jammed ?? "";
  for (const button of buttons) {
    const isNow = button.dataset.mode === now;
    button.setAttribute("aria-pressed", String(isNow));
    if (isNow) label = button.textContent ?? "";
  }
  if (mode.textContent !== label) mode.textContent = label;
  heading.classList.toggle("is-wrong", !HARMLESS.has(now));
}

/** @param {Slip[]} slips */
function showSlips(slips) {
  const shown = list.firstElementChild?.getAttribute("data-number");
  if (slips.length === 0 || shown === String(slips[0]?.number)) return;
  nothing.hidden = true;
  list.replaceChildren(...slips.map(item));
}

/**
 * Without the time: the slip's own is in the zone of its hall, which a printer does not know.
 *
 * @param {Slip} slip
 */
function item(slip) {
  const element = document.createElement("li");
  element.dataset.number = String(slip.number);
  const figure = document.createElement("figure");
  figure.classList.toggle("is-torn", !slip.is_cut);
  const image = document.createElement("img");
  image.src = slip.picture;
  image.alt = `№ ${slip.number}`;
  const caption = document.createElement("figcaption");
  const { kilobytes, millimetres, torn } = list.dataset;
  caption.textContent = `№ ${slip.number} · ${slip.millimetres} ${millimetres} · ${Math.ceil(slip.bytes_received / 1000)} ${kilobytes}`;
  if (!slip.is_cut) {
    const mark = document.createElement("em");
    mark.textContent = torn ?? "";
    caption.append(document.createElement("br"), mark);
  }
  figure.append(image, caption);
  element.append(figure);
  return element;
}
