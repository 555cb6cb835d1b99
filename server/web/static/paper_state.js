/**
 * The state of the page of paper mode: (state, happening) → state. Pure.
 *
 * @import { Answer, PaperTicket, PriorityClass, Problem, Purpose, QueueSnapshot } from "/contract/v1/contract.js"
 * @import { Live, Sign } from "./live.js"
 */
import { labelParts } from "./labels.js";
import { UNHEARD, heard } from "./live.js";

/**
 * @typedef {{id: string, title: string, names: string[], purposes: Purpose[]}} Service   names: in every language
 * @typedef {{key: number, number: string, time: string, service: string, purpose: Purpose | "", priority: PriorityClass}} Row
 * @typedef {"number" | "twice" | "there" | "time" | "later" | "service" | "several" | "purpose"} Fault
 *
 * @typedef {object} Paper
 * @property {string} day                 the hall's date that the times belong to
 * @property {string} letter
 * @property {string} timeZone
 * @property {Service[]} services
 * @property {Row[]} rows                  what is typed, a blank one at the end
 * @property {QueueSnapshot | null} queue
 * @property {Live} live
 * @property {ReadonlySet<string>} taken   numbers that the server has refused
 * @property {string[]} unread             pasted lines that nobody can make out
 * @property {boolean} isDayOver           lines of the day before were cleared
 * @property {boolean} isPlanned           enter them all?
 * @property {boolean} isAsking
 * @property {string[]} entered            labels of the last batch
 * @property {Problem | null} said
 *
 * @typedef {Sign | {kind: "type", key: number, changes: Partial<Row>} | {kind: "add"} | {kind: "remove", key: number}
 *   | {kind: "paste", text: string} | {kind: "plan", isPlanned: boolean} | {kind: "ask"} | {kind: "empty"}
 *   | {kind: "answered", answer: Answer} | {kind: "refused", problem: Problem}} Happening
 */

export const MOST = 200;
const LARGEST_NUMBER = 9999;
const LINE = /^\s*\D{0,4}?(\d{1,4})[\s;,–-]+(\d{1,2}[:.]\d{2})(?:[\s;,–-]+(.*\S))?\s*$/;

/**
 * @param {{day: string, letter: string, timeZone: string, services: Service[], rows: Row[]}} page   rows: as they were left
 * @returns {Paper}
 */
export function begin({ day, letter, timeZone, services, rows }) {
  return {
    day, letter, timeZone, services, rows: withBlank(rows), queue: null, live: UNHEARD, taken: new Set(), unread: [],
    isDayOver: false, isPlanned: false, isAsking: false, entered: [], said: null,
  };
}

/**
 * @param {Paper} state
 * @param {Happening} happening
 * @returns {Paper}
 */
export function after(state, happening) {
  switch (happening.kind) {
    case "heard":
    case "link":
    case "tick":
      return { ...state, live: heard(state.live, happening) };
    case "published": {
      const { snapshot } = happening;
      const live = heard(state.live, happening);
      return snapshot.kind === "queue-snapshot" ? onItsDay({ ...state, live, queue: snapshot }, snapshot.now) : { ...state, live };
    }
    case "type":
      return { ...state, entered: [], isDayOver: false, rows: carriedOn(withBlank(state.rows.map((row) => (row.key === happening.key ? typed(state, row, happening.changes) : row))), happening.key) };
    case "add":
      return { ...state, rows: withBlank(state.rows) };
    case "remove":
      return { ...state, rows: withBlank(state.rows.filter((row) => row.key !== happening.key)) };
    case "paste":
      return pasted(state, happening.text);
    case "plan":
      return { ...state, isPlanned: happening.isPlanned, said: null };
    case "ask":
      return { ...state, isAsking: true, isPlanned: false, said: null };
    case "empty":
      return { ...state, rows: withBlank([]), unread: [], said: null };
    case "answered": {
      const entered = happening.answer.kind === "paper-tickets-entered" ? happening.answer.labels : [];
      return { ...state, isAsking: false, entered, rows: withBlank([]), unread: [], taken: new Set() };
    }
    case "refused":
      return refused({ ...state, isAsking: false, said: happening.problem }, happening.problem);
  }
}

/**
 * Clock times are entered for today: those of the day before would be another truth, so the page begins anew.
 *
 * @param {Paper} state @param {string} now @returns {Paper}
 */
function onItsDay(state, now) {
  const day = new Date(now).toLocaleDateString("sv-SE", { timeZone: state.timeZone }); // which writes dates as ISO 8601 does
  if (day === state.day) return state;
  const isDayOver = filled(state).length > 0;
  return { ...state, day, isDayOver, rows: withBlank([]), taken: new Set(), unread: [], entered: [], isPlanned: false };
}

/**
 * Lines as they were left; none when what lies there is no list of lines.
 *
 * @param {string | null} text
 * @returns {Row[]}
 */
