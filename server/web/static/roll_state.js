/**
 * A new roll of paper, from the button to the word that it is in. Pure.
 *
 * @import { BoxesSnapshot, BoxId, BoxNow, DeviceNow, PaperLeft } from "/contract/v1/contract.js"
 *
 * @typedef {{metres: number, timeZone: string}} Paper   what the hall calls a roll, and by which clock it is told when one ends
 * @typedef {object} NewRoll            what is asked about before it is counted
 * @property {BoxId} boxId
 * @property {string} boxName
 * @property {string} device
 * @property {string} metres            as typed
 * @property {string | null} since      when the roll was put in that it follows; null: none was counted
 */

const PRINTERS = new Set(["printer", "spare"]);
/** No more than three slips of the rest are told to the slip, of many only tens: it is a guess. @type {[number, number][]} */
const STEPS = [[100, 10], [20, 5]];
const HALF_AN_HOUR = 1_800_000;
const DAY_MS = 86_400_000;

/** @param {DeviceNow} device */
export function isPrinter(device) {
  return PRINTERS.has(device.name);
}

/** Whether a roll seems to be new though nobody has said so: there was no paper, and now there is. @param {DeviceNow} device */
export function seemsChanged(device) {
  return device.has_run_out && device.paper !== null && (device.state === "ready" || device.state === "warning");
}

/** What a colleague has said meanwhile is not asked once more. @param {NewRoll | null} roll @param {BoxesSnapshot} snapshot */
export function stillAsked(roll, snapshot) {
  const box = roll && snapshot.boxes.find((each) => each.box_id === roll.boxId);
  const device = box && box.devices.find((each) => each.name === roll.device);
  return device && (device.paper?.since ?? null) === roll.since ? roll : null;
}

/**
 * Millimetres for the command: those that were shown, since the office may have changed the usual length meanwhile; null: none was typed.
 *
 * @param {NewRoll} roll
 */
export function lengthOf(roll) {
  return roll.metres.trim() === "" ? null : Math.round(Number(roll.metres) * 1000);
}

/** Printers whose paper runs out soon. @param {BoxesSnapshot | null} snapshot */
export function runningLow(snapshot) {
  return (snapshot?.boxes ?? []).flatMap((box) => box.devices.filter((each) => each.fault === "paper-low").map((device) => ({ box, device })));
}

/** Whether a box's name alone does not say which printer is meant. @param {BoxNow} box */
export function hasSeveralPrinters(box) {
  return box.devices.filter(isPrinter).length > 1;
}

/** About so many. @param {number} slips */
export function about(slips) {
  const step = STEPS.find(([least]) => slips >= least)?.[1] ?? 1;
  return Math.floor(slips / step) * step;
}

/**
 * «15:00», «пт 15:00» within a week, else the date: nobody foresees the hour of so late a day. A half hour earlier rather
 * than late.
 *
 * @param {PaperLeft} left @param {string} now @param {string} timeZone @param {string} language
 */
export function endWords(left, now, timeZone, language) {
  if (left.ends_at === null) return "";
  const ends = Math.floor(Date.parse(left.ends_at) / HALF_AN_HOUR) * HALF_AN_HOUR;
  const at = Math.max(ends, Math.min(Date.parse(left.ends_at), Date.parse(now)));
  const days = (Date.parse(dayOf(at, timeZone)) - Date.parse(dayOf(Date.parse(now), timeZone))) / DAY_MS;
  if (days > 6) return new Date(at).toLocaleDateString("uk", { day: "2-digit", month: "2-digit", timeZone });
  const time = new Date(at).toLocaleTimeString("uk", { hour: "2-digit", minute: "2-digit", timeZone });
  return days <= 0 ? time : `${new Date(at).toLocaleDateString(language, { weekday: "short", timeZone })} ${time}`;
}

/** `2026-03-02` in the hall @param {number} milliseconds @param {string} timeZone */
function dayOf(milliseconds, timeZone) {
  return new Date(milliseconds).toLocaleDateString("sv", { timeZone });
}
