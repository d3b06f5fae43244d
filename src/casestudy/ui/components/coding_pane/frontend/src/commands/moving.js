/** Going from coding to coding. */

/** @typedef {import("./keys.js").Command} Command */

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function moving(desk) {
  return [
    { id: "coding_next", group: "move", keys: ["Alt+ArrowDown", "n"], anywhere: true, run: () => desk.visit.stepCoding(1) },
    { id: "coding_previous", group: "move", keys: ["Alt+ArrowUp", "p"], anywhere: true, run: () => desk.visit.stepCoding(-1) },
    { id: "coding_open", group: "move", keys: ["Enter"], when: "free", run: (event) => event.target === desk.scroller && desk.visit.openAtCaret() },
  ];
}
