/**
 * Texts of a page: English is in the code, every other language in the server's catalogue.
 *
 * @typedef {Record<string, string>} Texts
 */

/**
 * @param {string} language BCP 47 code, such as `uk`
 * @param {Texts} texts the language's catalogue; an absent text shows in English. Plural forms stand under `singular|few` and so on
 */
export function speaker(language, texts) {
  const plural = new Intl.PluralRules(language);
  return {
    language,
    /**
     * @param {string} text English, with `{names}`
     * @param {Record<string, string | number>} [fields]
     */
    _: (text, fields) => filled(texts[text] ?? text, fields),
    /**
     * @param {string} one English singular, the key
     * @param {string} many English plural
     * @param {number} count
     * @param {Record<string, string | number>} [fields]
     */
    _n: (one, many, count, fields) =>
      filled(texts[`${one}|${plural.select(count)}`] ?? (count === 1 ? one : many), { count, ...fields }),
    /** @param {Record<string, string>} localText the text in this language, else in Ukrainian */
    of: (localText) => localText[language] || localText["uk"] || "",
  };
}

/** @typedef {ReturnType<typeof speaker>} Speaker */

/**
 * @param {string} text
 * @param {Record<string, string | number>} [fields]
 */
function filled(text, fields) {
  return fields ? text.replace(/\{(\w+)\}/g, (whole, name) => String(fields[name] ?? whole)) : text;
}
