/** What the pane is built of: elements, and its own icons and swatches. */

import { drawing, element } from "../../../browser/dom.js";

export { button, element, isTyping } from "../../../browser/dom.js";

const ICONS = {
  undo: "M6 4 2.5 7.5 6 11M3 7.5h6.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M10 4l3.5 3.5L10 11M13 7.5H6.5a3.5 3.5 0 0 0 0 7H9",
  panel: "M2.5 3.5h11v9h-11zM9.5 3.5v9",
  help: "M6 6a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1v.4M8 11.8v.1",
  pencil: "M3 13l.6-2.8 7.3-7.3 2.2 2.2-7.3 7.3zM9.6 4.2l2.2 2.2",
  close: "M4 4l8 8M12 4l-8 8",
  memo: "M3 2.5h10v7l-3.5 4H3zM13 9.5H9.5v4M5.5 5.5h5M5.5 8h3",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return drawing(ICONS[name], "cp-icon");
}

/**
 * A small square in a code's colour.
 * @param {string} colour
 * @param {boolean} [mine]
 */
export function swatch(colour, mine = true) {
  return element("i", {
    class: mine ? "cp-swatch" : "cp-swatch cp-others",
    style: { "--code": colour },
    "aria-hidden": "true",
  });
}
