/** A keyboard caret over text that can't be edited: browsers show none there. */

import { element } from "../dom.js";
import { sentenceEdge, widenToGraphemes } from "../source/offsets.js";

/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {"character" | "word" | "line" | "lineboundary" | "sentence" | "turn"} Unit */

export class Caret {
  /** @param {TextView} view @param {Selection} selection @param {HTMLElement} layer */
  constructor(view, selection, layer) {
    this.view = view;
    this.selection = selection;
    this.layer = layer;
    this.isOn = false;
    this.mark = element("div", { class: "cp-caret", "aria-hidden": "true" });
  }

  /** Move the caret, or extend the selection. @param {1 | -1} direction @param {Unit} unit @param {boolean} extending */
  move(direction, unit, extending) {
    const native = document.getSelection();
    if (!native) return false;
    if (this.isOn || this.selection.span) this.selection.restore();
    if (this.begin(native) || extending) {
      if (unit === "sentence" || unit === "turn") this.leap(native, direction, unit, extending);
      else native.modify(extending ? "extend" : "move", direction > 0 ? "forward" : "backward", unit);
    }
    this.isOn = true;
    this.follow();
    return true;
  }

  /** Set the caret. @param {number} at */
  put(at) {
    const { model, places } = this.view;
    this.selection.clear();
    document.getSelection()?.collapse(...places.boundary(at, model.turnAt(at).index));
    this.selection.focus = at;
    this.selection.isLost = false;
    this.isOn = true;
    this.draw();
  }

  /** Browsers know neither our sentences nor our turns. @param {globalThis.Selection} native @param {1 | -1} direction @param {"sentence" | "turn"} unit @param {boolean} extending */
  leap(native, direction, unit, extending) {
    const { model, places } = this.view;
    const from = this.nativeFocus() ?? this.selection.focus;
    const to = unit === "turn" ? this.turnEdge(from, direction) : sentenceEdge(model, from, direction);
    const index = model.turnAt(extending && direction > 0 ? Math.max(0, to - 1) : to).index;
    const place = places.boundary(to, index);
    if (extending) native.extend(...place);
    else native.collapse(...place);
  }

  /** @param {number} at @param {1 | -1} direction */
  turnEdge(at, direction) {
    const { model } = this.view;
    const turn = model.turnAt(at);
    if (direction > 0) return at < turn.end && this.selection.span ? turn.end : (model.turns[turn.index + 1]?.start ?? turn.end);
    return at > turn.start ? turn.start : (model.turns[turn.index - 1]?.start ?? turn.start);
  }

  /** Put the caret in view if it is nowhere; says whether it was there. @param {globalThis.Selection} native */
  begin(native) {
    if (native.focusNode && this.view.body.contains(native.focusNode)) return true;
    const turn = this.view.firstInView();
    native.collapse(...this.view.places.boundary(turn.start, turn.index));
    return false;
  }

  /** Take over what the keys selected. */
  follow() {
    const { view, selection } = this;
    selection.isLost = false;
    selection.focus = this.nativeFocus() ?? selection.focus;
    const span = selection.native();
    if (span) selection.hold(widenToGraphemes(view.model.text, span), true);
    else selection.clear();
    this.draw(true);
  }

  /** The caret's offset, or null where it is not shown. */
  at() {
    return this.isOn ? this.selection.focus : null;
  }

  nativeFocus() {
    const native = document.getSelection();
    return native ? this.view.places.offsetOf(native.focusNode, native.focusOffset) : null;
  }

  /** @param {boolean} [scrolls] */
  draw(scrolls = false) {
    const at = this.at();
    const box = at === null ? null : this.boxAt(at);
    if (!box) {
      this.mark.remove();
      return;
    }
    const origin = this.layer.getBoundingClientRect();
    Object.assign(this.mark.style, {
      left: `${box.x - origin.left - 1}px`,
      top: `${box.top - origin.top}px`,
      height: `${box.height}px`,
    });
    this.layer.append(this.mark);
    if (scrolls) keepInView(/** @type {HTMLElement} */ (this.layer.parentElement), box);
  }

  /** @param {number} at */
  boxAt(at) {
    const { model, places } = this.view;
    const turn = model.turnAt(at);
    if (at < turn.end) {
      const box = places.edge({ start: at, end: at + 1 }, "start");
      return box && { x: box.left, top: box.top, bottom: box.bottom, height: box.height };
    }
    const box = places.edge({ start: at - 1, end: at }, "end");
    return box && { x: box.right, top: box.top, bottom: box.bottom, height: box.height };
  }

  hide() {
    this.isOn = false;
    this.mark.remove();
  }
}

/** @param {HTMLElement} scroller @param {{top: number, bottom: number}} box */
function keepInView(scroller, box) {
  const view = scroller.getBoundingClientRect();
  if (box.top < view.top + 30) scroller.scrollTop -= view.top + 90 - box.top;
  else if (box.bottom > view.bottom - 30) scroller.scrollTop += box.bottom - view.bottom + 90;
}
