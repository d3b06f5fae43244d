/** The sentences a person reads, from the catalogue that comes with the page. */

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Words */

/**
 * Make a function that fills a sentence's placeholders; with `count`, `key.one` and `key.other` are looked up.
 * @param {Record<string, string>} strings
 * @returns {Words}
 */
export function wordsOf(strings) {
  return (key, values = {}) => {
    const numbered = "count" in values && `${key}.other` in strings;
    const name = numbered ? `${key}.${Number(values.count) === 1 ? "one" : "other"}` : key;
    const sentence = strings[name];
    if (sentence === undefined) throw new Error(`No words for ${name}`);
    return sentence.replace(/\{(\w+)\}/g, (_, field) => String(values[field]));
  };
}
