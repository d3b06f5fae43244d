/** A keyboard caret over text that can't be edited: browsers show none there. */

import { element } from "../dom.js";
import { leap, wholeOf } from "../source/leaps.js";
import { lineEdge, lineStep } from "./lines.js";

/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("../source/leaps.js").Unit | "line" | "lineboundary"} Unit */

export class Caret {
  /** @param {TextView} view @param {Selection} selection @param {HTMLElement} layer */
  constructor(view, selection, layer) {
    this.view = view;
    this.selection = selection;
    this.layer = layer;
    this.isOn = false;
    /** @type {number | null} The column that moving by lines keeps to. */
    this.column = null;
    this.mark = element("div", { class: "cp-caret", "aria-hidden": "true" });
  }

  get scroller() {
    return /** @type {HTMLElement} */ (this.layer.parentElement);
  }

  /** Move the caret, or extend the selection. @param {1 | -1} direction @param {Unit} unit @param {boolean} selects */
  move(direction, unit, selects) {
    const { selection } = this;
    if (unit !== "line") this.column = null;
    const from = this.from(direction, selects, unit);
    if (from === null) {
      this.put(this.view.firstInView().start);
      return;
    }
    const { span } = selection;
    const to = span && !selects && unit === "character" ? from : this.to(from, direction, unit, selects);
    if (selects) selection.reach(selection.anchor ?? from, to);
    else selection.stand(to);
    this.show();
  }

  /** Where a move begins; null where the caret is nowhere in view. @param {1 | -1} direction @param {boolean} selects @param {Unit} unit */
  from(direction, selects, unit) {
    const { span, anchor, focus } = this.selection;
    if (selects && span && anchor !== null && focus !== null && unit === "word") {
      // Whole words are selected already: the next one is wanted.
      return focus < anchor ? Math.min(focus, span.start) : Math.max(focus, span.end);
    }
    if (selects) return focus ?? this.view.firstInView().start;
    if (span) return direction > 0 ? span.end : span.start;
    return focus !== null && this.isInView(focus) ? focus : null;
  }

  /** @param {number} from @param {1 | -1} direction @param {Unit} unit @param {boolean} selects */
  to(from, direction, unit, selects) {
    const { view } = this;
    if (unit === "lineboundary") return lineEdge(view, from, direction);
    if (unit !== "line") return leap(view.model, from, direction, unit, selects);
    this.column ??= this.boxAt(from)?.x ?? 0;
    return lineStep(view, from, direction, this.column);
  }

  /** Select the sentence or the turn at the caret, or those that the selection touches. @param {"sentence" | "turn"} unit @param {number} at Where there is no selection. */
  selectWhole(unit, at) {
    this.selection.hold(wholeOf(this.view.model, this.selection.span ?? { start: at, end: at }, unit));
    this.show();
  }

  /** Set the caret. @param {number} at */
  put(at) {
    this.selection.stand(at);
    this.column = null;
    this.show();
  }

  /** Show it where it stands. */
  show() {
    this.isOn = true;
    this.draw(true);
  }

  /** Its offset, or null where it is not shown. */
  at() {
    return this.isOn ? this.selection.focus : null;
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
    if (scrolls) keepInView(this.scroller, box);
  }

  /** @param {number} at */
  boxAt(at) {
    const { model, places } = this.view;
    const turn = model.turnAt(at);
    if (at < turn.end) {
      const box = places.edge({ start: at, end: at + 1 }, "start");
      return box && { x: box.left, top: box.top, bottom: box.bottom, height: box.height };
    }
    const box = turn.start < turn.end ? places.edge({ start: turn.end - 1, end: turn.end }, "end") : null;
    return box && { x: box.right, top: box.top, bottom: box.bottom, height: box.height };
  }

  /** @param {number} at */
  isInView(at) {
    const box = this.boxAt(at);
    const frame = this.scroller.getBoundingClientRect();
    return box !== null && box.bottom > frame.top && box.top < frame.bottom;
  }

  hide() {
    this.isOn = false;
    this.mark.remove();
  }
}

/** @param {HTMLElement} scroller @param {{top: number, bottom: number}} box */
export function keepInView(scroller, box) {
  const view = scroller.getBoundingClientRect();
  if (box.top < view.top + 30) scroller.scrollTop -= view.top + 90 - box.top;
  else if (box.bottom > view.bottom - 30) scroller.scrollTop += box.bottom - view.bottom + 90;
}
