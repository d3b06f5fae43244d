/** The text on the page: one row per turn, coded stretches as spans, painted only near the view. */

import { button, element } from "../dom.js";
import { Margin } from "./margin.js";
import { markOf } from "./underlines.js";
import { Places } from "./places.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {import("../source/model.js").Turn} Turn */

const NEAR = "500px 0px";
export const STRETCH = 10;
const LETTERS_PER_LINE = 70;
const LINE_HEIGHT = 36;

export class TextView {
  /**
   * @param {object} options
   * @param {Model} options.model
   * @param {HTMLElement} options.scroller
   * @param {import("../words.js").Words} options.words
   * @param {(turn: Turn) => void} options.onTurn Its number was pressed.
   * @param {() => void} options.onPainted
   */
  constructor({ model, scroller, words, onTurn, onPainted }) {
    this.model = model;
    this.words = words;
    this.onPainted = onPainted;
    /** @type {string | null} The coding whose card is open. */
    this.active = null;
    this.body = element("div", { class: "cp-body" });
    const rows = model.turns.map((turn) => this.row(turn, onTurn));
    this.places = new Places(model, this.body, rows);
    /** @type {Set<number>} Turns near the view. */
    this.near = new Set();
    /** @type {Set<number>} Turns whose paint is out of date. */
    this.dirty = new Set(model.turns.filter((turn) => turn.codings.length).map((turn) => turn.index));
    for (let first = 0; first < rows.length; first += STRETCH) this.body.append(this.stretch(first, rows.slice(first, first + STRETCH)));
    this.watcher = new IntersectionObserver((entries) => this.notice(entries), { root: scroller, rootMargin: NEAR });
    for (const stretch of this.body.children) this.watcher.observe(stretch);
    this.margin = new Margin(this);
    this.width = 0;
    this.sizer = new ResizeObserver(([{ contentRect }]) => this.resize(contentRect.width));
    this.sizer.observe(scroller);
  }

  /** Turns that are laid out and painted together: watching each by itself is dear in long texts.
   * @param {number} first
   * @param {HTMLElement[]} rows
   */
  stretch(first, rows) {
    const lines = this.model.turns
      .slice(first, first + STRETCH)
      .map((turn) => Math.ceil((turn.end - turn.start) / LETTERS_PER_LINE));
    const height = lines.reduce((sum, count) => sum + count * LINE_HEIGHT + 14, 0);
    return element("div", { class: "cp-stretch", "data-first": first, style: { "--height": `${height}px` } }, ...rows);
  }

  /** @param {Turn} turn @param {(turn: Turn) => void} onTurn */
  row(turn, onTurn) {
    const { words } = this;
    const speaker = turn.speaker || words("no_speaker");
    const number = button(words("turn_number", { n: turn.n, speaker }), () => onTurn(turn), {
      class: "cp-number",
      tabindex: -1,
    }, document.createTextNode(String(turn.n)));
    return element(
      "div",
      { class: turn.interviewer ? "cp-turn cp-interviewer" : "cp-turn", "data-turn": turn.index },
      element("div", { class: "cp-gutter" }, number, element("span", { class: "cp-speaker", text: turn.speaker, title: this.about(turn) })),
      element("p", { class: "cp-text", text: this.model.text.slice(turn.start, turn.end) }),
      element("div", { class: "cp-margin" }),
    );
  }

  /** @param {Turn} turn */
  about(turn) {
    if (turn.seconds === null) return turn.speaker;
    const minutes = Math.floor(turn.seconds / 60);
    return `${turn.speaker} ${minutes}:${String(Math.floor(turn.seconds % 60)).padStart(2, "0")}`;
  }

  /** @param {IntersectionObserverEntry[]} entries */
  notice(entries) {
    for (const { target, isIntersecting } of entries) {
      for (const row of target.children) {
        const index = Number(/** @type {HTMLElement} */ (row).dataset.turn);
        if (isIntersecting) this.near.add(index);
        else this.near.delete(index);
      }
    }
    this.paint();
  }

