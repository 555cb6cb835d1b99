/**
 * The state of the supervisor's page: (state, happening) → state. Pure.
 *
 * @import { Answer, BoxesSnapshot, ContinuedTicket, Problem, QueueEntry, QueueSnapshot, WindowNow } from "/contract/v1/contract.js"
 * @import { Decision } from "./decision_state.js"
 * @import { Live, Sign } from "./live.js"
 * @import { NewRoll, Paper } from "./roll_state.js"
 * @import { OfferedSphere } from "./reception_state.js"
 */
import { isOpen } from "./decision_state.js";
import { waited } from "./desk_state.js";
import { UNHEARD, heard } from "./live.js";
import { stillAsked } from "./roll_state.js";

/**
 * @typedef {{kind: Decision} | {kind: "continue", chosen: ReadonlySet<string>}} Plan   what is asked about before it is done
 *
 * @typedef {object} Supervision
 * @property {OfferedSphere[]} spheres
 * @property {QueueSnapshot | null} queue
 * @property {number} queueAt              when the hall was told, on the page's clock
 * @property {BoxesSnapshot | null} boxes
 * @property {Live} live
 * @property {Paper} paper
 * @property {NewRoll | null} newRoll      is it in?
 * @property {Plan | null} planned
 * @property {boolean} isAsking            one request is under way
 * @property {ContinuedTicket[]} granted   who goes on another day, until the list is put away
 * @property {Problem | null} said
 *
 * @typedef {Sign | {kind: "plan", plan: Plan | null} | {kind: "choose", ids: string[], isChosen: boolean} | {kind: "ask"}
 *   | {kind: "answered", answer: Answer} | {kind: "refused", problem: Problem} | {kind: "put-away"}
 *   | {kind: "roll", roll: NewRoll | null}} Happening
 *
 * @typedef {object} Row                   who waits for one service
 * @property {string} sphereId
 * @property {Record<string, string>} sphere
 * @property {string} serviceId
 * @property {Record<string, string>} service
 * @property {number} people
 * @property {number} oldest               seconds that the first of them has waited by now
 * @property {number} calling              windows that call its visitors now
 */

/**
 * @param {{spheres: OfferedSphere[], paper: Paper}} page
 * @returns {Supervision}
 */
export function begin({ spheres, paper }) {
  return { spheres, paper, newRoll: null, queue: null, queueAt: 0, boxes: null, live: UNHEARD, planned: null, isAsking: false, granted: [], said: null };
}

/**
 * @param {Supervision} state
 * @param {Happening} happening
 * @returns {Supervision}
 */
export function after(state, happening) {
  switch (happening.kind) {
    case "heard":
    case "link":
    case "tick":
      return { ...state, live: heard(state.live, happening) };
    case "published": {
      const live = heard(state.live, happening);
      const { snapshot } = happening;
      if (snapshot.kind === "boxes-snapshot") return { ...state, live, boxes: snapshot, newRoll: stillAsked(state.newRoll, snapshot) };
      if (snapshot.kind !== "queue-snapshot") return { ...state, live };
      return { ...state, live, queue: snapshot, queueAt: live.now, planned: stillPlanned(state, snapshot) };
    }
    case "plan":
      return { ...state, planned: happening.plan, said: null };
    case "choose":
      return chosen(state, happening.ids, happening.isChosen);
    case "ask":
      return { ...state, isAsking: true, said: null, planned: null, newRoll: null };
    case "answered": {
      const { answer } = happening;
      const granted = answer.kind === "continuation-granted" ? [...state.granted, ...answer.tickets] : state.granted;
      return { ...state, isAsking: false, granted };
    }
    case "refused":
      return { ...state, isAsking: false, said: happening.problem };
    case "put-away":
      return { ...state, granted: [] };
    case "roll":
      return { ...state, newRoll: happening.roll, said: null };
  }
}

/** @param {Supervision} state @param {string[]} ids @param {boolean} isChosen @returns {Supervision} */
function chosen(state, ids, isChosen) {
  if (state.planned?.kind !== "continue") return state;
  const next = new Set(state.planned.chosen);
  for (const id of ids) isChosen ? next.add(id) : next.delete(id);
  return { ...state, planned: { kind: "continue", chosen: next } };
}

/**
 * What a colleague has decided meanwhile is not asked once more, nor what is asked of nobody any more.
 *
 * @param {Supervision} state   before the news
 * @param {QueueSnapshot} queue
 * @returns {Plan | null}
 */
function stillPlanned({ planned, queue: before }, queue) {
  if (planned?.kind !== "continue") return planned && isOpen(planned.kind, queue) ? planned : null;
  if (everyContinuable(queue).length === 0 && everyContinuable(before).length > 0) return null;
  // Whoever was ticked while waiting and has been called since is on the way to a window.
  const waitedBefore = new Set(everyContinuable(before).filter(isUncalled).map((entry) => entry.ticket_id));
  const left = everyContinuable(queue).filter((entry) => isUncalled(entry) || !waitedBefore.has(entry.ticket_id));
  return { kind: "continue", chosen: new Set(left.map((entry) => entry.ticket_id).filter((id) => planned.chosen.has(id))) };
}

