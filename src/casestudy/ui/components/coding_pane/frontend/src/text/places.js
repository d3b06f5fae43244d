/** From offsets to places in the page and back. */

/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {{start: number, end: number}} Span */

export class Places {
  /**
   * @param {Model} model
   * @param {import("./rows.js").Rows} rows
   */
  constructor(model, rows) {
    this.model = model;
    this.body = rows.body;
    this.rows = rows;
    /** One range for all measuring: the browser keeps every range right at every change of the page. */
    this.ruler = document.createRange();
  }

  /** @param {number} index @returns {HTMLElement} */
  turnElement(index) {
    return this.rows.row(index);
  }

  /** @param {number} index @returns {HTMLElement} */
  textElement(index) {
    return /** @type {HTMLElement} */ (this.turnElement(index).children[1]);
  }

  /** The turn an element stands in. @param {Node | null} node */
  turnOf(node) {
    const inside = node instanceof Element ? node : node?.parentElement;
    const turn = inside?.closest(".cp-turn");
    return turn instanceof HTMLElement && this.body.contains(turn) ? this.model.turns[Number(turn.dataset.turn)] : null;
  }

  /**
   * The offset behind a boundary point, or null outside the text.
   * @param {Node | null} node
   * @param {number} offset
   */
  offsetOf(node, offset) {
    if (!node || !this.body.contains(node)) return null;
    const turn = this.turnOf(node);
    if (!turn) return this.startOf(node.childNodes[offset] ?? following(node, this.body));
    const text = this.textElement(turn.index);
    if (!text.contains(node)) {
      return text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING ? turn.end : turn.start;
    }
    this.ruler.setStart(text, 0);
    this.ruler.setEnd(node, offset);
    return Math.min(turn.end, turn.start + this.ruler.toString().length);
  }

  /** Where the first turn of a stretch, or a row, begins; nowhere is the end of the text. @param {Node | null} node */
  startOf(node) {
    if (!(node instanceof Element)) return this.model.text.length;
    return (this.rows.firstIn(node) ?? this.turnOf(node))?.start ?? this.model.text.length;
  }

  /** The offset under a point of the screen. @param {number} x @param {number} y */
  offsetAt(x, y) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      return place && this.offsetOf(place.offsetNode, place.offset);
    }
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? this.offsetOf(range.startContainer, range.startOffset) : null;
  }

  /**
   * The boundary point of an offset in a turn.
   * @param {number} at
   * @param {number} index
   * @returns {[Node, number]}
   */
  boundary(at, index) {
    const text = this.textElement(index);
    let rest = at - this.model.turns[index].start;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (let next = node; next; next = walker.nextNode()) {
      node = next;
      if (rest <= (next.nodeValue ?? "").length) return [next, rest];
      rest -= (next.nodeValue ?? "").length;
    }
    return node ? [node, (node.nodeValue ?? "").length] : [text, 0];
  }

  /** A range inside one turn. @param {Span} span @param {number} index @param {Range} [range] To be moved there. */
  rangeIn({ start, end }, index, range = document.createRange()) {
    const turn = this.model.turns[index];
    range.setStart(...this.boundary(Math.max(start, turn.start), index));
    range.setEnd(...this.boundary(Math.min(end, turn.end), index));
    return range;
  }

  /** One range for each turn that a span touches. @param {Span} span */
  ranges(span) {
    return this.model.turnsIn(span).map((turn) => this.rangeIn(span, turn.index));
  }

  /**
   * The rectangle of the first or last character of a span.
   * @param {Span} span
   * @param {"start" | "end"} side
   * @returns {DOMRect | null}
   */
  edge(span, side) {
    const at = side === "start" ? span.start : span.end - 1;
    const turn = this.model.turnAt(at);
    const boxes = this.rangeIn({ start: at, end: at + 1 }, turn.index, this.ruler).getClientRects();
    return (side === "start" ? boxes[0] : boxes[boxes.length - 1]) ?? null;
  }

  /** The box around a span's visible part. @param {Span} span */
  box(span) {
    const first = this.edge(span, "start");
    const last = this.edge(span, "end");
    if (!first || !last) return null;
    const text = this.textElement(this.model.turnAt(span.start).index).getBoundingClientRect();
    const isOneLine = Math.abs(first.top - last.top) < 2;
    const left = isOneLine ? first.left : text.left;
    const right = isOneLine ? last.right : text.right;
    return new DOMRect(left, first.top, right - left, last.bottom - first.top);
  }
}

/** What stands behind a node that has no more children. @param {Node} node @param {Node} body */
function following(node, body) {
  return node === body ? null : node.nextSibling;
}
