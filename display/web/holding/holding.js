/** Waits on the screen until the box has a way to the server's page, and goes there. */

const EVERY_MS = 1000;
const why = /** @type {HTMLElement} */ (document.getElementById("why"));

async function look() {
  try {
    const reply = await fetch("/way", { signal: AbortSignal.timeout(10_000) });
    const { address, reason } = await reply.json();
    if (address) return location.replace(address);
    why.textContent = reason;
  } catch {
    // the box is starting or ending
  }
  setTimeout(look, EVERY_MS);
}

void look();
