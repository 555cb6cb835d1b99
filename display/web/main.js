/** Puts the board together: who this screen is, its news, its voice, its clock. */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { listen } from "/contract/v1/js/client.js";
import { speaker } from "/contract/v1/js/i18n.js";
import { Announcer, memoryIn } from "./announcer.js";
import { board } from "./board.js";
import { hallSound, passed } from "./sound.js";
import { START, after, isStale, serverTime } from "./state.js";

const RETRY_MS = 2000;
/** A link that has not come back by itself for so long is made anew; the server may not know this screen any more. */
const FORSAKEN_MS = 20_000;

const wishes = new URLSearchParams(location.search);
const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
let speak = speaker("uk", {});
let areTextsKnown = false;
let state = START;
let serverVersion = "";

const sound = hallSound((isBlocked) => happen({ kind: "sound", isBlocked }));
const announcer = new Announcer({
  sound,
  memory: memoryIn(sessionStorage),
  serverTime: () => serverTime(state, performance.now()) ?? Date.now(),
  wait: passed,
  onSaying: (announcement) => happen({ kind: "saying", announcement, at: performance.now() }),
  onProclaiming: (proclamation) => happen({ kind: "proclaiming", proclamation }),
});
const acts = { unlockSound: () => void sound.unlock(), enrol: () => location.reload() };

/** @param {import("./state.js").Happening} happening */
function happen(happening) {
  const wasStale = isStale(state);
  state = after(state, happening);
  // A sign of life comes with every message: it changes the picture only when there was silence before.
  if (happening.kind !== "heard" || wasStale) show();
}

function show() {
  if (!areTextsKnown) return; // the page as it came says what to wait for
  root.dataset.stage = state.stage;
  render(board(state, speak, acts), root);
}

/** How far away people stand is the hall's affair: `scale=0.75` sets called numbers for 6 m instead of 8. */
function applyScale() {
  const scale = Number(wishes.get("scale"));
  if (scale >= 0.4 && scale <= 1.6) document.documentElement.style.setProperty("--scale", String(scale));
}

/** @returns {Promise<string>} the hall of this screen, when the server knows it */
async function ownHall() {
  for (;;) {
    try {
      const reply = await fetch("/v1/boxes/me", { signal: AbortSignal.timeout(4000) });
      if (reply.ok) return (await reply.json()).hall_id;
      if (reply.status === 401) happen({ kind: "not-enrolled" });
    } catch {
      // the server is away: the page says so already
    }
    await passed(RETRY_MS * (1 + Math.random()));
  }
}

async function learnTexts() {
  const language = wishes.get("language") ?? "uk";
  document.documentElement.lang = language;
  for (;;) {
    try {
      const reply = await fetch(`/contract/v1/texts/${language}.json`, { signal: AbortSignal.timeout(4000) });
      if (reply.ok || language === "en") {
        speak = speaker(language, reply.ok ? await reply.json() : {});
        areTextsKnown = true;
        root.replaceChildren();
        return show();
      }
    } catch {
      // as above
    }
    await passed(RETRY_MS);
  }
}

/** A board runs for weeks, and a server that came back may be a newer one: then the page is to be newer too. */
async function keepUpWithServer() {
  try {
    const reply = await fetch("/v1/health", { signal: AbortSignal.timeout(4000) });
    const { version } = await reply.json();
    if (serverVersion && version !== serverVersion) location.reload();
    serverVersion = version;
  } catch {
    // asked again the next time the link comes up
  }
}

/** @param {string} hall @returns {Promise<void>} when the link is beyond its own repair */
function follow(hall) {
  return new Promise((resolve) => {
    let forsaken = 0;
    let isRefused = false;
    const giveUpIn = /** @param {number} milliseconds */ (milliseconds) => {
      forsaken ||= setTimeout(() => {
        link.close();
        resolve();
      }, milliseconds);
    };
    const link = listen([`halls/${hall}/board`], {
      snapshot: ({ revision, snapshot }) => {
        if (snapshot.kind !== "board-snapshot") return;
        happen({ kind: "published", revision, snapshot, at: performance.now() });
        announcer.hush(snapshot.suspension !== null);
      },
      announcement: (announcement) => announcer.hear(announcement),
      proclamation: (proclamation) => announcer.proclaim(proclamation),
      heard: () => happen({ kind: "heard", at: performance.now() }),
      link: (isUp) => {
        happen({ kind: "link", isUp: isUp && !isRefused, at: performance.now() });
        if (!isUp) return giveUpIn(FORSAKEN_MS);
        if (isRefused) return;
        clearTimeout(forsaken);
        forsaken = 0;
        void keepUpWithServer();
      },
      refused: () => {
        isRefused = true;
        giveUpIn(RETRY_MS);
      },
    });
  });
}

applyScale();
setInterval(() => happen({ kind: "tick", at: performance.now() }), 500);
await learnTexts();
for (;;) await follow(await ownHall());
