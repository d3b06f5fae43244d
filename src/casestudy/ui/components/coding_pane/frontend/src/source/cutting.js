/** Where a coding may be cut in two, and which codings may become one. */

import { trim, wordAround } from "./offsets.js";

/** @typedef {import("./model.js").Coding} Coding */
/** @typedef {import("./model.js").Model} Model */

/**
 * Where the first part ends and the second begins, when a coding is cut at a place; inside a word it is cut before it.
 * @param {string} text
 * @param {{start: number, end: number}} coding
 * @param {number} at
 * @returns {{end: number, start: number} | null} Null where a part would be empty.
 */
export function cutAt(text, coding, at) {
  const word = wordAround(text, at);
  const cut = word && word.start < at && at < word.end ? word.start : at;
  if (cut <= coding.start || cut >= coding.end) return null;
  const first = trim(text, { start: coding.start, end: cut });
  const second = trim(text, { start: cut, end: coding.end });
  return first.start < first.end && second.start < second.end ? { end: first.end, start: second.start } : null;
}

/**
 * One's own codings with the same code that overlap a coding, or have only white space between.
 * @param {Model} model
 * @param {Coding} coding
 * @returns {Coding[]} In reading order.
 */
export function besides(model, coding) {
  const touches = (/** @type {Coding} */ other) => {
    const [first, second] = other.start <= coding.start ? [other, coding] : [coding, other];
    return second.start <= first.end || !/\S/.test(model.text.slice(first.end, second.start));
  };
  return [...model.shown.values()]
    .filter((other) => other.id !== coding.id && other.code_id === coding.code_id && model.isMine(other) && touches(other))
    .sort((a, b) => a.start - b.start);
}

/** Whether two codings say the same of their words. @param {Coding} a @param {Coding} b @param {string[]} names Of attributes. */
export function agree(a, b, names) {
  return names.every((name) => (/** @type {any} */ (a)[name] ?? null) === (/** @type {any} */ (b)[name] ?? null));
}
