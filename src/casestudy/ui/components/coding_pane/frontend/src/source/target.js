/** What a deep link points at. */

/** @typedef {import("./model.js").Model} Model */

/**
 * Read a coding's id, `turn:n` or `start-end` (code points).
 * @param {string} address
 * @param {Model} model
 * @returns {{coding?: string, span?: {start: number, end: number}} | null} Null where there is no such place.
 */
export function targetOf(address, model) {
  if (model.shown.has(address)) return { coding: address };
  const turn = /^turn:(\d+)$/.exec(address);
  if (turn) {
    const found = model.turns.find(({ n }) => n === Number(turn[1]));
    return found ? { span: { start: found.start, end: found.end } } : null;
  }
  const range = /^(\d+)-(\d+)$/.exec(address);
  if (!range) return null;
  const span = model.spanOf({ start: Number(range[1]), end: Number(range[2]) });
  return span.start < span.end && span.end <= model.text.length ? { span } : null;
}
