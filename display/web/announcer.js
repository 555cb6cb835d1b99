/**
 * Says calls one after another, each id once: chime, voice and flash begin and end together. A proclamation comes
 * before every call; while the hall is suspended nobody is called, and what was to be said of calls is dropped.
 *
 * @import { Announcement, AudioClip, Proclamation } from "/contract/v1/contract.js"
 *
 * @typedef {{
 *   load: (path: string) => Promise<unknown>,
 *   play: (loaded: any) => Promise<void>,
 *   stop: () => void,
 * }} Sound what `load` gives is what `play` takes; both reject when there is no sound to be had
 * @typedef {{has: (id: string) => boolean, add: (id: string) => void}} Memory the ids that were said
 * @typedef {{announcement: Announcement, proclamation?: undefined} | {announcement?: undefined, proclamation: Proclamation}} Message
 * @typedef {Message & {clips: Promise<unknown>[], isOver: boolean}} Queued
 */

/** A flash without its sound. */
export const FLASH_MS = 5000;
/** Between two calls, so that an ear tells them apart. */
export const PAUSE_MS = 400;

export class Announcer {
  /**
   * @param {{
   *   sound: Sound,
   *   memory: Memory,
   *   serverTime: () => number,
   *   wait: (milliseconds: number) => Promise<void>,
   *   onSaying: (announcement: Announcement | null) => void,
   *   onProclaiming: (proclamation: Proclamation | null) => void,
   * }} world
   */
  constructor(world) {
    this.world = world;
    /** @type {Queued[]} */
    this.queue = [];
    /** @type {Promise<void> | null} */
    this.speaking = null;
    /** @type {Queued | null} */
    this.current = null;
    this.breakOff = () => {};
    this.isHushed = false;
  }

  /** Take a call to be said; one that is known or too late is dropped. @param {Announcement} announcement */
  hear(announcement) {
    if (this.isHushed || this.isKnown(announcement)) return;
    // A citizen called again while still in the queue is to hear it once.
    this.queue = this.queue.filter((queued) => queued.announcement?.ticket_id !== announcement.ticket_id);
    this.queue.push(this.queued({ announcement }, announcement.audio));
    this.speakNext();
  }

  /** Words to the whole hall: the newest alone, before any call. @param {Proclamation} proclamation */
  proclaim(proclamation) {
    if (this.isKnown(proclamation)) return;
    this.queue = this.queue.filter((queued) => !queued.proclamation);
    this.queue.unshift(this.queued({ proclamation }, proclamation.audio));
    if (this.current?.proclamation) this.interrupt();
    this.speakNext();
  }

  /** While the hall is suspended nobody is on the way to a window. @param {boolean} isHushed */
  hush(isHushed) {
    this.isHushed = isHushed;
    if (!isHushed) return;
    this.queue = this.queue.filter((queued) => queued.proclamation);
    if (this.current?.announcement) this.interrupt();
  }

  interrupt() {
    if (this.current) this.current.isOver = true;
    this.world.sound.stop();
    this.breakOff();
  }

  /** @param {Message} message @param {AudioClip[]} audio @returns {Queued} */
  queued(message, audio) {
    const clips = inOrder(audio).map(({ path }) => {
      const clip = this.world.sound.load(path);
      clip.catch(() => undefined); // told of when its turn comes
      return clip;
    });
    return { ...message, clips, isOver: false };
  }

  speakNext() {
    this.speaking ??= this.speak().finally(() => (this.speaking = null));
  }

  async speak() {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const message = next.announcement ?? next.proclamation;
      if (!message || this.isLate(message)) continue;
      this.world.memory.add(message.id);
      this.current = next;
      /** @type {Promise<void>} */
      const brokenOff = new Promise((resolve) => (this.breakOff = resolve));
      this.show(next);
      await Promise.race([this.say(next), brokenOff]);
      this.current = null;
      this.show(null, next);
      await this.world.wait(PAUSE_MS);
    }
  }

  /** @param {Queued | null} said @param {Queued | null} [former] */
  show(said, former = said) {
    if (former?.announcement) this.world.onSaying(said?.announcement ?? null);
    else this.world.onProclaiming(said?.proclamation ?? null);
  }

  /** @param {Queued} queued */
  async say(queued) {
    let wasHeard = false;
    for (const clip of queued.clips) {
      try {
        const loaded = await clip;
        if (queued.isOver) return;
        await this.world.sound.play(loaded);
        wasHeard = true;
      } catch (error) {
        console.warn("no sound:", error);
      }
      if (queued.isOver) return;
    }
    if (!wasHeard) await this.world.wait(FLASH_MS);
  }

  /** @param {Announcement | Proclamation} message */
  isKnown(message) {
    const isQueued = this.queue.some(({ announcement, proclamation }) => (announcement ?? proclamation)?.id === message.id);
    return isQueued || this.world.memory.has(message.id) || this.isLate(message);
  }

  /** @param {Announcement | Proclamation} message */
  isLate(message) {
    return this.world.serverTime() >= Date.parse(message.expires_at);
  }
}

/** The clips with Ukrainian first. @param {AudioClip[]} audio */
function inOrder(audio) {
  return [...audio.filter(({ language }) => language === "uk"), ...audio.filter(({ language }) => language !== "uk")];
}

/**
 * The last ids that were said, also over a reload of the page.
 *
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 * @param {number} [room]
 * @returns {Memory}
 */
export function memoryIn(storage, room = 400) {
  const key = "cherha.said";
  /** @type {string[]} */
  let ids = [];
  try {
    const kept = JSON.parse(storage.getItem(key) ?? "[]");
    if (Array.isArray(kept)) ids = kept;
  } catch {
    // what cannot be read was not written by us
  }
  return {
    has: (id) => ids.includes(id),
    add: (id) => {
      ids = [...ids, id].slice(-room);
      storage.setItem(key, JSON.stringify(ids));
    },
  };
}
