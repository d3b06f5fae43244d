/** What is selected: by mouse, touch, double and triple click, or from the keyboard. */

import { wholeOf } from "../source/leaps.js";
import { widenToGraphemes, widenToWords, wordAround } from "../source/offsets.js";

/** @typedef {{start: number, end: number}} Span */
/** @typedef {import("./render.js").TextView} TextView */

const HELD = "cp-selection";
const TOUCH_REST = 350;
const CLICK_REST = 220;

export class Selection {
  /**
   * @param {object} options
   * @param {TextView} options.view
   * @param {() => boolean} options.isExact Whether letters count, not words.
   * @param {(span: Span) => void} options.onSelect Something was selected with a pointer.
   * @param {(at: number) => void} options.onStand A mouse has set the caret.
   * @param {(at: number) => void} options.onClick A place in the text was clicked, and no second click came.
   * @param {() => void} options.onClear
   */
  constructor({ view, isExact, onSelect, onStand, onClick, onClear }) {
    this.view = view;
    this.isExact = isExact;
    this.onSelect = onSelect;
    this.onStand = onStand;
    this.onClick = onClick;
    this.onClear = onClear;
    /** @type {Span | null} */
    this.span = null;
    /** Where selecting began and where it has come, before whole words are taken. @type {number | null} */
    this.anchor = null;
    /** @type {number | null} */
    this.focus = null;
    this.isDragging = false;
    /** Whether painting has taken the browser's own selection away. */
    this.isLost = false;
    this.paintsAlone("mouse");
    this.stop = new AbortController();
    this.listen({ signal: this.stop.signal });
  }

