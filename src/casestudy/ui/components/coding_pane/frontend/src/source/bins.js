/** How much is coded along a source, counted in equal pieces, and where a piece stands in a column of any height. */

import { countWhile } from "./offsets.js";

/** @typedef {{start: number, end: number}} Span */

/**
 * How many ranges touch each piece of a text.
 * @param {Iterable<Span>} spans
 * @param {number} length Of the text.
 * @param {number} count Of pieces.
 * @returns {Uint16Array}
 */
export function countBins(spans, length, count) {
  const steps = new Int32Array(count + 1);
  const size = Math.max(1, length) / count;
  for (const { start, end } of spans) {
    if (end <= start) continue;
    const first = Math.min(count - 1, Math.floor(start / size));
    const last = Math.max(first, Math.min(count - 1, Math.ceil(end / size) - 1));
    steps[first] += 1;
    steps[last + 1] -= 1;
  }
  const bins = new Uint16Array(count);
  let depth = 0;
  for (let at = 0; at < count; at += 1) {
    depth += steps[at];
    bins[at] = depth;
  }
  return bins;
}

/** Between places in the text and heights on the page: known at some places, in proportion between them. */
export class Scale {
  /**
   * @param {number[]} starts Known places, rising; the last is the end of the text.
   * @param {number[]} tops Where they stand.
   */
  constructor(starts, tops) {
    this.starts = starts;
    this.tops = tops;
  }

  /** @param {number} at */
  topOf(at) {
    return between(this.starts, this.tops, at);
  }

  /** @param {number} top */
  placeAt(top) {
    return between(this.tops, this.starts, top);
  }
}

/** @param {number[]} from @param {number[]} to @param {number} value */
function between(from, to, value) {
  const next = Math.max(1, Math.min(from.length - 1, countWhile(from, (known) => known <= value)));
  const part = (value - from[next - 1]) / Math.max(1e-9, from[next] - from[next - 1]);
  return to[next - 1] + Math.max(0, Math.min(1, part)) * (to[next] - to[next - 1]);
}
