/** Places in a text: code points on the wire, UTF-16 units in the browser, and where words begin and end. */

/** @typedef {{start: number, end: number}} Span A half-open range in UTF-16 units. */

const WORD = /[\p{L}\p{N}\p{M}_]/u;
const JOINER = /['’\-]/;
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const SENTENCES = new Intl.Segmenter("nb", { granularity: "sentence" });
const CLUSTER_REACH = 64;

/**
 * Number of items at the start of a sorted list that satisfy a test.
 * @template T
 * @param {T[]} items
 * @param {(item: T, index: number) => boolean} test True for a prefix of the list.
 */
export function countWhile(items, test) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Converts between code points and UTF-16 units of one text. */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} Code-point places of the characters that take two units. */
    this.astral = [];
    let point = 0;
    for (let unit = 0; unit < text.length; unit += 1, point += 1) {
      const value = text.charCodeAt(unit);
      if (value >= 0xd800 && value <= 0xdbff) {
        this.astral.push(point);
        unit += 1;
      }
    }
  }

  /** @param {number} point */
  toUnits(point) {
    return point + countWhile(this.astral, (place) => place < point);
  }

  /** @param {number} unit A place inside a pair counts as the place before it. */
  toPoints(unit) {
    return unit - countWhile(this.astral, (place, before) => place + before < unit);
  }
}

/**
 * Drop white space at both ends.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function trim(text, { start, end }) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return { start, end };
}

/** @param {string} text @param {number} at */
function isInsideWord(text, at) {
  return at > 0 && at < text.length && continuesWord(text, at - 1) && continuesWord(text, at);
}

/** @param {string} text @param {number} at */
function continuesWord(text, at) {
  const low = isLowSurrogate(text, at) ? at - 1 : at;
  if (WORD.test(String.fromCodePoint(/** @type {number} */ (text.codePointAt(low))))) return true;
  return JOINER.test(text[at]) && WORD.test(text[at - 1] ?? "") && WORD.test(text[at + 1] ?? "");
}

/** @param {string} text @param {number} at */
function isLowSurrogate(text, at) {
  const value = text.charCodeAt(at);
  return value >= 0xdc00 && value <= 0xdfff;
}

/**
 * Widen to whole words.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function widenToWords(text, span) {
  let { start, end } = trim(text, span);
  if (start >= end) return { start, end };
  while (isInsideWord(text, start)) start -= 1;
  while (isInsideWord(text, end)) end += 1;
  return { start, end };
}

/**
 * Widen to whole user-perceived characters, without white space at the ends.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function widenToGraphemes(text, span) {
  const { start, end } = trim(text, span);
  if (start >= end) return { start, end };
  return { start: clusterEdge(text, start, "start"), end: clusterEdge(text, end, "end") };
}

/** The place itself, or where the character around it begins or ends. @param {string} text @param {number} at @param {"start" | "end"} side */
export function clusterEdge(text, at, side) {
  const from = Math.max(0, at - CLUSTER_REACH);
  const floor = isLowSurrogate(text, from) ? from - 1 : from;
  for (const { index, segment } of GRAPHEMES.segment(text.slice(floor, at + CLUSTER_REACH))) {
    const first = floor + index;
    const last = first + segment.length;
    if (first >= at) break;
    if (last > at) return side === "start" ? first : last;
  }
  return at;
}

/**
 * The word around a place, or nothing where there is none.
 * @param {string} text
 * @param {number} at
 * @returns {Span | null}
 */
export function wordAround(text, at) {
  for (const place of [at, at - 1]) {
    if (place >= 0 && place < text.length && continuesWord(text, place)) {
      return widenToWords(text, { start: place, end: place + 1 });
    }
  }
  return null;
}

/**
 * The sentences of a turn, without white space at their ends.
 * @param {string} text
 * @param {Span} turn
 * @returns {Span[]}
 */
export function sentencesIn(text, turn) {
  return [...SENTENCES.segment(text.slice(turn.start, turn.end))]
    .map(({ index, segment }) => trim(text, { start: turn.start + index, end: turn.start + index + segment.length }))
    .filter(({ start, end }) => start < end);
}

/**
 * The next edge of a word in a direction: a start when the left end moves, an end when the right one does.
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} direction
 * @param {"start" | "end"} side
 */
export function nextWordEdge(text, at, direction, side) {
  const isEdge = (/** @type {number} */ place) =>
    side === "start"
      ? continuesWord(text, place) && !isInsideWord(text, place)
      : place > 0 && continuesWord(text, place - 1) && !isInsideWord(text, place);
  let place = at + direction;
  while (place > 0 && place < text.length && !isEdge(place)) place += direction;
  return Math.min(text.length, Math.max(0, place));
}

/**
 * The next place between two characters as one sees them; with a side, leaping white space that a range would not end in.
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} direction
 * @param {"start" | "end"} [side]
 */
export function nextCharacterEdge(text, at, direction, side) {
  const isOutside = (/** @type {number} */ place) => side !== undefined && /\s/.test(text[side === "start" ? place : place - 1] ?? "");
  let place = at;
  do place = clusterEdge(text, place + direction, direction > 0 ? "end" : "start");
  while (place > 0 && place < text.length && isOutside(place));
  return Math.min(text.length, Math.max(0, place));
}
