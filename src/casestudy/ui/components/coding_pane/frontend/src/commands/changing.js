/** Changing what is coded, and taking changes back. */

/** @typedef {import("./keys.js").Command} Command */

/** With Ctrl and Alt for keyboards where brackets are hard to reach. @type {[string, string[], "start" | "end", 1 | -1][]} */
const ENDS = [
  ["end_out", ["]", "Ctrl+Alt+ArrowRight"], "end", 1],
  ["end_in", ["[", "Ctrl+Alt+ArrowLeft"], "end", -1],
  ["start_out", ["{", "Ctrl+Alt+Shift+ArrowLeft"], "start", -1],
  ["start_in", ["}", "Ctrl+Alt+Shift+ArrowRight"], "start", 1],
];

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function changing(desk) {
  return [
    ...ENDS.map(([id, keys, side, direction]) => /** @type {Command} */ ({
      id,
      keys,
      group: "change",
      when: "free",
      anywhere: true,
      isExact: true,
      run: (event) => desk.editable && desk.handles?.nudge(side, direction, desk.isExact || (event.altKey && !event.ctrlKey)),
    })),
    { id: "recode", group: "change", keys: ["c"], when: "free", anywhere: true, run: () => desk.picking.recode() },
    { id: "remove", group: "change", keys: ["Delete"], anywhere: true, run: () => remove(desk) },
    { id: "undo", group: "change", keys: ["Ctrl+z"], anywhere: true, run: () => desk.editable && undo(desk) },
    { id: "redo", group: "change", keys: ["Ctrl+Shift+z", "Ctrl+y"], anywhere: true, run: () => desk.editable && redo(desk) },
    { id: "help", group: "show", keys: ["?"], anywhere: true, run: () => desk.help.showModal() },
  ];
}

/** Take away the coding that is open; says whether one of one's own is. @param {import("../desk.js").Desk} desk */
function remove(desk) {
  const coding = desk.activeOfMine();
  if (coding && desk.editable) desk.session.remove(coding.id);
  return Boolean(coding);
}

/** Take back the last thing done, or say that there is none. @param {import("../desk.js").Desk} desk */
export function undo({ session, bar, words }) {
  if (session.canUndo) session.undo();
  else bar.mention(words("undo_none"));
}

/** @param {import("../desk.js").Desk} desk */
export function redo({ session, bar, words }) {
  if (session.canRedo) session.redo();
  else bar.mention(words("redo_none"));
}
