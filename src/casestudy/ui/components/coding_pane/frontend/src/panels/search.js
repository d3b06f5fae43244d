/** Searching in the source: a small bar, all hits marked in the text, and a way through them. */

import { button, element, icon } from "../dom.js";
import { firstFrom, hitsIn } from "../source/searching.js";
import { Marks } from "../text/marks.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {{start: number, end: number}} Span */

export class Search {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const { words } = desk;
    /** @type {Span[]} */
    this.hits = [];
    this.now = 0;
    this.marks = { all: new Marks("cp-hits"), now: new Marks("cp-hit", 1) };
    this.whole = false;
    /** @type {HTMLInputElement} */
    this.input = element("input", {
      class: "cp-search-field",
      type: "text",
      "aria-label": words("search"),
      placeholder: words("search"),
      autocomplete: "off",
      spellcheck: "false",
      on: { input: () => this.look(), keydown: (/** @type {KeyboardEvent} */ event) => this.press(event) },
    });
    this.count = element("span", { class: "cp-search-count", role: "status" });
    this.wholeButton = button(words("search_whole"), () => this.toggleWhole(), { class: "cp-choice", "aria-pressed": "false" });
    const step = (/** @type {string} */ key, /** @type {1 | -1} */ by, /** @type {"up" | "down"} */ sign) => button(words(key), () => this.step(by), { class: "cp-tool" }, icon(sign));
    this.coding = button(words("search_code"), () => this.take(), { class: "cp-button", hidden: !desk.editable });
    this.panel = element("div", { class: "cp-search", role: "search", hidden: true },
      this.input, this.count, step("search_previous", -1, "up"), step("search_next", 1, "down"), this.wholeButton, this.coding,
      button(words("close"), () => this.close(), { class: "cp-plain" }, icon("close")),
    );
    desk.bar.rows.append(this.panel);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [{ id: "search", group: "move", keys: ["f", "Ctrl+f"], anywhere: true, run: () => this.open() }];
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  open() {
    const { selection, view } = this.desk;
    if (!view) return false;
    const chosen = selection?.span && view.model.text.slice(selection.span.start, selection.span.end);
    if (chosen && chosen.length < 60) this.input.value = chosen;
    this.panel.hidden = false;
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.look();
    return true;
  }

  close() {
    this.panel.hidden = true;
    this.unmark();
    this.hits = [];
    this.desk.onMarks?.("search", this.hits);
    this.desk.scroller.focus({ preventScroll: true });
  }

  toggleWhole() {
    this.whole = !this.whole;
    this.wholeButton.setAttribute("aria-pressed", String(this.whole));
    this.look();
  }

  /** What is typed has changed. */
  look() {
    const { view } = this.desk;
    if (!view) return;
    this.hits = hitsIn(view.model.text, this.input.value, this.whole);
    this.now = firstFrom(this.hits, view.firstInView().start);
    this.marks.all.set(view, this.hits);
    this.desk.onMarks?.("search", this.hits);
    this.show();
  }

  /** @param {1 | -1} by */
  step(by) {
    if (!this.hits.length) return;
    this.now = (this.now + by + this.hits.length) % this.hits.length;
    this.show();
  }

  /** Go to the hit whose turn it is. */
  show() {
    const { words, view } = this.desk;
    const hit = this.hits[this.now];
    const typed = this.input.value.trim();
    this.count.textContent = hit ? words("search_count", { n: this.now + 1, of: this.hits.length }) : typed ? words("search_none") : "";
    this.coding.disabled = !hit;
    if (!view) return;
    if (hit) {
      view.scrollTo(hit.start);
      this.desk.aloud.found(hit);
    }
    this.marks.now.set(view, hit ? [hit] : []);
  }

  unmark() {
    this.marks.all.clear();
    this.marks.now.clear();
  }

  /** Select the hit, so that it can be coded. */
  take() {
    const hit = this.hits[this.now];
    if (!hit) return;
    this.desk.scroller.focus({ preventScroll: true });
    this.desk.selection?.take(hit);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey) this.take();
    else this.step(event.shiftKey ? -1 : 1);
  }

  /** The text is there (anew). */
  opened() {
    if (this.isOpen) this.look();
  }

  painted() {
    const { view } = this.desk;
    if (!this.hits.length || !view) return;
    this.marks.all.paint(view);
    this.marks.now.paint(view);
  }

  leave() {
    const isFirst = this.panel.contains(document.activeElement) || !(this.desk.card.isOpen || this.desk.selection?.span);
    if (!this.isOpen || !isFirst) return false;
    this.close();
    return true;
  }

  destroy() {
    this.unmark();
  }
}
