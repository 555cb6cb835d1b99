/**
 * The state of the reception page: (state, happening) → state. Pure.
 *
 * @import { Answer, BoxesSnapshot, BoxNow, PriorityClass, Problem, Purpose, QueueEntry, QueueSnapshot, TicketGiven } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Live, Sign } from "./live.js"
 * @import { NewRoll, Paper } from "./roll_state.js"
 * @import { Decision } from "./decision_state.js"
 */
import { isOpen } from "./decision_state.js";
import { labelParts } from "./labels.js";
import { UNHEARD, heard } from "./live.js";
import { seemsChanged, stillAsked } from "./roll_state.js";

/**
 * @typedef {{id: string, name: Record<string, string>, letter: string, purposes: Purpose[]}} OfferedService
 * @typedef {{id: string, name: Record<string, string>, services: OfferedService[]}} OfferedSphere
 * @typedef {{serviceIds: string[], isAnyOrder: boolean}} Route   services of a visit, or the rest of them
 * @typedef {{sphereId: string, serviceId: string, purpose: Purpose | "", priority: PriorityClass, route: Route, bookedFor: string}} Wish   `bookedFor` as HH:MM, or empty
 * @typedef {{entry: QueueEntry, route: Route}} Change   of a ticket that waits
 *
 * @typedef {object} Reception
 * @property {OfferedSphere[]} spheres
 * @property {QueueSnapshot | null} queue
 * @property {number} queueAt              when the line was told, on the page's clock
 * @property {BoxesSnapshot | null} boxes
 * @property {Live} live
 * @property {string} copyBox              where copies are to come out; empty: where they usually do
 * @property {Paper} paper
 * @property {NewRoll | null} newRoll      is it in?
 * @property {string} sought               what is typed into the search
 * @property {Wish} wish                   the ticket that is being asked for
 * @property {TicketGiven | null} given    the last ticket given here, until it is put away
 * @property {boolean} isLate              the last one came too late for the appointment
 * @property {QueueEntry | null} pondered  cancel this ticket?
 * @property {Change | null} changed       other services for a ticket, until they are saved
 * @property {number} servicesPerVisit
 * @property {Decision | null} planned     for the whole hall, if it is confirmed
 * @property {boolean} isAsking            one request is under way
 * @property {Problem | {copyAt: string} | null} said   a refusal, or at which box a copy comes out
 *
 * @typedef {Sign | {kind: "seek", text: string} | {kind: "wish", wish: Partial<Wish>} | {kind: "ask"}
 *   | {kind: "answered", answer: Answer} | {kind: "refused", problem: Problem} | {kind: "put-away"}
 *   | {kind: "change", change: Change | null} | {kind: "ponder", entry: QueueEntry | null} | {kind: "plan", plan: Decision | null}
 *   | {kind: "roll", roll: NewRoll | null} | {kind: "copy-at", boxId: string}} Happening
 */

/** @type {Wish} */
const NO_WISH = { sphereId: "", serviceId: "", purpose: "", priority: "ordinary", route: { serviceIds: [], isAnyOrder: false }, bookedFor: "" };

/**
 * @param {{spheres: OfferedSphere[], servicesPerVisit?: number, paper: Paper}} page
 * @returns {Reception}
 */
export function begin({ spheres, servicesPerVisit = 1, paper }) {
  return {
    spheres, servicesPerVisit, paper, newRoll: null, copyBox: "", isLate: false, changed: null, queue: null, queueAt: 0, boxes: null, live: UNHEARD,
    sought: "", wish: NO_WISH, given: null, pondered: null, planned: null, isAsking: false, said: null,
  };
}

/**
 * @param {Reception} state
 * @param {Happening} happening
 * @returns {Reception}
 */
export function after(state, happening) {
  switch (happening.kind) {
    case "heard":
    case "link":
    case "tick":
      return { ...state, live: heard(state.live, happening) };
    case "published":
      return told({ ...state, live: heard(state.live, happening) }, happening.snapshot);
    case "seek":
      return { ...state, sought: happening.text };
    case "wish":
      return { ...state, wish: wished(state, happening.wish) };
    case "ask":
      return { ...state, isAsking: true, said: null, changed: null, pondered: null, planned: null, newRoll: null };
    case "answered":
      return answered({ ...state, isAsking: false }, happening.answer);
    case "refused":
      return { ...state, isAsking: false, said: happening.problem };
    case "copy-at":
      return { ...state, copyBox: happening.boxId };
    case "put-away":
      return { ...state, given: null };
    case "change":
      return { ...state, changed: happening.change };
    case "ponder":
      return { ...state, pondered: happening.entry };
    case "plan":
      return { ...state, planned: happening.plan };
    case "roll":
      return { ...state, newRoll: happening.roll, said: null };
  }
}

