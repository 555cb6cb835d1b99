/** Labels of tickets as people type them: with or without zeros and spaces, in the letters of either alphabet. Pure. */

/** Latin capitals that look like a Cyrillic letter: whoever reads a ticket aloud or types it cannot know the difference. */
const LOOK_ALIKES = /** @type {Record<string, string>} */ ({
  A: "А", B: "В", C: "С", E: "Е", H: "Н", I: "І", K: "К", M: "М", O: "О", P: "Р", T: "Т", X: "Х",
});

/** @param {string} label */
export function labelParts(label) {
  const capitals = [...label.toUpperCase()].map((sign) => LOOK_ALIKES[sign] ?? sign).join("");
  return {
    letters: capitals.replace(/[^\p{L}]/gu, ""),
    figures: capitals.replace(/\D/g, "").replace(/^0+/, ""),
  };
}

/**
 * @param {string} typed
 * @param {string} label
 */
export function isLabel(typed, label) {
  const [one, other] = [labelParts(typed), labelParts(label)];
  return one.figures !== "" && one.letters === other.letters && one.figures === other.figures;
}
