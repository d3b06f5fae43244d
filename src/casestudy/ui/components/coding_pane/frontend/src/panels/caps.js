/** Keys as they are shown: each on a cap of its own. */

import { element } from "../dom.js";
import { partsOf } from "../commands/combos.js";

/** Keys that have a name in the catalogue. */
const NAMED = new Set(["Ctrl", "Alt", "Shift", "Enter", "Delete", "Escape", "Space", "Tab", "Home", "End", "PageUp", "PageDown", "Backspace", "Insert", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]);

/** @typedef {import("../../../../browser/words.js").Words} Words */

/** The keys of a combination as they are called. @param {Words} words @param {string} combo */
function namesOf(words, combo) {
  return partsOf(combo).map((part) => (NAMED.has(part) ? words(`key_${part}`) : part.toLocaleUpperCase()));
}

/** @param {Words} words @param {string} combo */
export function comboName(words, combo) {
  return namesOf(words, combo).join(" + ");
}

/** @param {Words} words @param {string[]} combos */
export function keysName(words, combos) {
  return combos.map((combo) => comboName(words, combo)).join(` ${words("keys_or")} `);
}

/** Caps for each combination, with "or" between them; digits in a row as one. @param {Words} words @param {string[]} combos @returns {Node[]} */
export function capsOf(words, combos) {
  const isRow = combos.length > 2 && combos.every((combo) => /^\d$/.test(combo));
  if (isRow) return [cap(`${combos[0]}–${combos[combos.length - 1]}`)];
  return combos.flatMap((combo, at) => [...(at ? [element("span", { class: "cp-or", text: words("keys_or") })] : []), capsOfOne(words, combo)]);
}

/** @param {Words} words @param {string} combo */
function capsOfOne(words, combo) {
  return element("span", { class: "cp-caps" }, ...namesOf(words, combo).map(cap));
}

/** @param {string} text */
function cap(text) {
  return element("kbd", { text });
}
