/**
 * A time to come as one says it in a hall: «завтра з 8:00». Pure.
 *
 * @import { Speaker } from "./i18n.js"
 */

const DAY_MS = 86_400_000;
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} at a time of the contract
 * @param {string} now the same
 * @param {string} timeZone the hall's
 * @param {Speaker} speaker
 */
export function whenWords(at, now, timeZone, { _, language }) {
  const then = Date.parse(at);
  const time = clock(then, timeZone);
  const days = (Date.parse(date(then, timeZone)) - Date.parse(date(Date.parse(now), timeZone))) / DAY_MS;
  if (days === 0) return _("today at {time}", { time });
  if (days === 1) return _("tomorrow at {time}", { time });
  const weekdays = [
    _("on Monday"),
    _("on Tuesday"),
    _("on Wednesday"),
    _("on Thursday"),
    _("on Friday"),
    _("on Saturday"),
    _("on Sunday"),
  ];
  const weekday = weekdays[(new Date(date(then, timeZone)).getUTCDay() + 6) % 7] ?? "";
  const day = format(language, timeZone, { day: "numeric", month: "long" }).format(then);
  return _("{weekday}, {day}, at {time}", { weekday, day, time });
}

/** `8:00` @param {number} milliseconds @param {string} timeZone */
function clock(milliseconds, timeZone) {
  const shown = format("uk", timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(milliseconds);
  return shown.replace(/^0(?=\d)/, "");
}

/** `2026-03-02` in the hall @param {number} milliseconds @param {string} timeZone */
function date(milliseconds, timeZone) {
  return format("sv", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(milliseconds);
}

/**
 * Making a format is a thousand times dearer than using it, and a screen asks twice a second.
 *
 * @param {string} language
 * @param {string} timeZone
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(language, timeZone, options) {
  const key = `${language} ${timeZone} ${Object.keys(options).join()}`;
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone, ...options });
  formats.set(key, kept);
  return kept;
}
