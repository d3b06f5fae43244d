/** The codes that are to be given together, as chips. */

import { button, element, icon, swatch } from "../dom.js";

export class Ticked {
  /**
   * @param {import("../../../../browser/words.js").Words} words
   * @param {{onPick: (code: any) => void, onRemove: (code: any) => void}} listener
   */
  constructor(words, { onPick, onRemove }) {
    this.words = words;
    this.onPick = onPick;
    this.onRemove = onRemove;
    /** @type {Map<string, any>} */
    this.codes = new Map();
    this.row = element("div", { class: "cp-ticked", role: "group", "aria-label": words("palette_ticked"), hidden: true });
  }

  get size() {
    return this.codes.size;
  }

  get last() {
    return [...this.codes.values()].at(-1) ?? null;
  }

  /** @param {any} code */
  toggle(code) {
    if (!this.codes.delete(code.id)) this.codes.set(code.id, code);
  }

  /** @param {any} current The one whose attributes are shown. @param {(code: any) => string[]} valuesOf */
  draw(current, valuesOf) {
    this.row.hidden = !this.size;
    this.row.replaceChildren(...[...this.codes.values()].map((code) => this.chip(code, code === current, valuesOf(code))));
    this.row.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} code @param {boolean} isCurrent @param {string[]} values */
  chip(code, isCurrent, values) {
    const name = button([code.label, ...values].join(", "), () => this.onPick(code), { class: "cp-tick-name", "aria-pressed": String(isCurrent) },
      swatch(code.colour),
      element("span", { class: "cp-tick-label", text: code.label }),
      ...values.map((value) => element("span", { class: "cp-preset", text: value })),
    );
    const remove = button(this.words("palette_untick", { code: code.label }), () => this.onRemove(code), { class: "cp-tick-remove" }, icon("close"));
    return element("span", { class: "cp-tick" }, name, remove);
  }
}
