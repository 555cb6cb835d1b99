/** What a board is told to say, as values for tests. */

/** @import { Announcement, Proclamation } from "/contract/v1/contract.js" */

export const NOON = Date.parse("2026-03-02T10:00:00.000Z");

/** @param {number} seconds */
export const time = (seconds) => new Date(NOON + seconds * 1000).toISOString();

/**
 * @param {string} id
 * @param {{ticket?: string, expires?: number, audio?: Announcement["audio"]}} [options]
 * @returns {Announcement}
 */
export const announcement = (id, { ticket = id, expires = 60, audio = [{ language: "uk", path: `/audio/${id}.wav`, seconds: 1 }] } = {}) => ({
  id,
  hall_id: "hall",
  ticket_id: ticket,
  label: "А 001",
  window_name: "1",
  texts: {},
  audio,
  called_at: time(0),
  expires_at: time(expires),
});

/** @param {string} id @param {number} [expires] @returns {Proclamation} */
export const proclamation = (id, expires = 60) => ({
  id,
  hall_id: "hall",
  texts: { uk: "Увага!" },
  audio: [{ language: "uk", path: `/audio/${id}.wav`, seconds: 1 }],
  expires_at: time(expires),
});
