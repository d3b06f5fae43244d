/** Moving the caret through the text; with Shift the words on the way are selected. */

/** @typedef {import("./keys.js").Command} Command */
/** @typedef {import("../text/caret.js").Unit} Unit */

/** @type {[string, string[], 1 | -1, Unit][]} */
const MOVES = [
  ["character_next", ["ArrowRight"], 1, "character"],
  ["character_previous", ["ArrowLeft"], -1, "character"],
  ["word_next", ["Ctrl+ArrowRight"], 1, "word"],
  ["word_previous", ["Ctrl+ArrowLeft"], -1, "word"],
  ["sentence_next", ["Alt+ArrowRight"], 1, "sentence"],
  ["sentence_previous", ["Alt+ArrowLeft"], -1, "sentence"],
  ["line_next", ["ArrowDown"], 1, "line"],
  ["line_previous", ["ArrowUp"], -1, "line"],
  ["turn_next", ["Ctrl+ArrowDown"], 1, "turn"],
  ["turn_previous", ["Ctrl+ArrowUp"], -1, "turn"],
  ["line_end", ["End"], 1, "lineboundary"],
  ["line_start", ["Home"], -1, "lineboundary"],
];

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function selecting(desk) {
  /** @type {Command[]} */
  const moves = MOVES.map(([id, keys, direction, unit]) => ({
    id,
    keys,
    group: "select",
    extends: true,
    run: (event) => desk.moveCaret(direction, unit, event),
  }));
  return [
    ...moves,
    { id: "sentence_select", group: "select", keys: ["h", "Alt+h"], anywhere: true, run: () => desk.selectWhole("sentence") },
    { id: "turn_select", group: "select", keys: ["r", "Alt+r"], anywhere: true, run: () => desk.selectWhole("turn") },
  ];
}
