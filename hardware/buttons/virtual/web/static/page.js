// The page of the virtual panels: passes presses on, and asks three times a second what the lamps do.

export {};

const PAUSE_MS = 300;

const away = /** @type {HTMLElement} */ (document.querySelector("#away"));
const panels = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-address]"));

for (const panel of panels) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (panel.querySelectorAll("button[data-key]"))) {
    button.addEventListener("click", () => press(Number(panel.dataset.address), button.dataset));
  }
}
void watch();

/**
 * @param {number} address
 * @param {DOMStringMap} pressed
 */
async function press(address, pressed) {
  try {
    await fetch("/press", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ address, key: pressed.key, press: pressed.press ?? "short" }),
    });
  } catch {
    away.hidden = false;
  }
}

async function watch() {
  try {
    const answer = await fetch("/lamps");
    show(await answer.json());
    away.hidden = true;
  } catch {
    away.hidden = false;
  }
  setTimeout(watch, PAUSE_MS);
}

/** @param {Record<string, string>} lamps */
function show(lamps) {
  for (const panel of panels) {
    const state = lamps[String(panel.dataset.address)] ?? "off";
    const lamp = /** @type {HTMLElement} */ (panel.querySelector(".lamp"));
    const words = /** @type {HTMLElement} */ (panel.querySelector(".state"));
    if (lamp.dataset.lamp === state) continue;
    lamp.dataset.lamp = state;
    words.textContent = words.dataset[state] ?? "";
  }
}
