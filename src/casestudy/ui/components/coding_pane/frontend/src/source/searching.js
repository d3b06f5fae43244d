/** Searching in a text, as Norwegian readers expect: capitals do not matter, æ, ø and å do. */

/** @typedef {{start: number, end: number}} Span */

const IN_WORD = "[\\p{L}\\p{N}\\p{M}_]";

/**
 * Where words stand in a text.
 * @param {string} text
 * @param {string} query White space in it stands for any.
 * @param {boolean} whole Only whole words.
 * @returns {Span[]}
 */
export function hitsIn(text, query, whole) {
  const words = query.trim().normalize("NFC").split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const wanted = words.map(escaped).join("\\s+");
  const pattern = whole ? `(?<!${IN_WORD})${wanted}(?!${IN_WORD})` : `${wanted}(?!\\p{M})`;
  return Array.from(text.matchAll(new RegExp(pattern, "giu")), ({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

/** @param {string} word */
function escaped(word) {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/**
 * The hit to go to first: the one at a place, or the next after it.
 * @param {Span[]} hits
 * @param {number} at
 */
export function firstFrom(hits, at) {
  const next = hits.findIndex(({ end }) => end > at);
  return next < 0 ? 0 : next;
}
