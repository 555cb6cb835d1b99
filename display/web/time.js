/** Times as the hall reads them, in the hall's own time zone. Pure. */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** `10:42` @param {number} milliseconds since 1970 @param {string} timeZone */
export function clockTime(milliseconds, timeZone) {
  return format("uk", timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(milliseconds);
}

/** «вівторок, 24 листопада» @param {number} milliseconds since 1970 @param {string} timeZone @param {string} language */
export function longDate(milliseconds, timeZone, language) {
  const text = format(language, timeZone, { weekday: "long", day: "numeric", month: "long" }).format(milliseconds);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/**
 * Making a format is a thousand times dearer than using it, and this is asked every second for weeks.
 *
 * @param {string} language
 * @param {string} timeZone
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(language, timeZone, options) {
  const key = `${language} ${timeZone} ${options.weekday ?? ""}`;
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone, ...options });
  formats.set(key, kept);
  return kept;
}
