/**
 * What one citizen chooses, touch by touch: the services of the visit, their order, the class, and to give the ticket up again. Pure.
 *
 * @import { KioskLease, Problem, Purpose, PriorityClass, TicketGiven } from "/contract/v1/contract.js"
 * @import { Happening, State } from "./state.js"
 *
 * @typedef {"home" | "services" | "purpose" | "confirm" | "category" | "ticket" | "cancelled" | "refused"} Screen
 * @typedef {{step: "asked" | "sending" | "refused", requestId: string | null, problem: Problem | null}} Cancelling
 *
 * @typedef {object} Visit what one citizen has chosen; forgotten when the next one comes
 * @property {Screen} screen
 * @property {string} language
 * @property {boolean} isContrast
 * @property {boolean} isLarge
 * @property {boolean} isLow every target in the lower part of the screen
 * @property {string | null} sphereId whose services are looked at
 * @property {string | null} serviceId the first service
 * @property {Purpose | null} purpose
 * @property {string[]} further services of the same visit
 * @property {boolean} isAnyOrder whichever window is free first
 * @property {boolean} isAdding one more service is being looked for
 * @property {PriorityClass} priority all that is kept of a category
 * @property {number} page of the choices at hand
 * @property {string | null} requestId of the ticket asked for: every repeat of the same wish carries the same
 * @property {boolean} isSending
 * @property {TicketGiven | null} ticket
 * @property {Cancelling | null} cancelling the ticket on the screen is being given up
 * @property {Problem | null} problem
 * @property {number} endsAt when the ticket's screen closes
 */

/** @type {Readonly<Visit>} */
export const NOBODY = Object.freeze({
  screen: "home",
  language: "uk",
  isContrast: false,
  isLarge: false,
  isLow: false,
  sphereId: null,
  serviceId: null,
  purpose: null,
  further: /** @type {string[]} */ ([]),
  isAnyOrder: false,
  isAdding: false,
  priority: "ordinary",
  page: 0,
  requestId: null,
  isSending: false,
  ticket: null,
  cancelling: null,
  problem: null,
  endsAt: 0,
});

/**
 * A touch that chooses something; `null` for every other.
 *
 * @param {State} state
 * @param {Happening} happening
 * @returns {State | null}
 */
export function chosen(state, happening) {
  switch (happening.kind) {
    case "sphere":
      return { ...state, screen: "services", sphereId: happening.id, page: 0 };
    case "service":
      return state.isAdding ? withFurther(state, happening.id) : withService(state, happening.id);
    case "purpose":
      return { ...state, screen: "confirm", purpose: happening.purpose };
    case "add":
      return mayAdd(state) ? { ...state, screen: "home", isAdding: true, page: 0 } : state;
    case "remove":
      return without(state, happening.id);
    case "any-order":
      return { ...state, isAnyOrder: !state.isAnyOrder, requestId: null };
    case "out-of-turn":
      return outOfTurn(state);
    case "category":
      return { ...state, screen: "confirm", page: 0, priority: happening.isByLaw ? "lawful" : "local" };
    case "back":
      return state.isSending ? state : back(state);
    case "take":
      return taking(state, happening.requestId);
    default:
      return null;
  }
}

/**
 * The services of the visit, the first one before the others.
 *
 * @param {Visit} visit
 */
export function servicesOfVisit({ serviceId, further }) {
  return serviceId === null ? [] : [serviceId, ...further];
}

/**
 * A visit of several services is not given up by going back, nor by the refusal of one.
 *
 * @param {Visit} visit
 */
export function isOfSeveral({ further }) {
  return further.length > 0;
}

/**
 * Whether there is room in the visit for one more of the hall's services.
 *
 * @param {State} state
 */
export function mayAdd(state) {
  const had = servicesOfVisit(state).length;
  return !state.isSending && had < (state.lease?.services_per_visit ?? 1) && had < servicesIn(state.lease).length;
}

/**
 * A catalogue that changes under a citizen's hands may have lost what they chose.
 *
 * @param {State} state
 * @param {KioskLease} lease
 * @returns {State}
 */
export function withLease(state, lease) {
  const renewed = { ...state, lease };
  const isPast = state.screen === "ticket" || state.screen === "cancelled" || state.isSending;
  if (isPast || (state.screen === "home" && !state.isAdding)) return renewed;
  const offered = new Set(servicesIn(lease).map((service) => service.service_id));
  const isLooking = state.screen === "services";
  const hasSphere = !isLooking || lease.spheres.some((sphere) => sphere.sphere_id === state.sphereId);
  const isChosen = !isLooking || state.isAdding;
  const hasServices = !isChosen || servicesOfVisit(state).every((serviceId) => offered.has(serviceId));
  return hasSphere && hasServices ? renewed : { ...renewed, ...NOTHING };
}

