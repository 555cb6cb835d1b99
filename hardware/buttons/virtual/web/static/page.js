// The page of virtual panels: passes presses and switches on, and asks three times a second what is to be seen.

export {};

const PAUSE_MS = 300;
const WELL = "normal";

const away = /** @type {HTMLElement} */ (document.querySelector("#away"));
const mode = /** @type {HTMLElement} */ (document.querySelector("#mode"));
const heading = /** @type {HTMLElement} */ (document.querySelector("#now"));
const switches = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-mode]"));
const list = /** @type {HTMLElement} */ (document.querySelector(".panels"));
const panels = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-address]"));

/** @typedef {{light: string | null, text: string | null, is_text_blinking: boolean, has_power: boolean}} Seen */

for (const panel of panels) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (panel.querySelectorAll("button[data-key]"))) {
    const { key, press } = button.dataset;
    button.addEventListener("click", () => tell("/press", { address: panel.dataset.address, key, press }));
  }
}
for (const button of switches) {
  button.addEventListener("click", async () => {
    if (await tell("/misbehave", { mode: button.dataset.mode })) showMode(String(button.dataset.mode));
  });
}
void watch();

/**
 * @param {string} path
 * @param {Record<string, string | undefined>} said
 */
async function tell(path, said) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    return answer.ok;
  } catch {
    away.hidden = false;
    return false;
  }
}

async function watch() {
  try {
    const answer = await fetch("/seen");
    const { mode: now, panels: seen } = await answer.json();
    showMode(now);
    for (const panel of panels) show(panel, seen[String(panel.dataset.address)]);
    away.hidden = true;
  } catch {
    away.hidden = false;
  }
  setTimeout(watch, PAUSE_MS);
}

/** @param {string} now */
function showMode(now) {
  for (const button of switches) {
    const isNow = button.dataset.mode === now;
    button.setAttribute("aria-pressed", String(isNow));
    if (isNow) write(mode, button.textContent ?? "");
  }
  heading.classList.toggle("is-wrong", now !== WELL);
  list.classList.toggle("is-unplugged", now === "unplugged");
}

/**
 * @param {HTMLElement} panel
 * @param {Seen} seen
 */
function show(panel, seen) {
  panel.classList.toggle("is-off", !seen.has_power);
  const off = list.dataset.noPower ?? "";
  if (seen.light !== null) {
    const lamp = /** @type {HTMLElement} */ (panel.querySelector(".lamp"));
    const words = /** @type {HTMLElement} */ (panel.querySelector(".state"));
    if (lamp.dataset.light !== seen.light) lamp.dataset.light = seen.light;
    const name = seen.light.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    write(words, seen.has_power ? (words.dataset[name] ?? "") : off);
  }
  if (seen.text !== null) {
    const sign = /** @type {HTMLElement} */ (panel.querySelector(".sign"));
    write(sign, seen.text);
    sign.classList.toggle("is-blinking", seen.is_text_blinking);
    const words = /** @type {HTMLElement} */ (panel.querySelector(".text"));
    write(words, seen.has_power ? seen.text || (list.dataset.empty ?? "") : off);
  }
}

/**
 * Only what has changed, for those who listen to the page.
 * @param {HTMLElement} place
 * @param {string} text
 */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
