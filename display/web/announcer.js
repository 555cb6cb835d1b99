/**
 * Says calls one after another, each id once: chime, voice and flash begin and end together.
 *
 * @import { Announcement } from "/contract/v1/contract.js"
 *
 * @typedef {{
 *   load: (path: string) => Promise<unknown>,
 *   play: (loaded: any) => Promise<void>,
 * }} Sound what `load` gives is what `play` takes; both reject when there is no sound to be had
 * @typedef {{has: (id: string) => boolean, add: (id: string) => void}} Memory the ids that were said
 * @typedef {{announcement: Announcement, clips: Promise<unknown>[]}} Queued
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
   * }} world
   */
  constructor(world) {
    this.world = world;
    /** @type {Queued[]} */
    this.queue = [];
    /** @type {Promise<void> | null} */
    this.speaking = null;
  }

  /** Take a call to be said; one that is known or too late is dropped. @param {Announcement} announcement */
  hear(announcement) {
    const isQueued = this.queue.some((queued) => queued.announcement.id === announcement.id);
    if (isQueued || this.world.memory.has(announcement.id) || this.isLate(announcement)) return;
    // A citizen called again while still in the queue is to hear it once.
    this.queue = this.queue.filter((queued) => queued.announcement.ticket_id !== announcement.ticket_id);
    const clips = inOrder(announcement).map(({ path }) => {
      const clip = this.world.sound.load(path);
      clip.catch(() => undefined); // told of when its turn comes
      return clip;
    });
    this.queue.push({ announcement, clips });
    this.speaking ??= this.speak().finally(() => (this.speaking = null));
  }

  async speak() {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      if (this.isLate(next.announcement)) continue;
      this.world.memory.add(next.announcement.id);
      this.world.onSaying(next.announcement);
      if (!(await this.play(next.clips))) await this.world.wait(FLASH_MS);
      this.world.onSaying(null);
      await this.world.wait(PAUSE_MS);
    }
  }

  /** @param {Promise<unknown>[]} clips @returns {Promise<boolean>} whether anything was heard */
  async play(clips) {
    let wasHeard = false;
    for (const clip of clips) {
      try {
        await this.world.sound.play(await clip);
        wasHeard = true;
      } catch (error) {
        console.warn("no sound:", error);
      }
    }
    return wasHeard;
  }

  /** @param {Announcement} announcement */
  isLate(announcement) {
    return this.world.serverTime() >= Date.parse(announcement.expires_at);
  }
}

/** The clips with Ukrainian first. @param {Announcement} announcement */
function inOrder({ audio }) {
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
