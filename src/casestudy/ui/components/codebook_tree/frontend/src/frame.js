/** What stands around the lines: the list they are in, what is said to the person, several chosen. */

import { button, element } from "../../../browser/dom.js";
import { picture } from "./pictures.js";

/**
 * @typedef {object} Acts
 * @property {(event: MouseEvent) => void} click
 * @property {(event: FocusEvent) => void} focusin
 * @property {(event: FocusEvent) => void} focusout
 * @property {() => void} scroll
 * @property {() => void} unpick
 */

export class Frame {
  /**
   * @param {import("../../../browser/words.js").Words} words
   * @param {HTMLElement} tools
   * @param {boolean} editable
   * @param {Acts} acts
   */
  constructor(words, tools, editable, { unpick, ...on }) {
    this.words = words;
    /** @type {HTMLElement} */
    this.list = element("div", { class: "bt-list", role: "tree", "aria-label": words("name"), "aria-multiselectable": "true", on });
    this.nothing = element("p", { class: "bt-nothing", text: words("nothing") });
    this.picked = element("span");
    this.picking = element("div", { class: "bt-picked" }, this.picked, button(words("unpick"), unpick, { class: "bt-text-button" }));
    this.status = element("div", { class: "bt-heard", role: "status" });
    this.reason = element("span");
    const dismiss = button(words("dismiss"), () => this.refuse(""), { class: "bt-button" }, picture("close"));
    this.refusal = element("div", { class: "bt-refusal", role: "alert", hidden: true }, this.reason, dismiss);
    const hint = element("p", { class: "bt-hint", text: words("hint"), hidden: !editable });
    /** @type {HTMLElement} */
    this.root = element("div", { class: "bt", hidden: true }, tools, this.refusal, this.list, this.nothing, this.picking, hint, this.status);
  }

  /** @param {boolean} isPicking @param {number} count How many are ticked. @param {boolean} isEmpty */
  draw(isPicking, count, isEmpty) {
    this.nothing.hidden = !isEmpty;
    this.picking.hidden = !isPicking;
    const sentence = this.words("picked", { count });
    if (this.picked.textContent !== sentence) this.picked.textContent = sentence;
    this.root.classList.toggle("bt-picks", isPicking);
  }

  /** Say something to those who do not see it. @param {string} sentence */
  say(sentence) {
    this.status.textContent = "";
    // Said twice, the same sentence would not be read out again.
    requestAnimationFrame(() => {
      this.status.textContent = sentence;
    });
  }

  /** Say why a move was refused, until it is put away; nothing takes the sentence away. @param {string} sentence */
  refuse(sentence) {
    this.reason.textContent = sentence;
    this.refusal.hidden = !sentence;
  }
}
