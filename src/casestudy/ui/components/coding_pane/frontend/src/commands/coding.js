/** Giving codes to what is selected. */

/** @typedef {import("./keys.js").Command} Command */

const NUMBERED = 9;

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function coding(desk) {
  const numbers = Array.from({ length: NUMBERED }, (_, at) => String(at + 1));
  return [
    { id: "palette", group: "code", keys: ["/"], anywhere: true, run: () => desk.pickCode(true) },
    { id: "recent", group: "code", keys: numbers, anywhere: true, run: (event) => desk.useRecent(Number(event.key) - 1) },
    { id: "repeat", group: "code", keys: ["Enter"], run: (event) => event.target === desk.scroller && desk.useRecent(0) },
  ];
}
