/** The text on the page: one row per turn, coded stretches as spans, painted only near the view. */

import { countWhile } from "../source/offsets.js";
import { Margin } from "./margin.js";
import { Pace } from "./pace.js";
import { piecesOf } from "./pieces.js";
import { Places } from "./places.js";
import { Rows } from "./rows.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {import("../source/model.js").Turn} Turn */

const NEAR = "1200px 0px";
/** So few turns are painted at once, without a look at where they are. */
const FEW = 12;

export class TextView {
  /**
   * @param {object} options
   * @param {Model} options.model
   * @param {HTMLElement} options.scroller
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {(turn: Turn) => void} options.onTurn Its number was pressed.
   * @param {(turns: Turn[]) => void} options.onMade Rows are there that were not before.
   * @param {() => void} options.onPainted
   */
  constructor({ model, scroller, words, onTurn, onMade, onPainted }) {
    this.model = model;
    this.scroller = scroller;
    this.words = words;
    this.onPainted = onPainted;
    /** @type {string | null} The coding whose card is open. */
    this.active = null;
    this.rows = new Rows({ model, words, onTurn, onMade });
    this.body = this.rows.body;
    this.places = new Places(model, this.rows);
    /** @type {Set<number>} Turns near the view. */
    this.near = new Set();
    /** @type {Set<number>} Turns whose paint is out of date. */
    this.dirty = new Set(model.turns.filter((turn) => turn.codings.length).map((turn) => turn.index));
    /** Whether painting waits, because a pointer is selecting: it must not lose the text under it. */
    this.isHeld = false;
    this.pace = new Pace();
    /** @type {number | undefined} The frame in which more will be painted. */
    this.frame = undefined;
    this.watcher = new IntersectionObserver((entries) => this.notice(entries), { root: scroller, rootMargin: NEAR });
    for (const stretch of this.rows.stretches) this.watcher.observe(stretch);
    this.listening = new AbortController();
    scroller.addEventListener("scroll", ({ timeStamp }) => this.pace.scrolled(timeStamp), { passive: true, signal: this.listening.signal });
    this.margin = new Margin(this);
    this.width = 0;
    this.sizer = new ResizeObserver((entries) => this.resize(entries));
    for (const box of [scroller, this.body]) this.sizer.observe(box);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  notice(entries) {
    for (const { target, isIntersecting } of entries) {
      const at = this.rows.stretches.indexOf(/** @type {HTMLElement} */ (target));
      if (isIntersecting) this.rows.make(at);
      for (const { index } of this.rows.turnsOf(at)) {
        if (isIntersecting) this.near.add(index);
        else this.near.delete(index);
      }
    }
    this.paintSoon();
  }

  /** Margins depend on where lines break; what lies over the text, on where it stands. @param {ResizeObserverEntry[]} entries */
  resize(entries) {
    const before = this.width;
    this.width = this.scroller.clientWidth;
    if (before && before !== this.width) this.repaint(this.model.turns.map((turn) => turn.index));
    else if (entries.some(({ target }) => target === this.body)) this.onPainted();
  }

  /** @param {Iterable<number>} turns */
  repaint(turns) {
    for (const index of turns) this.dirty.add(index);
    if (this.isHeld) return;
    const here = [...turns].filter((index) => this.near.has(index)).map((index) => this.model.turns[index]);
    if (here.length > FEW) this.paintDue();
    else if (here.length) this.paint(here);
  }

  /** The text has come into view: show what is there at once, and make the rest when there is time. */
  arrive() {
    const frame = this.scroller.getBoundingClientRect();
    const first = this.stretchAt(frame.top);
    for (let at = first; at < this.rows.stretches.length; at += 1) {
      this.rows.make(at);
      for (const { index } of this.rows.turnsOf(at)) this.near.add(index);
      if (this.rows.stretches[at].getBoundingClientRect().bottom > frame.bottom) break;
    }
    this.paintDue();
    if (!this.rows.waiting) this.rows.fill();
  }

  /** @param {boolean} isHeld */
  hold(isHeld) {
    this.isHeld = isHeld;
    if (!isHeld) this.paintSoon();
  }

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => this.paintDue());
  }

  /** Paint what is out of date near the view, as much of it as there is time for, and go on in the next frame. */
  paintDue() {
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = undefined;
    if (this.isHeld) return;
    const waiting = [...this.near].filter((index) => this.dirty.has(index)).map((index) => this.model.turns[index]);
    if (!waiting.length) return;
    const due = this.pace.choose(this.byDistance(waiting), performance.now());
    if (due.length) this.pace.time(due, () => this.paint(due));
    if (due.length < waiting.length) this.paintSoon();
  }

  /** How far turns are outside the view, the nearest first. @param {Turn[]} turns */
  byDistance(turns) {
    const frame = this.scroller.getBoundingClientRect();
    const all = turns.map((turn) => {
      const row = this.places.turnElement(turn.index).getBoundingClientRect();
      return { turn, away: Math.max(0, row.top - frame.bottom, frame.top - row.bottom) };
    });
    return all.sort((a, b) => a.away - b.away);
  }

  /** @param {Turn[]} turns */
  paint(turns) {
    for (const turn of turns) {
      this.places.textElement(turn.index).replaceChildren(...piecesOf(this, turn));
      this.dirty.delete(turn.index);
    }
    this.margin.draw(turns);
    this.onPainted();
  }

  /** Paint a turn now, wherever it is. @param {number} index */
  reach(index) {
    if (this.dirty.has(index)) this.paint([this.model.turns[index]]);
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
    this.places.turnElement(index).scrollIntoView({ block: "center" });
    this.arrive();
    this.reach(index);
    // Rows above get their true height only once laid out: settle once more.
    requestAnimationFrame(() => {
      const box = this.places.edge({ start: at, end: at + 1 }, "start");
      if (!this.body.isConnected || !box) return;
      const view = this.scroller.getBoundingClientRect();
      this.scroller.scrollTop += box.top - view.top - view.height / 3;
    });
  }

  /** The first stretch that reaches below a height of the window. @param {number} top */
  stretchAt(top) {
    const { stretches } = this.rows;
    const at = countWhile(stretches, (stretch) => stretch.getBoundingClientRect().bottom <= top);
    return Math.min(at, stretches.length - 1);
  }

  /** The first turn in view. */
  firstInView() {
    const top = this.scroller.getBoundingClientRect().top + 8;
    const turns = this.rows.turnsOf(this.stretchAt(top));
    return turns.find((turn) => this.places.turnElement(turn.index).getBoundingClientRect().bottom > top) ?? this.model.turns[0];
  }

  /** The last turn that ends in view. */
  lastInView() {
    const { bottom } = this.scroller.getBoundingClientRect();
    const { turns } = this.model;
    let last = this.firstInView();
    for (let next = turns[last.index + 1]; next; next = turns[next.index + 1]) {
      if (this.places.turnElement(next.index).getBoundingClientRect().bottom > bottom) break;
      last = next;
    }
    return last;
  }

  /** @param {Turn} turn */
  isInView(turn) {
    const frame = this.scroller.getBoundingClientRect();
    const row = this.places.turnElement(turn.index).getBoundingClientRect();
    return row.bottom > frame.top && row.top < frame.bottom;
  }

  destroy() {
    this.listening.abort();
    this.watcher.disconnect();
    this.sizer.disconnect();
    cancelAnimationFrame(this.frame ?? 0);
    this.margin.heads.remove();
    this.rows.destroy();
  }
}