export function rowsLeft(text) {
  try {
    const rows = JSON.parse(text ?? "[]");
    return Array.isArray(rows) ? rows.filter(isRow) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** @param {any} row */
function isRow(row) {
  return typeof row?.key === "number" && [row.number, row.time, row.service, row.purpose, row.priority].every((each) => typeof each === "string");
}

/** @param {Paper} state @param {Problem} problem @returns {Paper} */
function refused(state, problem) {
  if (problem.code !== "number-taken") return state;
  return { ...state, taken: new Set([...state.taken, labelParts(problem.fields.label ?? "").figures]) };
}

/**
 * What leaves no choice is chosen at once; a purpose that the service does not offer is void.
 *
 * @param {Paper} state @param {Row} row @param {Partial<Row>} changes @returns {Row}
 */
function typed(state, row, changes) {
  const next = { ...row, ...changes };
  const service = serviceOf(state, next.service);
  if (!service) return next;
  const isOffered = next.purpose !== "" && service.purposes.includes(next.purpose);
  return { ...next, purpose: isOffered ? next.purpose : service.purposes.length === 1 ? service.purposes[0] : "" };
}

/** @param {Row[]} rows @returns {Row[]} */
function withBlank(rows) {
  const last = rows.at(-1);
  if (last && isBlank(last)) return rows;
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, number: "", time: "", service: last?.service ?? "", purpose: last?.purpose ?? "", priority: "ordinary" }];
}

/** The blank row takes service and purpose of the one above it as these are typed. @param {Row[]} rows @param {number} key @returns {Row[]} */
function carriedOn(rows, key) {
  const [above, last] = rows.slice(-2);
  if (!last || above.key !== key || !isBlank(last)) return rows;
  return [...rows.slice(0, -1), { ...last, service: above.service, purpose: above.purpose }];
}

/** A row with neither number nor time is no row yet: the service above was only carried on. @param {Row} row */
export function isBlank(row) {
  return row.number.trim() === "" && row.time.trim() === "";
}

/** @param {Paper} state @param {string} text @returns {Paper} */
function pasted(state, text) {
  const rows = state.rows.filter((row) => !isBlank(row));
  /** @type {string[]} */
  const unread = [];
  let key = Math.max(0, ...state.rows.map((row) => row.key));
  let above = state.rows.at(-1);
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== "")) {
    const found = LINE.exec(line);
    if (!found) {
      unread.push(line.trim());
      continue;
    }
    const [, number, time, service] = found;
    const said = service ?? above?.service ?? "";
    above = typed(state, { key: ++key, number, time: time.replace(".", ":"), service: said, purpose: above?.purpose ?? "", priority: "ordinary" }, {});
    rows.push(above);
  }
  return { ...state, rows: withBlank(rows), unread, entered: [], isDayOver: false };
}

/**
 * The one service whose name is typed in full, or alone fits what is typed.
 *
 * @param {Paper} state
 * @param {string} text
 */
export function serviceOf(state, text) {
  const fitting = servicesFor(state, text);
  return fitting.length === 1 ? fitting[0] : null;
}

/** @param {Paper} state @param {string} text @returns {Service[]} */
function servicesFor({ services }, text) {
  const sought = text.trim().toLocaleLowerCase();
  if (sought === "") return [];
  const whole = services.filter((each) => [each.title, ...each.names].some((name) => name.toLocaleLowerCase() === sought));
  return whole.length ? whole : services.filter((each) => [each.title, ...each.names].some((name) => name.toLocaleLowerCase().includes(sought)));
}

/** `HH:MM`, or empty when it is no time. @param {string} text */
export function clockOf(text) {
  const found = /^(\d{1,2})[:.\s]?(\d{2})$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return "";
  return `${found[1].padStart(2, "0")}:${found[2]}`;
}

/** The hall's clock now, as `HH:MM`; empty while nobody knows. @param {Paper} state */
export function clockNow({ queue, live, timeZone }) {
  if (!queue) return "";
  return new Date(live.now + live.ahead).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
}

/**
 * Everything that must be mended before a row can be entered.
 *
 * @param {Paper} state
 * @returns {Map<number, Fault[]>}
 */
export function faults(state) {
  const now = clockNow(state);
  const there = new Set(state.taken);
  for (const { label } of [...(state.queue?.tickets ?? []), ...(state.queue?.missed ?? [])]) {
    const parts = labelParts(label);
    if (parts.letters === labelParts(state.letter).letters) there.add(parts.figures);
  }
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { number } of filled(state)) times.set(figures(number), (times.get(figures(number)) ?? 0) + 1);
  return new Map(filled(state).map((row) => {
    const figure = figures(row.number);
    const clock = clockOf(row.time);
    const fitting = servicesFor(state, row.service);
    /** @type {[Fault, boolean][]} */
    const every = [
      ["number", !/^\d+$/.test(row.number.trim()) || Number(figure) < 1 || Number(figure) > LARGEST_NUMBER],
      ["twice", figure !== "" && (times.get(figure) ?? 0) > 1],
      ["there", there.has(figure)],
      ["time", clock === ""],
      ["later", clock !== "" && now !== "" && clock > now],
      ["service", fitting.length === 0],
      ["several", fitting.length > 1],
      ["purpose", fitting.length === 1 && row.purpose === ""],
    ];
    return [row.key, every.filter(([, isWrong]) => isWrong).map(([fault]) => fault)];
  }));
}

/** @param {string} number */
function figures(number) {
  return number.trim().replace(/^0+(?=\d)/, "");
}

/** @param {Paper} state */
export function filled(state) {
  return state.rows.filter((row) => !isBlank(row));
}

/** Whether the batch may be sent. @param {Paper} state */
export function isReady(state) {
  const count = filled(state).length;
  return count > 0 && count <= MOST && !state.isAsking && [...faults(state).values()].every((wrong) => wrong.length === 0);
}

/** @param {Paper} state @returns {PaperTicket[]} */
export function batch(state) {
  return filled(state).map((row) => ({
    number: Number(row.number),
    service_id: serviceOf(state, row.service)?.id ?? "",
    purpose: row.purpose || "hand-in",
    taken_at: clockOf(row.time),
    priority: row.priority,
  }));
}
