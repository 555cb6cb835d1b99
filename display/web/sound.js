/**
 * Sound files through Web Audio: decoded before their turn, so that voice and flash begin together.
 *
 * @typedef {{
 *   load: (path: string) => Promise<AudioBuffer>,
 *   play: (clip: AudioBuffer) => Promise<void>,
 *   stop: () => void,
 *   unlock: () => Promise<void>,
 * }} HallSound
 */

const LOAD_MS = 5000;
const SETTLE_MS = 800;
/** An output that was pulled out never ends a sound: this long after its end it counts as over. */
const OVERDUE_MS = 1500;

/**
 * @param {(isBlocked: boolean) => void} onBlocked told at each change: an ordinary browser wants a click first
 * @returns {HallSound}
 */
export function hallSound(onBlocked) {
  const context = new AudioContext();
  context.addEventListener("statechange", () => onBlocked(context.state !== "running"));
  setTimeout(() => onBlocked(context.state !== "running"), SETTLE_MS);
  /** @type {AudioBufferSourceNode | null} */
  let playing = null;

  return {
    load: async (path) => {
      const reply = await fetch(path, { signal: AbortSignal.timeout(LOAD_MS) });
      if (!reply.ok) throw new Error(`${path} answers ${reply.status}`);
      return context.decodeAudioData(await reply.arrayBuffer());
    },
    play: async (clip) => {
      if (context.state !== "running") await Promise.race([context.resume(), passed(SETTLE_MS)]);
      if (context.state !== "running") throw new Error(`sound is ${context.state}`);
      const source = new AudioBufferSourceNode(context, { buffer: clip });
      source.connect(context.destination);
      const ended = new Promise((resolve) => source.addEventListener("ended", resolve, { once: true }));
      playing = source;
      source.start();
      await Promise.race([ended, passed(clip.duration * 1000 + OVERDUE_MS)]);
      source.disconnect();
      if (playing === source) playing = null;
    },
    stop: () => playing?.stop(),
    unlock: () => context.resume(),
  };
}

/** @param {number} milliseconds @returns {Promise<void>} */
export function passed(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
