/** Changing what is coded, and taking changes back. */

/** @typedef {import("./keys.js").Command} Command */

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function changing(desk) {
  return [
    { id: "undo", group: "change", keys: ["Ctrl+z"], anywhere: true, run: () => desk.editable && desk.session.undo() },
    { id: "redo", group: "change", keys: ["Ctrl+Shift+z", "Ctrl+y"], anywhere: true, run: () => desk.editable && desk.session.redo() },
    { id: "remove", group: "change", keys: ["Delete"], anywhere: true, run: () => desk.removeActive() },
    { id: "help", group: "show", keys: ["?"], anywhere: true, run: () => desk.help.showModal() },
  ];
}
