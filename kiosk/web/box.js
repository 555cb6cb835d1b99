/**
 * The page's way to its box: the news by one stream, the lease when it is announced, and the beat.
 *
 * @import { Word } from "./state.js"
 */

const QUIET_MS = 9_000; // the box says something every 3 s
const BEAT_MS = 5_000;

/**
 * Listens for as long as the page lives. A stream that falls silent is opened anew.
 *
 * @param {(word: Word) => void} tell
 * @param {() => void} onNewPage the box now serves other files than this page was made of
 */
export function listenToBox(tell, onNewPage) {
  /** @type {string | null} */
  let known = null;
  let heardAt = performance.now();
  /** @type {EventSource | null} */
  let stream = null;

  const open = () => {
    stream?.close();
    stream = new EventSource("/v1/events");
    heardAt = performance.now();
    /** @param {string} kind @param {(value: any) => void} take */
    const on = (kind, take) =>
      stream?.addEventListener(kind, (event) => {
        heardAt = performance.now();
        tell({ kind: "box", isThere: true });
        take(JSON.parse(event.data));
      });
    on("tick", () => {});
    on("page", ({ version }) => {
      known ??= version;
      if (version !== known) onNewPage();
    });
    on("lease", () => void fetchLease(tell));
    on("kiosk", (snapshot) => tell({ kind: "hall", snapshot }));
    on("link", (link) => tell({ kind: "server", isThere: link.is_up }));
    on("printer", (printer) => tell({ kind: "printer", printer }));
    on("papers", (papers) => tell({ kind: "papers", papers }));
    stream.onerror = () => tell({ kind: "box", isThere: false });
  };

  open();
  setInterval(() => {
    if (performance.now() - heardAt < QUIET_MS) return;
    tell({ kind: "box", isThere: false });
    open();
  }, 1000);
}

/** @param {(word: Word) => void} tell */
async function fetchLease(tell) {
  try {
    const reply = await fetch("/v1/lease");
    if (reply.ok) tell({ kind: "lease", lease: await reply.json() });
  } catch {
    // The box went away between the word and the question; its stream says so, and announces the lease anew.
  }
}

/** The box restarts a browser that no longer beats. */
export function beatForBox() {
  const beat = () =>
    void fetch("/v1/beat", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }).catch(() => {});
  beat();
  setInterval(beat, BEAT_MS);
}
