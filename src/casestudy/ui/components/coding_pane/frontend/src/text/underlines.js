/** How coded words look: a tint, and under them a line for each coding, as far as lines have room. */

import { element } from "../dom.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("./render.js").TextView} TextView */

/** More lines would reach into the words below. */
const LINES = 6;
const STEP = 3;
/** The last line where there are more codings than lines: dots in no code's colour. */
const AND_MORE = "repeating-linear-gradient(90deg, var(--cp-quiet) 0 2px, transparent 2px 6px)";

/**
 * All of its looks in one attribute, with next to nothing left to be worked out: a page full of codings spends its time here.
 * @param {TextView} view @param {string} text @param {Coding[]} codings All that hold these words, in reading order.
 */
export function markOf(view, text, codings) {
  const active = codings.find((coding) => coding.id === view.active);
  const { lines, depth } = linesOf(view, codings);
  const below = Math.max(0, (depth - 1) * STEP - 1);
  const strength = active ? 38 : Math.min(11 + 3 * codings.length, 22);
  const shade = `color-mix(in srgb,${view.colour(active ?? narrowest(codings))} ${strength}%,transparent)`;
  const layers = lines.map(({ image, level }) => `${image} 0 calc(100% - ${(depth - 1 - level) * STEP}px)/100% 2px no-repeat`);
  layers.push(`linear-gradient(var(--shade),var(--shade)) 0 0/100% calc(100% - ${below}px) no-repeat`);
  return element("span", {
    class: active ? "cp-mark cp-active" : "cp-mark",
    text,
    style: `--shade:${shade};padding-bottom:${below}px;background:${layers.join()}`,
  });
}

/** @param {TextView} view @param {Coding[]} codings */
function linesOf(view, codings) {
  const isCrowded = codings.some(({ level_of_line: level = 0 }) => level >= LINES);
  const lines = codings
    .map((coding) => ({ level: coding.level_of_line ?? 0, image: underline(view, coding) }))
    .filter(({ level }) => level < (isCrowded ? LINES - 1 : LINES));
  if (isCrowded) lines.push({ level: LINES - 1, image: AND_MORE });
  return { lines, depth: 1 + Math.max(...lines.map(({ level }) => level)) };
}

/** Own: a line; others': dashes. @param {TextView} view @param {Coding} coding */
function underline(view, coding) {
  const colour = view.colour(coding);
  return view.model.isMine(coding)
    ? `linear-gradient(${colour}, ${colour})`
    : `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)`;
}

/** The one that a click opens. @param {Coding[]} codings */
function narrowest(codings) {
  return codings.reduce((best, coding) => (coding.end - coding.start < best.end - best.start ? coding : best));
}
