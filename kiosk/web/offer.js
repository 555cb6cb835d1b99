/**
 * What the hall offers, as a screen shows it: eight choices at most, the rest on further pages.
 *
 * @import { ServiceCard, ServiceNow, SphereCard } from "/contract/v1/contract.js"
 * @import { State } from "./state.js"
 */
import { isOfSeveral, servicesOfVisit } from "./visit.js";

/** @typedef {{isOpen: boolean, now: ServiceNow | null}} Standing */

/**
 * @param {State} state
 * @returns {SphereCard | null}
 */
export function chosenSphere(state) {
  return state.lease?.spheres.find((sphere) => sphere.sphere_id === state.sphereId) ?? null;
}

/**
 * @param {State} state
 * @returns {ServiceCard | null}
 */
export function chosenService(state) {
  return state.serviceId === null ? null : serviceOf(state, state.serviceId);
}

/**
 * @param {State} state
 * @param {string} serviceId
 * @returns {ServiceCard | null}
 */
export function serviceOf(state, serviceId) {
  const services = state.lease?.spheres.flatMap((sphere) => sphere.services) ?? [];
  return services.find((service) => service.service_id === serviceId) ?? null;
}

/**
 * Where somebody with the whole visit would wait: at its first service, or, in any order, where it is soonest.
 *
 * @param {State} state
 * @returns {Standing}
 */
export function standingOfVisit(state) {
  const [first = "", ...further] = servicesOfVisit(state);
  const all = [first, ...(state.isAnyOrder ? further : [])].map((serviceId) => standing(state, serviceId));
  const soonest = all.filter(({ isOpen, now }) => isOpen && now !== null).sort((one, other) => lengthOf(one) - lengthOf(other));
  return soonest[0] ?? standing(state, first);
}

/** @param {Standing} standing an unknown wait is the longest */
function lengthOf({ now }) {
  return now?.wait ? now.wait.high_minutes : Infinity;
}

/**
 * What a newcomer to the service would meet now.
 *
 * @param {State} state
 * @param {string} serviceId
 * @returns {Standing}
 */
export function standing(state, serviceId) {
  const now = state.hall?.services.find((service) => service.service_id === serviceId) ?? null;
  return { isOpen: now?.intake === "open", now };
}

/**
 * The choices of the page at hand, and whether there are pages around it.
 *
 * @template T
 * @param {readonly T[]} all
 * @param {number} page
 * @param {number} most on one screen
 */
export function onePage(all, page, most) {
  const last = Math.max(0, Math.ceil(all.length / most) - 1);
  const here = Math.min(page, last);
  return { choices: all.slice(here * most, (here + 1) * most), page: here, pages: last + 1 };
}

/**
 * How many spheres, categories, or services with their longer names, a screen takes: fewer when the letters are larger or the reach is lower.
 *
 * @param {State} state
 */
export function mostOnScreen(state) {
  const isRoomy = !state.isLarge && !state.isLow;
  const hasNotice = state.hall !== null && state.hall.intake !== "open" && !state.isAdding && !isOfSeveral(state);
  if (state.screen === "home") return isRoomy ? 8 : hasNotice ? 4 : 6;
  if (state.screen === "category") return isRoomy ? 4 : state.isLarge && state.isLow ? 2 : 3; // a law is named in two lines, below a name of two
  return isRoomy ? 6 : state.isLarge && state.isLow ? 3 : 4;
}

/**
 * The letters with which tickets of a sphere begin, three at most.
 *
 * @param {SphereCard} sphere
 */
export function lettersOf(sphere) {
  return [...new Set(sphere.services.map((service) => service.letter))].slice(0, 3);
}
