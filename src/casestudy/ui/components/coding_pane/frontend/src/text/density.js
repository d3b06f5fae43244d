/** A narrow column beside the scroll bar: how much is coded where, one's own to the left and others' to the right. */

import { element } from "../dom.js";
import { countBins, Scale } from "../source/bins.js";

/** @typedef {{start: number, end: number}} Span */

const PIECES = 1000;
const REST = 120;
/** A bar is this wide at its deepest, and as deep as this the widest. */
const WIDTH = 8;
const DEEPEST = 4;
const LEAST = 18;
const TICK = 2;

export class Density {
  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {import("./render.js").TextView["rows"] | undefined} The rows that were measured last. */
    this.rows = undefined;
    /** @type {HTMLCanvasElement} */
    this.canvas = element("canvas", {});
    this.window = element("div", { class: "cp-density-window" });
    this.column = element("div", { class: "cp-density", "aria-hidden": "true", on: { pointerdown: (event) => this.grip(event), pointermove: (event) => this.drag(event) } }, this.canvas, this.window);
    /** @type {Map<string, Span[]>} What is marked in passing, by what it is. */
    this.marked = new Map();
    this.scale = new Scale([0, 1], [0, 1]);
    this.height = 0;
    /** @type {number | undefined} The frame in which the window moves. */
    this.moving = undefined;
    /** @type {ResizeObserver | undefined} */
    this.sizer = undefined;
    desk.scroller.after(this.column);
    desk.onMarks = (name, spans) => this.mark(name, spans);
    const stop = new AbortController();
    desk.scroller.addEventListener("scroll", () => this.scrolled(), { signal: stop.signal, passive: true });
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.drawSoon(), { signal: stop.signal });
    this.destroy = () => {
      stop.abort();
      this.sizer?.disconnect();
      clearTimeout(this.waiting);
    };
  }

  opened() {
    this.sizer ??= new ResizeObserver(() => this.drawSoon(0));
    this.sizer.observe(this.column);
    this.drawSoon(0);
  }

  changed() {
    this.drawSoon();
  }

  /** Mark places: hits of a search, where a link leads. @param {string} name @param {Span[]} spans */
  mark(name, spans) {
    this.marked.set(name, spans);
    this.drawSoon(0);
  }

  /** Many changes are drawn once. @param {number} [rest] */
  drawSoon(rest = REST) {
    if (rest === 0) clearTimeout(this.waiting);
    else if (this.waiting !== undefined) return;
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      this.draw();
    }, rest);
  }

  scrolled() {
    this.moving ??= requestAnimationFrame(() => {
      this.moving = undefined;
      this.frame();
      if (this.desk.scroller.scrollHeight !== this.whole) this.drawSoon();
    });
  }

  /** Show which part is in view. */
  frame() {
    const { scrollTop, clientHeight, scrollHeight } = this.desk.scroller;
    const part = this.height / Math.max(1, scrollHeight);
    this.window.style.height = `${Math.max(LEAST, clientHeight * part)}px`;
    this.window.style.transform = `translateY(${scrollTop * part}px)`;
  }

  /** Where the stretches of text stand: the only rectangles read, and not again while the text is as high as it was. */
  measure() {
    const { view, scroller } = this.desk;
    const { model, rows } = /** @type {import("./render.js").TextView} */ (view);
    if (this.rows === rows && this.whole === scroller.scrollHeight && this.height === this.column.clientHeight) return;
    const { firsts, stretches } = rows;
    const last = stretches.at(-1);
    this.rows = rows;
    this.whole = scroller.scrollHeight;
    this.height = this.column.clientHeight;
    const part = this.height / Math.max(1, this.whole);
    const tops = [...stretches.map((stretch) => stretch.offsetTop), (last?.offsetTop ?? 0) + (last?.offsetHeight ?? 0)];
    const starts = [...firsts.map((first) => model.turns[first].start), model.text.length];
    this.scale = new Scale(starts, tops.map((top) => top * part));
  }

  draw() {
    const { view, session } = this.desk;
    const { model } = session;
    if (!view || !model || !this.column.clientHeight) return;
    this.measure();
    const codings = [...model.shown.values()].filter((coding) => model.isVisible(coding));
    const count = (/** @type {boolean} */ mine) => countBins(codings.filter((coding) => model.isMine(coding) === mine), model.text.length, PIECES);
    this.paint(count(true), count(false), model.text.length);
    this.frame();
  }

  /** @param {Uint16Array} own @param {Uint16Array} others @param {number} length */
  paint(own, others, length) {
    const { canvas, height } = this;
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.scale(ratio, ratio);
    // A canvas knows no variables of the style sheet: these properties hold their values.
    const { color, textDecorationColor, outlineColor } = getComputedStyle(canvas);
    const middle = width / 2;
    for (let y = 0; y < height; y += 1) {
      const from = Math.floor((this.scale.placeAt(y) / Math.max(1, length)) * PIECES);
      const to = Math.max(from + 1, Math.floor((this.scale.placeAt(y + 1) / Math.max(1, length)) * PIECES));
      const [left, right] = [widthOf(own, from, to), widthOf(others, from, to)];
      pen.fillStyle = color;
      pen.fillRect(middle - 0.5 - left, y, left, 1);
      pen.fillStyle = textDecorationColor;
      pen.fillRect(middle + 0.5, y, right, 1);
    }
    pen.fillStyle = outlineColor;
    for (const { start } of [...this.marked.values()].flat()) pen.fillRect(0, this.scale.topOf(start) - TICK / 2, width, TICK);
  }

  /** @param {PointerEvent} event */
  grip(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.column.setPointerCapture(event.pointerId);
    const box = this.window.getBoundingClientRect();
    const isInside = event.clientY >= box.top && event.clientY <= box.bottom;
    this.held = isInside ? event.clientY - box.top : box.height / 2;
    this.drag(event);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.column.hasPointerCapture(event.pointerId)) return;
    const { scroller } = this.desk;
    const y = event.clientY - this.column.getBoundingClientRect().top - (this.held ?? 0);
    scroller.scrollTop = (y / Math.max(1, this.height)) * scroller.scrollHeight;
  }
}

/** @param {Uint16Array} bins @param {number} from @param {number} to */
function widthOf(bins, from, to) {
  let deepest = 0;
  for (let at = from; at < Math.min(to, bins.length); at += 1) deepest = Math.max(deepest, bins[at]);
  return (Math.min(deepest, DEEPEST) / DEEPEST) * WIDTH;
}
