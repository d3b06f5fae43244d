/** The bar above the text: which source, undo and redo, panel, help, and whether the work is saved. */

import { button, element, icon } from "../dom.js";
import { Voice } from "./voice.js";

/** @typedef {import("../source/sync.js").State} State */

const MENTIONED = 4000;
/** Work that is saved so soon is told of once, after what was said of the work itself. */
const SETTLED = 900;

export class Bar {
  /**
   * @param {object} options
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {boolean} options.editable
   * @param {() => void} options.onUndo
   * @param {() => void} options.onRedo
   * @param {() => void} options.onPanel
   * @param {() => void} options.onHelp
   */
  constructor({ words, editable, onUndo, onRedo, onPanel, onHelp }) {
    this.words = words;
    this.title = element("h2", { class: "cp-title" });
    this.status = element("span", { class: "cp-status" });
    this.voice = new Voice();
    /** What was heard last of saving. @type {State | null} */
    this.heard = "saved";
    const tool = { class: "cp-tool" };
    this.undo = button(words("undo"), onUndo, { ...tool, disabled: true, hidden: !editable }, icon("undo"));
    this.redo = button(words("redo"), onRedo, { ...tool, disabled: true, hidden: !editable }, icon("redo"));
    this.panel = button(words("panel"), onPanel, { ...tool, "aria-expanded": "false" }, icon("panel"));
    this.help = button(words("help"), onHelp, tool, icon("help"));
    this.notice = element("div", { class: "cp-notice", role: "alert", hidden: true });
    this.mentioned = element("span", { class: "cp-mention", role: "status" });
    /** What features say beside the title, and rows of their own below. */
    this.aside = element("div", { class: "cp-bar-aside" });
    this.rows = element("div", { class: "cp-rows" }, this.notice);
    this.row = element("div", { class: "cp-bar" }, this.title, this.mentioned, this.voice.region, this.aside, this.status, this.undo, this.redo, this.panel, this.help);
  }

  /** @param {{number: number, title: string}} source */
  name({ number, title }) {
    this.title.replaceChildren(element("span", { class: "cp-source-number", text: String(number) }), document.createTextNode(title));
    this.title.setAttribute("aria-label", this.words("source_title", { number, title }));
    this.title.title = title;
  }

  /** @param {State} state @param {number} waiting */
  say(state, waiting) {
    const sentence = this.words(`state_${state}`, { count: waiting });
    if (this.status.textContent === sentence) return;
    this.status.textContent = sentence;
    this.status.dataset.state = state;
    this.hearSoon();
  }

  /** Let it be heard whether work is saved, once that has come to rest and is not what was heard last. */
  hearSoon() {
    clearTimeout(this.hearing);
    this.hearing = setTimeout(() => {
      const state = /** @type {State} */ (this.status.dataset.state);
      if (state === "saving" || state === this.heard) return;
      this.heard = state;
      this.voice.say(this.status.textContent ?? "");
    }, SETTLED);
  }

  /** Say something in passing; whether it is saved is told after it. @param {string} sentence */
  mention(sentence) {
    clearTimeout(this.mentioning);
    this.heard = null;
    if (this.status.dataset.state !== "saved") this.hearSoon();
    this.mentioned.textContent = sentence;
    this.mentioning = setTimeout(() => (this.mentioned.textContent = ""), MENTIONED);
  }

  /** Tell something that must not be missed. @param {string} sentence */
  tell(sentence) {
    this.notice.replaceChildren(
      element("span", { text: sentence }),
      button(this.words("close"), () => (this.notice.hidden = true), { class: "cp-plain" }, icon("close")),
    );
    this.notice.hidden = false;
  }
}
