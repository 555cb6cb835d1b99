/**
 * The one way in which our pages speak with the server: commands by HTTP, news by socket.
 *
 * @import { Announcement, Commands, Problem, Proclamation, Published, Revision } from "../contract.js"
 */
import { io } from "../vendor/socket.io.esm.min.js";

/** A refusal of the server, or of the way to it (`server-away`). */
export class Refused extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }

  /** @param {string} language */
  sentence(language) {
    return this.problem.titles[language] ?? this.problem.title;
  }
}

/** A fresh request id, one for each touch or press; keep it for every repeat of that same touch. */
export function newRequestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Sends a command; repeats it with the same request id when the way was broken, so nothing is done twice.
 *
 * @template {keyof Commands} Name
 * @param {Name} name
 * @param {Omit<Commands[Name]["asked"], "request_id"> & {request_id?: string}} members
 * @param {{csrf?: string, tries?: number, timeoutMs?: number}} [options]
 * @returns {Promise<Commands[Name]["answered"]>} the answer with its `kind`; rejects with `Refused`
 */
export async function command(name, members, { csrf, tries = 3, timeoutMs = 4000 } = {}) {
  const body = JSON.stringify({ request_id: newRequestId(), ...members });
  for (let left = tries; ; left -= 1) {
    try {
      const reply = await fetch(`/v1/commands/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...(csrf ? { "X-CSRFToken": csrf } : {}) },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = await reply.json();
      if (reply.ok) return answer;
      throw new Refused(answer);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (left <= 1) throw new Refused(AWAY);
    }
  }
}

/** @type {Problem} */
const AWAY = {
  code: "server-away",
  status: 503,
  title: "Немає зв’язку з сервером. Зверніться до рецепції.",
  titles: {
    uk: "Немає зв’язку з сервером. Зверніться до рецепції.",
    en: "The server does not answer. Please ask at reception.",
  },
  fields: {},
};

/**
 * @param {Revision} newer
 * @param {Revision | null} held
 */
export function isNewer(newer, held) {
  return (
    held === null ||
    newer.sequence > held.sequence ||
    (newer.sequence === held.sequence && newer.refresh > held.refresh)
  );
}

/**
 * Joins topics and keeps them joined: websocket only, with jittered reconnects, dropping snapshots that are not newer.
 *
 * `heard` tells of every sign of life, the server's pings too: who shows news as live measures the silence by it.
 *
 * @param {string[]} topics
 * @param {{
 *   snapshot: (published: Published) => void,
 *   announcement?: (announcement: Announcement) => void,
 *   proclamation?: (proclamation: Proclamation) => void,
 *   link?: (isUp: boolean) => void,
 *   heard?: () => void,
 *   refused?: (problem: Problem) => void,
 * }} listeners
 * @param {Record<string, string>} [auth] what the server asks of this client beyond its cookie
 * @returns {{close: () => void}}
 */
export function listen(topics, listeners, auth = {}) {
  /** @type {Map<string, Revision>} */
  const held = new Map();
  const socket = io({
    transports: ["websocket"],
    auth,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
    randomizationFactor: 0.6,
    timeout: 4000,
  });
  /** @param {Published} published */
  const take = (published) => {
    if (!isNewer(published.revision, held.get(published.topic) ?? null)) return;
    held.set(published.topic, published.revision);
    listeners.snapshot(published);
  };
  socket.on("connect", async () => {
    // Only within one connection: a server restored from a backup counts on from there.
    held.clear();
    for (const topic of topics) {
      const reply = await socket.emitWithAck("join", { topic }).catch(() => null);
      if (reply === null) return; // lost on the way: the next connect joins again
      if (reply.problem) listeners.refused?.(reply.problem);
      else take(reply);
    }
    listeners.link?.(true);
  });
  socket.on("snapshot", take);
  socket.on("announcement", (announcement) => listeners.announcement?.(announcement));
  socket.on("proclamation", (proclamation) => listeners.proclamation?.(proclamation));
  if (listeners.heard) {
    socket.io.on("ping", listeners.heard);
    socket.io.on("packet", listeners.heard);
  }
  socket.on("disconnect", () => listeners.link?.(false));
  socket.on("connect_error", (error) => {
    listeners.link?.(false);
    const problem = /** @type {{data?: {problem?: Problem}}} */ (error).data?.problem;
    if (problem) listeners.refused?.(problem);
  });
  return { close: () => void socket.close() };
}