const NOTHING = Object.freeze({
  screen: /** @type {Screen} */ ("home"),
  page: 0,
  serviceId: null,
  purpose: null,
  further: /** @type {string[]} */ ([]),
  isAnyOrder: false,
  isAdding: false,
  priority: /** @type {PriorityClass} */ ("ordinary"),
  requestId: null,
});

/**
 * Whoever came back for it and chooses the same is at the last look again; another one takes its place, and what was added stays.
 *
 * @param {State} state
 * @param {string} serviceId
 * @returns {State}
 */
function withService(state, serviceId) {
  const offered = servicesIn(state.lease);
  const service = offered.find((each) => each.service_id === serviceId);
  if (!service) return state;
  const further = state.further.filter((id) => id !== serviceId && offered.some((each) => each.service_id === id));
  const isSame = serviceId === state.serviceId && state.purpose !== null && service.purposes.includes(state.purpose);
  const isAnyOrder = state.isAnyOrder && further.length > 0;
  if (isSame) return { ...state, further, isAnyOrder, screen: "confirm", page: 0, requestId: null };
  const only = service.purposes.length === 1 ? (service.purposes[0] ?? null) : null;
  const kept = further.length > 0 ? { further, isAnyOrder, priority: state.priority } : {};
  return { ...state, ...NOTHING, ...kept, serviceId, purpose: only, screen: only ? "confirm" : "purpose" };
}

/**
 * One that the visit has already, or that is closed now, is not added.
 *
 * @param {State} state
 * @param {string} serviceId
 * @returns {State}
 */
function withFurther(state, serviceId) {
  const isOpen = state.hall?.services.some((each) => each.service_id === serviceId && each.intake === "open") ?? false;
  if (!isOpen || servicesOfVisit(state).includes(serviceId)) return state;
  return added({ ...state, further: [...state.further, serviceId], requestId: null });
}

/**
 * @param {State} state
 * @param {string} serviceId
 * @returns {State}
 */
function without(state, serviceId) {
  const further = state.further.filter((each) => each !== serviceId);
  return { ...state, further, isAnyOrder: state.isAnyOrder && further.length > 0, requestId: null };
}

/**
 * Back at the last look, whether or not one was added.
 *
 * @param {State} state
 * @returns {State}
 */
function added(state) {
  const sphere = state.lease?.spheres.find(({ services }) => services.some((each) => each.service_id === state.serviceId));
  return { ...state, screen: "confirm", isAdding: false, sphereId: sphere?.sphere_id ?? null, page: 0 };
}

/**
 * @param {State} state
 * @returns {State}
 */
function outOfTurn(state) {
  if (state.priority !== "ordinary") return { ...state, priority: "ordinary" };
  const isAsked = (state.lease?.categories ?? []).length > 0;
  return isAsked ? { ...state, screen: "category", page: 0 } : { ...state, priority: "lawful" };
}

/**
 * @param {State} state
 * @param {string} requestId
 * @returns {State}
 */
function taking(state, requestId) {
  // A second touch while the first is under way is the same wish, and so is a repeat after the way broke.
  if (state.isSending || !state.serviceId || !state.purpose) return state;
  return { ...state, screen: "confirm", isSending: true, problem: null, requestId: state.requestId ?? requestId };
}

/**
 * @param {State} state
 * @returns {State}
 */
function back(state) {
  if (state.page > 0 && ["home", "services", "category"].includes(state.screen)) return { ...state, page: state.page - 1 };
  const service = servicesIn(state.lease).find((each) => each.service_id === state.serviceId);
  const isAsked = (service?.purposes.length ?? 0) > 1;
  switch (state.screen) {
    case "category":
      return { ...state, screen: "confirm", page: 0 };
    case "confirm":
      return { ...state, screen: isAsked ? "purpose" : "services", requestId: null };
    case "purpose":
      return { ...state, screen: "services" };
    case "services":
      // The first screen looks the same to the next citizen: of a single choice it keeps nothing, and of a visit it says so.
      return isOfSeveral(state) || state.isAdding ? { ...state, screen: "home", page: 0 } : { ...state, ...NOTHING };
    case "home":
      return state.isAdding ? added(state) : state;
    case "refused":
      return isOfSeveral(state) ? { ...state, screen: "confirm", problem: null, requestId: null } : state;
    default:
      return state;
  }
}

/** @param {KioskLease | null} lease */
function servicesIn(lease) {
  return lease?.spheres.flatMap((sphere) => sphere.services) ?? [];
}