/**
 * The choice as it is offered at first: all who wait today. Whoever was called is on the way to a window.
 *
 * @param {Supervision} state
 * @returns {Plan}
 */
export function continuation(state) {
  const { today } = continuable(state.queue);
  return { kind: "continue", chosen: new Set(today.filter(isUncalled).map((entry) => entry.ticket_id)) };
}

/** @param {QueueEntry} entry */
function isUncalled({ state }) {
  return state !== "called";
}

/**
 * Who may go on another day, by place: of today, left over from the last open day, and granted a day that is closed now.
 *
 * @param {QueueSnapshot | null} queue
 * @returns {{today: QueueEntry[], before: QueueEntry[], closed: QueueEntry[]}}
 */
export function continuable(queue) {
  const today = (queue?.tickets ?? []).filter(({ state }) => ["waiting", "called", "parked"].includes(state));
  const unfinished = queue?.unfinished ?? [];
  return { today, before: unfinished.filter(({ state }) => state === "expired"), closed: unfinished.filter(isToCome) };
}

/** @param {QueueSnapshot | null} queue */
function everyContinuable(queue) {
  const { today, before, closed } = continuable(queue);
  return [...today, ...before, ...closed];
}

/** Whether somebody is in the hall today, so that there is a wait to show.
 * @param {QueueSnapshot | null} queue @param {QueueEntry} entry */
export function isHere(queue, entry) {
  return !(queue?.unfinished ?? []).includes(entry);
}

/** Among the unfinished, who waits for a day to come. @param {QueueEntry} entry */
function isToCome({ state }) {
  return state === "waiting";
}

/**
 * The chosen ones that may still go on: somebody may have been called and served meanwhile.
 *
 * @param {Supervision} state
 */
export function stillChosen(state) {
  if (state.planned?.kind !== "continue") return [];
  const { chosen } = state.planned;
  return everyContinuable(state.queue).map((entry) => entry.ticket_id).filter((id) => chosen.has(id));
}

/** @param {Supervision} state */
export function waiting(state) {
  return (state.queue?.tickets ?? []).filter((entry) => entry.state === "waiting");
}

/**
 * Waiting people by service, in the order of the catalogue.
 *
 * @param {Supervision} state
 * @returns {Row[]}
 */
export function rows(state) {
  /** @type {Map<string, QueueEntry[]>} */
  const byService = new Map();
  for (const entry of waiting(state)) byService.set(entry.service_id, [...(byService.get(entry.service_id) ?? []), entry]);
  const listed = state.spheres.flatMap((sphere) =>
    sphere.services.filter(({ id }) => byService.has(id)).map((service) => row(state, sphere, service.id, service.name, byService)));
  const known = new Set(listed.map(({ serviceId }) => serviceId));
  const others = [...byService.keys()].filter((id) => !known.has(id)); // made in the office since the page was opened
  return [...listed, ...others.map((id) => row(state, { id: "", name: {} }, id, byService.get(id)?.[0]?.service_name ?? {}, byService))];
}

/**
 * @param {Supervision} state
 * @param {{id: string, name: Record<string, string>}} sphere
 * @param {string} serviceId
 * @param {Record<string, string>} service
 * @param {Map<string, QueueEntry[]>} byService
 * @returns {Row}
 */
function row(state, sphere, serviceId, service, byService) {
  const entries = byService.get(serviceId) ?? [];
  const oldest = Math.max(0, ...entries.map((entry) => waited(state, entry)));
  const calling = (state.queue?.windows ?? []).filter((window) => isCalling(window) && window.service_ids.includes(serviceId)).length;
  return { sphereId: sphere.id, sphere: sphere.name, serviceId, service, people: entries.length, oldest, calling };
}

/** @param {WindowNow} window */
export function isCalling(window) {
  return window.person_id !== null && window.work === "at-window";
}

/**
 * Waiting people whom no window calls now.
 *
 * @param {Supervision} state
 */
export function unserved(state) {
  const calling = (state.queue?.windows ?? []).filter(isCalling);
  return waiting(state).filter((entry) => !calling.some((window) =>
    window.window_id === entry.line_window || window.person_id === entry.line_person
      || entry.line_services.some((id) => window.service_ids.includes(id))));
}

/**
 * What goes on at a window, in one word.
 *
 * @param {WindowNow} window
 * @returns {"empty" | "break" | "back-office" | "called" | "serving" | "free"}
 */
export function workAt(window) {
  if (window.person_id === null) return "empty";
  if (window.ticket_state === "called" || window.ticket_state === "serving") return window.ticket_state;
  return window.work === "at-window" ? "free" : window.work;
}
