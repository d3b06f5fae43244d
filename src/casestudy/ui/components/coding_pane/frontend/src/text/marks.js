/** Marks on words that are no codings: they lie over the text, and painting a turn takes them away. */

/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {{start: number, end: number}} Span */

const MOST = 5000;

export class Marks {
  /** @param {string} name Of the highlight in the style sheet. @param {number} [priority] */
  constructor(name, priority = 0) {
    this.name = name;
    this.priority = priority;
    /** @type {Span[]} */
    this.spans = [];
    /** @type {StaticRange[][]} By span. */
    this.ranges = [];
  }

  /** @param {TextView} view @param {Span[]} spans */
  set(view, spans) {
    this.spans = spans.slice(0, MOST);
    this.ranges = [];
    this.paint(view);
  }

  /** Draw again what painting has taken away. @param {TextView} view */
  paint(view) {
    if (!CSS.highlights) return;
    if (!this.spans.length) {
      CSS.highlights.delete(this.name);
      return;
    }
    const isThere = (/** @type {StaticRange} */ range) => range.startContainer.isConnected && range.endContainer.isConnected;
    this.ranges = this.spans.map((span, at) => {
      const ranges = this.ranges[at];
      return ranges?.every(isThere) ? ranges : view.places.ranges(span).map((range) => new StaticRange(range));
    });
    const highlight = new Highlight(...this.ranges.flat());
    highlight.priority = this.priority;
    CSS.highlights.set(this.name, highlight);
  }

  clear() {
    this.spans = [];
    this.ranges = [];
    CSS.highlights?.delete(this.name);
  }
}