  /** @param {number} width Margins depend on where lines break. */
  resize(width) {
    if (this.width && this.width !== width) this.repaint(this.model.turns.map((turn) => turn.index));
    this.width = width;
  }

  /** @param {Iterable<number>} turns */
  repaint(turns) {
    for (const index of turns) this.dirty.add(index);
    this.paint();
  }

  /** Paint what is out of date and near the view. */
  paint() {
    const due = [...this.near].filter((index) => this.dirty.has(index)).map((index) => this.model.turns[index]);
    if (!due.length) return;
    for (const turn of due) {
      this.places.textElement(turn.index).replaceChildren(...this.pieces(turn));
      this.dirty.delete(turn.index);
    }
    this.margin.draw(due);
    this.onPainted();
  }

  /** Paint a turn now, wherever it is. @param {number} index */
  reach(index) {
    this.near.add(index);
    this.paint();
  }

  /** @param {Turn} turn @returns {Node[]} */
  pieces(turn) {
    const cuts = new Set([turn.start, turn.end]);
    for (const { start, end } of turn.codings) {
      cuts.add(Math.max(start, turn.start));
      cuts.add(Math.min(end, turn.end));
    }
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(1).map((end, at) => {
      const start = places[at];
      const text = this.model.text.slice(start, end);
      const over = turn.codings.filter((coding) => coding.start <= start && coding.end > start);
      return over.length ? markOf(this, text, over) : document.createTextNode(text);
    });
  }

  /** @param {Coding} coding */
  colour(coding) {
    return this.margin.grouping.colourOf(coding);
  }

  /** Group the stripes by something else, or place them anew after a filter. @param {import("../source/grouping.js").By} [by] */
  arrange(by = this.margin.by) {
    this.margin.group(by);
    this.repaint(this.model.turns.map((turn) => turn.index));
  }

  /** Mark the coding whose card is open. @param {string | null} id */
  activate(id) {
    const before = this.active && this.model.shown.get(this.active);
    const now = id && this.model.shown.get(id);
    this.active = id;
    const turns = [before, now].flatMap((coding) => (coding ? this.model.turnsIn(coding) : []));
    this.repaint(turns.map((turn) => turn.index));
  }

  /** Bring a place into view. @param {number} at */
  scrollTo(at) {
    const { index } = this.model.turnAt(at);
    const row = this.places.turnElement(index);
    row.scrollIntoView({ block: "center" });
    this.reach(index);
    // Rows above get their true height only once laid out: settle once more.
    requestAnimationFrame(() => {
      const scroller = this.body.parentElement;
      const box = this.places.edge({ start: at, end: at + 1 }, "start");
      if (!scroller || !box) return;
      const view = scroller.getBoundingClientRect();
      scroller.scrollTop += box.top - view.top - view.height / 3;
    });
  }

  /** The first turn in view. */
  firstInView() {
    const top = /** @type {HTMLElement} */ (this.body.parentElement).getBoundingClientRect().top;
    const near = [...this.near].sort((a, b) => a - b);
    const first = near.find((index) => this.places.turnElement(index).getBoundingClientRect().bottom > top + 8);
    return this.model.turns[first ?? 0];
  }

  /** The last turn that ends in view. */
  lastInView() {
    const { bottom } = /** @type {HTMLElement} */ (this.body.parentElement).getBoundingClientRect();
    const first = this.firstInView();
    const near = [...this.near].filter((index) => index > first.index).sort((a, b) => b - a);
    const last = near.find((index) => this.places.turnElement(index).getBoundingClientRect().bottom <= bottom);
    return this.model.turns[last ?? first.index];
  }

  /** @param {Turn} turn */
  isInView(turn) {
    const frame = /** @type {HTMLElement} */ (this.body.parentElement).getBoundingClientRect();
    const row = this.places.turnElement(turn.index).getBoundingClientRect();
    return row.bottom > frame.top && row.top < frame.bottom;
  }

  destroy() {
    this.watcher.disconnect();
    this.sizer.disconnect();
    this.margin.heads.remove();
    this.body.remove();
  }
}
