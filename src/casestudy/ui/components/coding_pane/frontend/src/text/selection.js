/** What is selected: by mouse, touch, double and triple click, or from the keyboard. */

import { sentenceAround, widenToGraphemes, widenToWords, wordAround } from "../source/offsets.js";

/** @typedef {{start: number, end: number}} Span */
/** @typedef {import("./render.js").TextView} TextView */

const HELD = "cp-selection";
const TOUCH_REST = 350;
const CLICK_REST = 220;

export class Selection {
  /**
   * @param {object} options
   * @param {TextView} options.view
   * @param {(span: Span) => void} options.onSelect Something was selected with a pointer.
   * @param {(at: number) => void} options.onClick A place in the text was clicked.
   * @param {() => void} options.onClear
   */
  constructor({ view, onSelect, onClick, onClear }) {
    this.view = view;
    this.onSelect = onSelect;
    this.onClick = onClick;
    this.onClear = onClear;
    /** @type {Span | null} */
    this.span = null;
    this.isDragging = false;
    /** Where the browser's own selection moves, and whether painting has taken it away. */
    this.focus = 0;
    this.isLost = false;
    this.pointer = "mouse";
    const stop = new AbortController();
    const options = { signal: stop.signal };
    view.body.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.press(event), options);
    window.addEventListener("pointerup", (event) => this.release(event), options);
    window.addEventListener("pointercancel", () => (this.isDragging = false), options);
    document.addEventListener("selectionchange", () => this.follow(), options);
    this.destroy = () => {
      stop.abort();
      CSS.highlights?.delete(HELD);
    };
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.pointer = event.pointerType;
    clearTimeout(this.clicking);
    if (event.button !== 0 || !/** @type {Element} */ (event.target).closest(".cp-text")) return;
    this.isDragging = event.pointerType === "mouse";
    this.pressed = { x: event.clientX, y: event.clientY };
    if (event.shiftKey) this.restore();
    else if (this.isDragging) this.clear();
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { pressed } = this;
    this.pressed = undefined;
    if (!pressed) return;
    const isStill = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 4;
    if (!this.isDragging) {
      if (isStill && !this.native()) this.settleClick(event);
      return;
    }
    this.isDragging = false;
    // The browser finishes its own selection after this event.
    setTimeout(() => this.read(event, isStill));
  }

  /** @param {PointerEvent} event @param {boolean} isStill */
  read(event, isStill) {
    const clicks = isStill ? this.countClicks(event) : 0;
    if (clicks === 1 && !event.shiftKey) {
      this.settleClick(event);
      return;
    }
    clearTimeout(this.clicking);
    const span = clicks > 1 ? this.around(event, clicks) : this.native();
    if (!span) return;
    const { text } = this.view.model;
    const whole = event.altKey || clicks > 1 ? span : widenToWords(text, span);
    this.take(widenToGraphemes(text, whole));
  }

  /** @param {PointerEvent} event */
  countClicks(event) {
    const isSame = this.last && event.timeStamp - this.last.at < 450 && Math.hypot(event.clientX - this.last.x, event.clientY - this.last.y) < 5;
    this.last = { at: event.timeStamp, x: event.clientX, y: event.clientY, count: isSame ? /** @type {any} */ (this.last).count + 1 : 1 };
    return this.last.count;
  }

  /** Word, sentence, turn. @param {PointerEvent} event @param {number} clicks @returns {Span | null} */
  around(event, clicks) {
    const at = this.view.places.offsetAt(event.clientX, event.clientY);
    if (at === null) return null;
    const { model } = this.view;
    const turn = model.turnAt(at);
    if (clicks === 2) return wordAround(model.text, at);
    return clicks === 3 ? sentenceAround(model.text, turn, at) : { start: turn.start, end: turn.end };
  }

  /** A click counts once no second one follows. @param {PointerEvent} event */
  settleClick(event) {
    const at = this.view.places.offsetAt(event.clientX, event.clientY);
    clearTimeout(this.clicking);
    this.clicking = setTimeout(() => at !== null && this.onClick(at), CLICK_REST);
  }

  /** Follow the handles of a touch selection, which has no end event. */
  follow() {
    if (this.pointer === "mouse" || this.isDragging) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      const span = this.native();
      if (!span) return;
      const { text } = this.view.model;
      const whole = widenToGraphemes(text, widenToWords(text, span));
      if (this.span && whole.start === this.span.start && whole.end === this.span.end) return;
      this.span = whole;
      this.onSelect(whole);
    }, TOUCH_REST);
  }

  /** What the browser has selected in the text. @returns {Span | null} */
  native() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const { places, body } = this.view;
    if (!body.contains(range.startContainer) && !body.contains(range.endContainer)) return null;
    const start = places.offsetOf(range.startContainer, range.startOffset) ?? 0;
    const end = places.offsetOf(range.endContainer, range.endOffset) ?? this.view.model.text.length;
    return start < end ? { start, end } : null;
  }

  /** Select a span and say so. @param {Span} span */
  take(span) {
    if (span.start >= span.end) return;
    this.hold(span);
    this.onSelect(span);
  }

  /** Select a span quietly. @param {Span} span @param {boolean} [keepNative] */
  hold(span, keepNative = false) {
    this.span = span;
    if (!keepNative) this.select(span);
    this.paint();
  }

  /** Set the browser's own selection. @param {Span} span @param {boolean} [isBackward] */
  select({ start, end }, isBackward = false) {
    const { places, model } = this.view;
    const first = places.boundary(start, model.turnAt(start).index);
    const last = places.boundary(end, model.turnAt(Math.max(start, end - 1)).index);
    if (isBackward) document.getSelection()?.setBaseAndExtent(...last, ...first);
    else document.getSelection()?.setBaseAndExtent(...first, ...last);
    this.focus = isBackward ? start : end;
    this.isLost = false;
  }

  /** Painting has replaced text: what is held is drawn anew, the browser's own selection waits. */
  lose() {
    this.isLost = true;
    if (this.span) this.paint();
  }

  /** Give the browser its own selection back; it is dear, so only before it is moved. */
  restore() {
    if (!this.isLost) return;
    const span = this.span ?? { start: this.focus, end: this.focus };
    this.select(span, span.start < span.end && this.focus === span.start);
  }

  /** Draw the held span anew: repainted turns have lost it. */
  paint() {
    if (!CSS.highlights) return;
    const root = this.view.body.closest(".cp");
    root?.classList.toggle("cp-holds", Boolean(this.span));
    if (this.span) CSS.highlights.set(HELD, new Highlight(...this.view.places.ranges(this.span)));
    else CSS.highlights.delete(HELD);
  }

  clear() {
    clearTimeout(this.clicking);
    if (!this.span) return;
    this.span = null;
    const selection = document.getSelection();
    if (selection && this.view.body.contains(selection.anchorNode)) selection.collapseToStart();
    this.paint();
    this.onClear();
  }
}
