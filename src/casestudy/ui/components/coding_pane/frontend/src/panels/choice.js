/** A few things to choose between, beside what they are about. */

import { element } from "../dom.js";
import { placeNear } from "./popover.js";

/** @typedef {{label: string, run: () => void, mark?: Node}} Option */

const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });

/**
 * Let the person choose; Escape, or going elsewhere, chooses nothing.
 * @param {object} choice
 * @param {HTMLElement} choice.root
 * @param {string} choice.label What is chosen.
 * @param {import("./popover.js").Box} choice.anchor
 * @param {Option[]} choice.options
 */
export function choose({ root, label, anchor, options }) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  // A panel that goes away while it has the focus would be taken away twice.
  const leave = () => {
    if (before?.isConnected) before.focus({ preventScroll: true });
    if (panel.isConnected) panel.remove();
  };
  const items = options.map(({ label: text, run, mark }) =>
    element("button", { type: "button", class: "cp-menu-item", role: "menuitem", on: { click: () => (leave(), run()) } }, mark ?? null, element("span", { text })),
  );
  /** @type {HTMLElement} */
  const panel = element("div", {
    class: "cp-float cp-menu",
    role: "menu",
    "aria-label": label,
    on: {
      keydown: (/** @type {KeyboardEvent} */ event) => {
        const step = STEPS[event.key];
        const numbered = items[Number(event.key) - 1];
        if (event.key === "Escape") leave();
        else if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
        else if (numbered) numbered.click();
        else if (event.key !== "Enter" && event.key !== " " && event.key !== "Tab") return;
        else {
          event.stopPropagation();
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      },
      focusout: () => requestAnimationFrame(() => panel.isConnected && !panel.contains(document.activeElement) && panel.remove()),
    },
  }, element("p", { class: "cp-menu-name", text: label, "aria-hidden": "true" }), ...items);
  root.append(panel);
  placeNear(panel, anchor, root);
  items[0]?.focus({ preventScroll: true });
}
