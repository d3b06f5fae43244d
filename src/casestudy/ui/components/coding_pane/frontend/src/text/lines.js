/** Lines as they stand on the page: the place above or below another, and where a line begins and ends. */

import { clusterEdge, countWhile } from "../source/offsets.js";

/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {{top: number, bottom: number}} Line In the window's coordinates. */

/** @param {TextView} view @param {Turn} turn @returns {Line[]} */
function linesOf(view, turn) {
  const range = document.createRange();
  range.selectNodeContents(view.places.textElement(turn.index));
  /** @type {Line[]} */
  const lines = [];
  for (const { top, bottom, height } of range.getClientRects()) {
    const last = lines[lines.length - 1];
    if (!height) continue;
    if (last && (top + bottom) / 2 < last.bottom) last.bottom = Math.max(last.bottom, bottom);
    else lines.push({ top, bottom });
  }
  return lines;
}

/** @param {TextView} view @param {number} at */
function boxOf(view, at) {
  return view.places.edge({ start: at, end: at + 1 }, "start");
}

/** How many characters of a turn stand before a point of a line. @param {TextView} view @param {Turn} turn @param {Line} line @param {number} x */
function countBefore(view, turn, line, x) {
  const places = Array.from({ length: turn.end - turn.start }, (_, at) => turn.start + at);
  return countWhile(places, (at) => {
    const box = boxOf(view, at);
    if (!box) return true;
    const middle = (box.top + box.bottom) / 2;
    return middle < line.top || (middle <= line.bottom && box.left + box.width / 2 < x);
  });
}

/** The place in a line that is nearest to a point. @param {TextView} view @param {Turn} turn @param {Line} line @param {number} x */
function placeIn(view, turn, line, x) {
  const at = turn.start + countBefore(view, turn, line, x);
  const start = turn.start + countBefore(view, turn, line, -Infinity);
  const box = at < turn.end ? boxOf(view, at) : null;
  const isBeyond = at < turn.end && (!box || (box.top + box.bottom) / 2 > line.bottom);
  // A line that wraps ends before the white space it is broken at.
  return clusterEdge(view.model.text, isBeyond ? Math.max(start, at - 1) : at, "start");
}

/** Which of a turn's lines a place stands in. @param {TextView} view @param {Turn} turn @param {Line[]} lines @param {number} at */
function lineAt(view, turn, lines, at) {
  const box = at < turn.end ? boxOf(view, at) : null;
  if (!box) return lines.length - 1;
  return Math.max(0, countWhile(lines, ({ top }) => top <= (box.top + box.bottom) / 2) - 1);
}

/**
 * The place one line below or above, as near as can be to a column.
 * @param {TextView} view
 * @param {number} at
 * @param {1 | -1} direction
 * @param {number} x
 */
export function lineStep(view, at, direction, x) {
  const { turns } = view.model;
  const turn = view.model.turnAt(at);
  const lines = linesOf(view, turn);
  const next = lineAt(view, turn, lines, at) + direction;
  if (lines[next]) return placeIn(view, turn, lines[next], x);
  const other = /** @type {Turn | undefined} */ (turns[turn.index + direction]);
  if (!other) return direction > 0 ? turn.end : turn.start;
  const line = linesOf(view, other).at(direction > 0 ? 0 : -1);
  return line ? placeIn(view, other, line, x) : other.start;
}

/** Where the line of a place begins or ends. @param {TextView} view @param {number} at @param {1 | -1} direction */
export function lineEdge(view, at, direction) {
  const turn = view.model.turnAt(at);
  const lines = linesOf(view, turn);
  const line = lines[lineAt(view, turn, lines, at)];
  return line ? placeIn(view, turn, line, direction * Infinity) : at;
}
