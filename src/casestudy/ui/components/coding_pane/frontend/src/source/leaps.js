/** Where the caret goes from a place. Moving, it lands where something begins; selecting, on ends going forward and on beginnings going back. */

import { nextCharacterEdge, nextWordEdge, sentencesIn } from "./offsets.js";

/** @typedef {import("./offsets.js").Span} Span */
/** @typedef {{text: string, turns: (Span & {index: number})[], turnAt: (at: number) => Span & {index: number}}} Text */
/** @typedef {"character" | "word" | "sentence" | "turn"} Unit */

/**
 * @param {Text} model
 * @param {number} at
 * @param {1 | -1} direction
 * @param {Unit} unit
 * @param {boolean} selects
 */
export function leap(model, at, direction, unit, selects) {
  const turn = model.turnAt(at);
  if (unit === "character") return character(model, turn, at, direction);
  const last = model.turns[model.turns.length - 1];
  if (direction < 0) return back(model, turn, at, unit);
  if (at >= last.end) return last.end;
  return selects ? ahead(model, turn, at, unit) : (next(model, turn, at, unit) ?? last.end);
}

/** From turn to turn, what stands between them is leapt. @param {Text} model @param {Span & {index: number}} turn @param {number} at @param {1 | -1} direction */
function character(model, turn, at, direction) {
  if (direction > 0 && at >= turn.end) return model.turns[turn.index + 1]?.start ?? turn.end;
  if (direction < 0 && at <= turn.start) return model.turns[turn.index - 1]?.end ?? turn.start;
  return nextCharacterEdge(model.text, at, direction);
}

/** The beginning before a place. @param {Text} model @param {Span & {index: number}} turn @param {number} at @param {Exclude<Unit, "character">} unit @returns {number} */
function back(model, turn, at, unit) {
  const before = model.turns[turn.index - 1];
  if (at <= turn.start) return before ? back(model, before, before.end, unit) : turn.start;
  if (unit === "turn") return turn.start;
  if (unit === "word") return Math.max(turn.start, nextWordEdge(model.text, at, -1, "start"));
  return sentencesIn(model.text, turn).findLast(({ start }) => start < at)?.start ?? turn.start;
}

/** The end behind a place. @param {Text} model @param {Span & {index: number}} turn @param {number} at @param {Exclude<Unit, "character">} unit @returns {number} */
function ahead(model, turn, at, unit) {
  const after = model.turns[turn.index + 1];
  if (at >= turn.end) return after ? ahead(model, after, after.start, unit) : turn.end;
  if (unit === "turn") return turn.end;
  if (unit === "word") return Math.min(turn.end, nextWordEdge(model.text, at, 1, "end"));
  return sentencesIn(model.text, turn).find(({ end }) => end > at)?.end ?? turn.end;
}

/** The beginning behind a place, if there is one. @param {Text} model @param {Span & {index: number}} turn @param {number} at @param {Exclude<Unit, "character">} unit @returns {number | undefined} */
function next(model, turn, at, unit) {
  const after = model.turns[turn.index + 1]?.start;
  if (unit === "turn") return after;
  if (unit === "sentence") return sentencesIn(model.text, turn).find(({ start }) => start > at)?.start ?? after;
  const word = nextWordEdge(model.text, at, 1, "start");
  return word < turn.end ? word : after;
}

/**
 * A span widened to whole sentences or turns.
 * @param {Text} model
 * @param {Span} span May be empty.
 * @param {"sentence" | "turn"} unit
 * @returns {Span}
 */
export function wholeOf(model, span, unit) {
  const first = model.turnAt(span.start);
  const last = model.turnAt(Math.max(span.start, span.end - 1));
  if (unit === "turn") return { start: first.start, end: last.end };
  const start = sentencesIn(model.text, first).findLast((sentence) => sentence.start <= span.start)?.start ?? first.start;
  const end = sentencesIn(model.text, last).find((sentence) => sentence.end >= Math.max(span.end, start + 1))?.end ?? last.end;
  return { start, end };
}
