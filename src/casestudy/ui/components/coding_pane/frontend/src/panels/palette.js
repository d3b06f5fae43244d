/** The palette: pick a code by a few letters, by number, or with the mouse. */

import { element, swatch } from "../dom.js";
import { findCodes } from "./codes.js";
import { placeNear } from "./popover.js";

const NUMBERED = 9;

export class Palette {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import("../words.js").Words} options.words
   * @param {(codeId: string) => void} options.onChoose
   * @param {() => void} options.onClose
   */
  constructor({ root, words, onChoose, onClose }) {
    this.root = root;
    this.words = words;
    this.onChoose = onChoose;
    this.onClose = onClose;
    this.picked = 0;
    /** @type {any[]} */
    this.found = [];
    /** @type {{codes: Map<string, any>, recent: string[]}} */
    this.book = { codes: new Map(), recent: [] };
    const listId = `cp-codes-${crypto.randomUUID()}`;
    this.input = element("input", {
      class: "cp-filter",
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      "aria-controls": listId,
      "aria-label": words("palette_filter"),
      placeholder: words("palette_filter"),
      autocomplete: "off",
      spellcheck: "false",
      on: { input: () => this.fill() },
    });
    this.list = element("div", { class: "cp-options", role: "listbox", id: listId, "aria-label": words("palette_codes") });
    this.about = element("p", { class: "cp-about" });
    this.panel = element(
      "section",
      { class: "cp-float cp-palette", role: "dialog", "aria-label": words("palette_name"), hidden: true },
      this.input,
      this.list,
      this.about,
    );
    root.append(this.panel);
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  /**
   * @param {object} options
   * @param {Map<string, any>} options.codes
   * @param {string[]} options.recent
   * @param {import("./popover.js").Box} options.anchor
   * @param {boolean} [options.focuses] Keys go to the filter at once.
   * @param {string} [options.typed] What has been typed already.
   */
  open({ codes, recent, anchor, focuses = false, typed = "" }) {
    this.book = { codes, recent };
    this.input.value = typed;
    this.panel.hidden = false;
    this.fill();
    placeNear(this.panel, anchor, this.root);
    if (focuses) this.input.focus({ preventScroll: true });
  }

  /** Go on typing in the filter. @param {string} letters */
  type(letters) {
    this.input.value += letters;
    this.input.focus({ preventScroll: true });
    this.fill();
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    if (hadFocus) this.onClose();
  }

  fill() {
    const { codes, recent } = this.book;
    this.found = findCodes(codes.values(), this.input.value, recent);
    this.picked = 0;
    this.list.replaceChildren(...this.found.map((code, at) => this.option(code, at)));
    if (!this.found.length) this.list.append(element("p", { class: "cp-none", text: this.words("palette_none") }));
    this.list.scrollTop = 0;
    this.pick(0);
  }

  /** @param {any} code @param {number} at */
  option(code, at) {
    const number = this.input.value ? -1 : this.book.recent.slice(0, NUMBERED).indexOf(code.id);
    return element(
      "div",
      {
        class: "cp-option",
        role: "option",
        id: `${this.list.id}-${at}`,
        "aria-selected": "false",
        on: {
          pointerdown: (event) => event.preventDefault(),
          click: () => this.onChoose(code.id),
          pointermove: () => this.picked !== at && this.pick(at),
        },
      },
      swatch(code.colour),
      element("span", { class: "cp-option-name", text: code.label }),
      element("span", { class: "cp-code-id", text: code.id }),
      number < 0 ? null : element("kbd", { text: String(number + 1) }),
    );
  }

  /** @param {number} at */
  pick(at) {
    this.list.children[this.picked]?.setAttribute("aria-selected", "false");
    this.picked = Math.max(0, Math.min(this.found.length - 1, at));
    const option = this.found.length ? this.list.children[this.picked] : null;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    this.about.textContent = this.found[this.picked]?.definition ?? "";
  }

  /** A key in the filter; says whether it was used. @param {KeyboardEvent} event */
  press(event) {
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 })[event.key];
    if (steps) this.pick(this.picked + steps);
    else if (event.key === "Enter") {
      if (this.found[this.picked]) this.onChoose(this.found[this.picked].id);
    } else if (/^[1-9]$/.test(event.key) && !this.input.value) {
      const code = this.book.recent[Number(event.key) - 1];
      if (code) this.onChoose(code);
    } else return false;
    return true;
  }
}
