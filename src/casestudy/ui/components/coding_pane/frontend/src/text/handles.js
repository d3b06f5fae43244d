/** The two handles at the ends of one's own coding: drag them, or move them by arrow keys. */

import { element } from "../dom.js";
import { keepInView } from "./caret.js";
import { nextCharacterEdge, nextWordEdge, widenToGraphemes, widenToWords } from "../source/offsets.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {"start" | "end"} Side */

const PREVIEW = "cp-preview";
/** So many words say where an end stands. */
const SAID = 3;

export class Handles {
  /**
   * @param {object} options
   * @param {TextView} options.view
   * @param {HTMLElement} options.layer
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {() => boolean} options.isExact Whether letters count, not words.
   * @param {(id: string, span: {start: number, end: number}) => void} options.onResize
   */
  constructor({ view, layer, words, isExact, onResize }) {
    this.view = view;
    this.layer = layer;
    this.words = words;
    this.isExact = isExact;
    this.onResize = onResize;
    /** @type {string | null} */
    this.id = null;
    this.knobs = { start: this.knob("start"), end: this.knob("end") };
  }

  /** @param {Side} side @returns {HTMLElement} */
  knob(side) {
    return element("div", {
      class: `cp-handle cp-handle-${side}`,
      tabindex: 0,
      role: "slider",
      "aria-label": this.words(side === "start" ? "handle_start" : "handle_end"),
      "aria-valuemin": 0,
      on: {
        pointerdown: (event) => this.grip(event),
        pointermove: (event) => this.drag(event, side),
        pointerup: () => this.drop(),
        pointercancel: () => this.cancel(),
        keydown: (event) => this.key(event, side),
      },
    });
  }

  get coding() {
    return this.id ? (this.view.model.shown.get(this.id) ?? null) : null;
  }

  /** Show them at a coding, or nowhere. @param {string | null} id */
  show(id) {
    this.id = id;
    this.place();
  }

  place() {
    const { coding } = this;
    for (const side of /** @type {Side[]} */ (["start", "end"])) {
      const knob = this.knobs[side];
      const box = coding && this.view.places.edge(coding, side);
      if (!coding || !box) {
        knob.remove();
        continue;
      }
      const origin = this.layer.getBoundingClientRect();
      knob.style.left = `${(side === "start" ? box.left : box.right) - origin.left}px`;
      knob.style.top = `${box.top - origin.top}px`;
      knob.style.height = `${box.height}px`;
      this.tell(knob, coding, side);
      if (!knob.isConnected) this.layer.append(knob);
    }
  }

  /** @param {HTMLElement} knob @param {Coding} coding @param {Side} side */
  tell(knob, coding, side) {
    const { text } = this.view.model;
    const said = text.slice(coding.start, coding.end).trim().split(/\s+/);
    const words = (side === "start" ? said.slice(0, SAID) : said.slice(-SAID)).join(" ");
    knob.setAttribute("aria-valuemax", String(text.length));
    knob.setAttribute("aria-valuenow", String(coding[side]));
    knob.setAttribute("aria-valuetext", this.words(side === "start" ? "handle_begins" : "handle_ends", { words }));
  }

  /** @param {PointerEvent} event */
  grip(event) {
    const knob = /** @type {HTMLElement} */ (event.currentTarget);
    knob.setPointerCapture(event.pointerId);
    this.isDragging = true;
    event.preventDefault();
    event.stopPropagation();
    knob.focus({ preventScroll: true });
  }

  /** @param {PointerEvent} event @param {Side} side */
  drag(event, side) {
    const span = this.isDragging ? this.spanUnder(event, side) : null;
    if (!span) return;
    this.wanted = span;
    if (CSS.highlights) CSS.highlights.set(PREVIEW, new Highlight(...this.view.places.ranges(span)));
    const box = this.view.places.edge(span, side);
    const origin = this.layer.getBoundingClientRect();
    if (!box) return;
    this.knobs[side].style.left = `${(side === "start" ? box.left : box.right) - origin.left}px`;
    this.knobs[side].style.top = `${box.top - origin.top}px`;
  }

  /** @param {PointerEvent} event @param {Side} side */
  spanUnder(event, side) {
    const { coding } = this;
    for (const knob of Object.values(this.knobs)) knob.style.pointerEvents = "none";
    const at = this.view.places.offsetAt(event.clientX, event.clientY);
    for (const knob of Object.values(this.knobs)) knob.style.pointerEvents = "";
    if (!coding || at === null) return null;
    const span = { start: coding.start, end: coding.end, [side]: at };
    if (span.start >= span.end) return null;
    const { text } = this.view.model;
    return widenToGraphemes(text, event.altKey || this.isExact() ? span : widenToWords(text, span));
  }

  drop() {
    const { wanted, coding } = this;
    this.cancel();
    if (coding && wanted && (wanted.start !== coding.start || wanted.end !== coding.end)) this.onResize(coding.id, wanted);
  }

  cancel() {
    this.isDragging = false;
    this.wanted = undefined;
    CSS.highlights?.delete(PREVIEW);
    this.place();
  }

  /** Arrows move by word, with Alt by character. @param {KeyboardEvent} event @param {Side} side */
  key(event, side) {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!direction || event.ctrlKey || !this.nudge(side, direction, event.altKey || this.isExact())) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Move an end by a word or a character; says whether there is a coding to do it to. @param {Side} side @param {1 | -1} direction @param {boolean} isExact */
  nudge(side, direction, isExact) {
    const { coding } = this;
    if (!coding || !this.id) return false;
    const { text } = this.view.model;
    const next = isExact ? nextCharacterEdge : nextWordEdge;
    const span = widenToGraphemes(text, { start: coding.start, end: coding.end, [side]: next(text, coding[side], direction, side) });
    if (span.start >= span.end || (span.start === coding.start && span.end === coding.end)) return true;
    this.onResize(this.id, span);
    const box = this.view.places.edge(span, side);
    if (box) keepInView(/** @type {HTMLElement} */ (this.layer.parentElement), box);
    return true;
  }

  destroy() {
    CSS.highlights?.delete(PREVIEW);
    this.show(null);
  }
}
