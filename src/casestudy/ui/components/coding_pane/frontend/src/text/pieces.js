/** The words of a turn, cut where codings begin and end. */

import { markOf } from "./underlines.js";

/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {import("./render.js").TextView} TextView */

/** @param {TextView} view @param {Turn} turn @returns {Node[]} */
export function piecesOf(view, turn) {
  const cuts = new Set([turn.start, turn.end]);
  for (const { start, end } of turn.codings) {
    cuts.add(Math.max(start, turn.start));
    cuts.add(Math.min(end, turn.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, at) => {
    const start = places[at];
    const text = view.model.text.slice(start, end);
    const over = turn.codings.filter((coding) => coding.start <= start && coding.end > start);
    return over.length ? markOf(view, text, over) : document.createTextNode(text);
  });
}