/** @param {Reception} state @param {import("/contract/v1/contract.js").Snapshot} snapshot @returns {Reception} */
function told(state, snapshot) {
  if (snapshot.kind === "queue-snapshot") return { ...state, queue: snapshot, queueAt: state.live.now, planned: stillPlanned(state.planned, snapshot) };
  return snapshot.kind === "boxes-snapshot" ? { ...state, boxes: snapshot, newRoll: stillAsked(state.newRoll, snapshot) } : state;
}

/** @param {Decision | null} plan @param {QueueSnapshot} queue */
function stillPlanned(plan, queue) {
  return plan && isOpen(plan, queue) ? plan : null;
}

/** @param {Reception} state @param {Answer} answer @returns {Reception} */
function answered(state, answer) {
  if (answer.kind === "ticket-given") {
    const isLate = state.wish.bookedFor !== "" && answer.priority === "ordinary";
    return { ...state, given: answer, isLate, wish: NO_WISH };
  }
  return { ...state, said: answer.kind === "print-ordered" ? { copyAt: answer.box_name } : null };
}

/**
 * A change of mind further up makes what was chosen below it void; what leaves no choice is chosen at once.
 *
 * @param {Reception} state
 * @param {Partial<Wish>} change
 * @returns {Wish}
 */
function wished(state, change) {
  const wish = { ...state.wish, ...change };
  const services = servicesOf(state, wish.sphereId);
  const service = services.find((each) => each.id === wish.serviceId) ?? (services.length === 1 ? services[0] : null);
  const purposes = service?.purposes ?? [];
  const isOffered = wish.purpose !== "" && purposes.includes(wish.purpose);
  const purpose = isOffered ? wish.purpose : purposes.length === 1 ? purposes[0] : "";
  const serviceId = service?.id ?? "";
  const serviceIds = wish.route.serviceIds.filter((each) => each !== serviceId);
  const isAnyOrder = wish.route.isAnyOrder && serviceIds.length > 0;
  return { ...wish, serviceId, purpose, route: { serviceIds, isAnyOrder } };
}

/** @param {Reception} state @param {string} sphereId */
export function servicesOf(state, sphereId) {
  return state.spheres.find((sphere) => sphere.id === sphereId)?.services ?? [];
}

/**
 * @param {Reception} state
 * @param {string} id
 * @param {Speaker} speak
 */
export function serviceName(state, id, { of }) {
  return of(state.spheres.flatMap((sphere) => sphere.services).find((service) => service.id === id)?.name ?? {}) || "…";
}

/** @param {Reception} state */
export function chosenService(state) {
  return servicesOf(state, state.wish.sphereId).find((service) => service.id === state.wish.serviceId) ?? null;
}

/**
 * Living and missed tickets whose label fits what is sought: letter, figures or both, with or without zeros and spaces.
 *
 * @param {Reception} state
 * @returns {{entry: QueueEntry, isMissed: boolean}[]}
 */
export function found(state) {
  const every = [
    ...(state.queue?.tickets ?? []).map((entry) => ({ entry, isMissed: false })),
    ...(state.queue?.missed ?? []).map((entry) => ({ entry, isMissed: true })),
  ];
  const sought = labelParts(state.sought);
  return every.filter(({ entry }) => {
    const label = labelParts(entry.label);
    return label.letters.startsWith(sought.letters) && label.figures.startsWith(sought.figures);
  });
}

/**
 * Seconds that the one who has waited longest has waited by now.
 *
 * @param {Reception} state
 */
export function longestWait(state) {
  const waits = (state.queue?.tickets ?? []).filter((entry) => entry.state === "waiting").map((entry) => entry.waited_seconds);
  if (state.queue?.suspension) return Math.max(0, ...waits);
  return waits.length ? Math.max(...waits) + Math.max(0, Math.floor((state.live.now - state.queueAt) / 1000)) : 0;
}

/**
 * Whether somebody must go and look: the box is silent, a device of it has a fault, or nobody knows how it is.
 *
 * @param {BoxNow} box
 */
export function isInTrouble(box) {
  return !box.is_alive || box.devices.some((device) => device.state === "fault" || device.state === "unknown");
}

/**
 * Whether somebody should look after it: in trouble, or soon to be, or a roll is to be counted that seems new.
 *
 * @param {BoxNow} box
 */
export function needsCare(box) {
  return isInTrouble(box) || box.devices.some((device) => device.state !== "ready" || seemsChanged(device));
}

/** @param {Pick<Reception, "boxes">} state @returns {BoxNow[]} */
export function printingBoxes({ boxes }) {
  return (boxes?.boxes ?? []).filter((box) => box.has_printer);
}

/** The printer that was chosen, while it is there. @param {Pick<Reception, "boxes" | "copyBox">} state */
export function copyBox(state) {
  return printingBoxes(state).find((box) => box.box_id === state.copyBox);
}