  /** @param {{signal: AbortSignal}} options */
  listen(options) {
    const { body } = this.view;
    body.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.press(event), options);
    body.addEventListener("dragstart", (/** @type {DragEvent} */ event) => event.preventDefault(), options);
    window.addEventListener("pointermove", (event) => this.move(event), { ...options, passive: true });
    window.addEventListener("pointerup", (event) => this.release(event), options);
    window.addEventListener("pointercancel", () => this.letGo(), options);
    document.addEventListener("selectionchange", () => this.follow(), options);
    document.addEventListener("copy", () => this.span && this.restore(), { ...options, capture: true });
  }

  destroy() {
    this.stop.abort();
    clearTimeout(this.clicking);
    clearTimeout(this.resting);
    CSS.highlights?.delete(HELD);
  }

  /** Whether only we show what is selected: a finger needs to see what its handles do. Changing this is dear in long texts. @param {string} pointer */
  paintsAlone(pointer) {
    this.pointer = pointer;
    this.view.body.classList.toggle("cp-painted", Boolean(CSS.highlights) && pointer === "mouse");
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.pointerType !== this.pointer) this.paintsAlone(event.pointerType);
    clearTimeout(this.clicking);
    if (event.button !== 0 || !/** @type {Element} */ (event.target).closest(".cp-text")) return;
    this.isDragging = event.pointerType === "mouse";
    if (this.isDragging) this.view.hold(true);
    this.pressed = { x: event.clientX, y: event.clientY };
    if (event.shiftKey && this.anchor !== null && this.focus !== null) this.setNative(this.anchor, this.focus);
    else if (this.isDragging) this.clear();
  }

  /** @param {PointerEvent} event */
  move(event) {
    this.isAlt = event.altKey;
    // Let go where nobody told of it.
    if (this.pressed && !event.buttons) this.letGo();
  }

  letGo() {
    this.isDragging = false;
    this.pressed = undefined;
    this.view.hold(false);
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { pressed, isDragging } = this;
    this.pressed = undefined;
    if (!pressed) return;
    const isStill = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 4;
    // The browser finishes its own selection after this event; until it is read, the text stays as it is.
    if (isDragging) setTimeout(() => this.readAndLetGo(event, isStill));
    else if (isStill && !this.native()) this.settleClick(event);
  }

  /** @param {PointerEvent} event @param {boolean} isStill */
  readAndLetGo(event, isStill) {
    if (!this.pressed) this.letGo();
    this.read(event, isStill);
  }

  /** @param {PointerEvent} event @param {boolean} isStill */
  read(event, isStill) {
    const clicks = isStill ? this.countClicks(event) : 0;
    if (clicks === 1 && !event.shiftKey) {
      this.settleClick(event);
      return;
    }
    clearTimeout(this.clicking);
    if (clicks > 1) {
      const span = this.around(event, clicks);
      if (span) this.take(span);
      return;
    }
    const ends = this.native();
    if (!ends) this.paint();
    else if (this.reach(ends.anchor, ends.focus, event.altKey || this.isExact())) this.onSelect(/** @type {Span} */ (this.span));
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
    return clicks === 2 ? wordAround(model.text, at) : wholeOf(model, { start: at, end: at }, clicks === 3 ? "sentence" : "turn");
  }

  /** A click counts once no second one follows; a mouse sets the caret at once. @param {PointerEvent} event */
  settleClick(event) {
    const at = this.view.places.offsetAt(event.clientX, event.clientY);
    clearTimeout(this.clicking);
    if (at === null) return;
    this.clicking = setTimeout(() => this.onClick(at), CLICK_REST);
    if (event.pointerType !== "mouse") return;
    this.anchor = this.focus = at;
    this.onStand(at);
  }

  /** Follow the browser's own selection: under a mouse that drags, and by the handles of a touch screen, which have no end event. */
  follow() {
    if (this.isDragging) {
      const ends = this.native();
      if (ends) this.paint(this.shape(ends.anchor, ends.focus, Boolean(this.isAlt) || this.isExact()));
      return;
    }
    if (this.pointer === "mouse") return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), TOUCH_REST);
    if (this.native()) this.view.hold(true);
  }

  rest() {
    this.view.hold(false);
    const ends = this.native();
    const span = ends && this.shape(ends.anchor, ends.focus, this.isExact());
    if (!ends || !span || (this.span?.start === span.start && this.span.end === span.end)) return;
    [this.anchor, this.focus, this.span] = [ends.anchor, ends.focus, span];
    this.paint();
    this.onSelect(span);
  }

  /** What the browser has selected in the text. @returns {{anchor: number, focus: number} | null} */
  native() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const { places, body } = this.view;
    if (!body.contains(range.startContainer) && !body.contains(range.endContainer)) return null;
    const start = places.offsetOf(range.startContainer, range.startOffset) ?? 0;
    const end = places.offsetOf(range.endContainer, range.endOffset) ?? this.view.model.text.length;
    if (start >= end) return null;
    const isBackward = selection.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset;
    return isBackward ? { anchor: end, focus: start } : { anchor: start, focus: end };
  }

  /** The words, or just the characters, between two places. @param {number} anchor @param {number} focus @param {boolean} isExact @returns {Span | null} */
  shape(anchor, focus, isExact) {
    const { text } = this.view.model;
    const raw = { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
    const span = widenToGraphemes(text, isExact ? raw : widenToWords(text, raw));
    return span.start < span.end ? span : null;
  }

  /** Select from one place to another, quietly; says whether that is anything. @param {number} anchor @param {number} focus */
  reach(anchor, focus, isExact = this.isExact()) {
    const span = this.shape(anchor, focus, isExact);
    if (!span && this.span) this.clear();
    [this.anchor, this.focus, this.span] = [anchor, focus, span];
    if (!span) this.setNative(focus, focus);
    else if (focus < anchor) this.setNative(span.end, span.start);
    else this.setNative(span.start, span.end);
    this.paint();
    return span !== null;
  }

  /** Take whole words, or just the letters, of what is selected. */
  reshape() {
    if (this.anchor !== null && this.focus !== null && this.span) this.reach(this.anchor, this.focus);
  }

  /** Select a span and say so. @param {Span} span */
  take(span) {
    if (span.start >= span.end) return;
    this.hold(span);
    this.onSelect(span);
  }

  /** Select just this span, quietly. @param {Span} span */
  hold(span) {
    this.reach(span.start, span.end, true);
  }

  /** Select nothing, and be at a place. @param {number} at */
  stand(at) {
    this.clear();
    this.anchor = this.focus = at;
    this.setNative(at, at);
  }

  /** Set the browser's own selection. @param {number} anchor @param {number} focus */
  setNative(anchor, focus) {
    const { places, model } = this.view;
    const place = (/** @type {number} */ at, /** @type {number} */ other) => places.boundary(at, model.turnAt(other < at ? at - 1 : at).index);
    document.getSelection()?.setBaseAndExtent(...place(anchor, focus), ...place(focus, anchor));
    this.isLost = false;
  }

  /** Painting has replaced text: what is held is drawn anew, the browser's own selection waits, for it is dear. */
  lose() {
    this.isLost = true;
    if (this.span) this.paint();
  }

  /** Give the browser its own selection back. */
  restore() {
    if (!this.isLost || !this.span || this.anchor === null || this.focus === null) return;
    this.setNative(this.span.start, this.span.end);
  }

  /** Draw what is held: repainted turns have lost it. */
  paint(span = this.span) {
    if (!CSS.highlights) return;
    if (span) CSS.highlights.set(HELD, new Highlight(...this.view.places.ranges(span)));
    else CSS.highlights.delete(HELD);
  }

  clear() {
    clearTimeout(this.clicking);
    this.anchor = this.focus;
    if (!this.span) return;
    this.span = null;
    const selection = document.getSelection();
    if (selection && this.view.body.contains(selection.anchorNode)) selection.collapseToStart();
    this.paint();
    this.onClear();
  }
}
