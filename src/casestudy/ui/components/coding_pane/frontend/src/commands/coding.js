/** Giving codes to what is selected, and saying more beside them. */

/** @typedef {import("./keys.js").Command} Command */

const NUMBERS = Array.from({ length: 9 }, (_, at) => String(at + 1));

/** @type {[string, string, string][]} */
const ATTRIBUTES = [
  ["valence", "valence", "Alt+v"],
  ["level", "level", "Alt+l"],
  ["stage", "stage", "Alt+s"],
  ["claim", "claim_status", "Alt+c"],
  ["measure", "measure_id", "Alt+m"],
];

/** @param {import("../desk.js").Desk} desk @returns {Command[]} */
export function coding(desk) {
  const { picking } = desk;
  return [
    { id: "palette", group: "code", keys: ["/"], anywhere: true, run: () => picking.code(true) },
    { id: "repeat", group: "code", keys: ["Enter"], when: "words", run: () => (desk.palette.isOpen ? desk.palette.finish() : picking.giveRecent(0)) },
    { id: "recent", group: "code", keys: NUMBERS, when: "words", isFixed: true, anywhere: true, run: (event) => picking.giveRecent(Number(event.key) - 1) },
    { id: "tick", group: "code", keys: ["Shift+Enter", "Ctrl+Enter"], when: "words", anywhere: true, inPalette: true, run: () => picking.tick() },
    { id: "in_vivo", group: "code", keys: ["Alt+i", "i"], anywhere: true, inPalette: true, run: () => picking.nameInVivo() },
    ...ATTRIBUTES.map(([id, name, key]) => /** @type {Command} */ ({
      id,
      group: "code",
      keys: [key],
      extends: true,
      anywhere: true,
      inPalette: true,
      run: (event) => picking.cycle(name, event.shiftKey ? -1 : 1),
    })),
    { id: "values_clear", group: "code", keys: ["Alt+0"], anywhere: true, inPalette: true, run: () => picking.clearValues() },
  ];
}
