/** The list of codes in the palette. */

import { element, swatch } from "../dom.js";

/**
 * @typedef {object} Row One code as it is listed.
 * @property {any} code
 * @property {string} name
 * @property {string | null} also The name that answers what is typed, where the label does not.
 * @property {string[]} values What will be said beside the code.
 * @property {number | null} number The key that gives it.
 * @property {boolean | null} isTicked Null where only one can be picked.
 */

export class Options {
  /**
   * @param {string} id
   * @param {string} name
   * @param {object} listener
   * @param {(code: any) => void} listener.onChoose
   * @param {(code: any) => void} listener.onTick
   * @param {(code: any | null) => void} listener.onHover
   */
  constructor(id, name, { onChoose, onTick, onHover }) {
    this.onChoose = onChoose;
    this.onTick = onTick;
    this.onHover = onHover;
    /** Which is picked; −1 is none. */
    this.picked = -1;
    this.size = 0;
    /** @type {WeakMap<object, {says: string, option: HTMLElement}>} */
    this.drawn = new WeakMap();
    this.notice = element("p", { class: "cp-none", hidden: true });
    this.list = element("div", { class: "cp-options", role: "listbox", id, "aria-label": name, on: { pointerleave: () => onHover(null) } });
    // What is said of itself has to be there before it says something.
    this.root = element("div", { class: "cp-offer" }, element("div", { role: "status" }, this.notice), this.list);
  }

  /** @param {Row[]} rows @param {string | null} notice Said above them. */
  fill(rows, notice) {
    this.size = rows.length;
    this.notice.hidden = notice === null;
    this.notice.textContent = notice ?? "";
    this.options?.[this.picked]?.setAttribute("aria-selected", "false");
    this.picked = -1;
    this.options = rows.map((row) => this.option(row));
    this.list.replaceChildren(...this.options);
    this.list.scrollTop = 0;
  }

  /** Draw one anew. @param {number} at @param {Row} row */
  update(at, row) {
    const option = this.option(row);
    this.options?.[at]?.replaceWith(option);
    this.options?.splice(at, 1, option);
    option.setAttribute("aria-selected", String(at === this.picked));
  }

  /** The element of a row: the one there was, where it says the same. @param {Row} row @returns {HTMLElement} */
  option(row) {
    const says = JSON.stringify({ ...row, code: null });
    const known = this.drawn.get(row.code);
    if (known?.says === says) return known.option;
    const option = this.draw(row);
    this.drawn.set(row.code, { says, option });
    return option;
  }

  /** @param {Row} row @returns {HTMLElement} */
  draw({ code, name, also, values, number, isTicked }) {
    return element("div", {
      class: code.isNew ? "cp-option cp-new" : "cp-option",
      role: "option",
      id: `${this.list.id}-${code.id.replace(/\s/g, "_")}`,
      "aria-selected": "false",
      "aria-checked": isTicked === null ? null : String(isTicked),
      on: {
        pointerdown: (event) => event.preventDefault(),
        click: (event) => this.click(code, event),
        pointerenter: () => this.onHover(code),
      },
    },
      swatch(code.colour),
      element("span", { class: "cp-option-name", text: name }, also === null ? null : element("span", { class: "cp-also", text: also })),
      ...values.map((value) => element("span", { class: "cp-preset", text: value })),
      code.isNew ? null : element("span", { class: "cp-code-id", text: code.id }),
      number === null ? null : element("kbd", { text: String(number) }),
      isTicked === null ? null : element("span", { class: "cp-box", "aria-hidden": "true" }),
    );
  }

  /** @param {any} code @param {MouseEvent} event */
  click(code, event) {
    const onBox = /** @type {Element} */ (event.target).closest(".cp-box");
    if (onBox || event.shiftKey || event.ctrlKey || event.metaKey) this.onTick(code);
    else this.onChoose(code);
  }

  /** @param {number} at @returns {HTMLElement | null} */
  pick(at) {
    this.options?.[this.picked]?.setAttribute("aria-selected", "false");
    this.picked = Math.min(this.size - 1, at);
    const option = this.options?.[this.picked] ?? null;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    return option;
  }
}
