/** The margin: a stripe for each coding, in lanes, with the codes' names beside it. */

import { Grouping } from "../source/grouping.js";
import { groupsIn, layOut, leftOf, Stripes, whole } from "../source/stripes.js";
import { element } from "../dom.js";
import { describe } from "./describe.js";
import { drawNames } from "./names.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {import("../source/stripes.js").Group} Group */
/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {{coding: Coding, top: number, bottom: number, lane: number, group: Group}} Bar */

/** Below this the margin has room for stripes alone. */
const NAMES = 84;
/** The stripes' part of the margin, where there are names too. */
const SHARE = 0.56;

export class Margin {
  /** @param {TextView} view */
  constructor(view) {
    this.view = view;
    this.width = 0;
    this.heads = element("div", { class: "cp-heads", "aria-hidden": "true", hidden: true });
    /** @type {Map<string, Group>} */
    this.groups = new Map();
    this.grouping = new Grouping(view.model, "code");
    this.stripes = new Stripes((coding) => this.grouping.keyOf(coding));
    this.isPacked = false;
    /** @type {Map<string, number>} Lanes the groups have room for now. */
    this.laid = new Map();
  }

  get by() {
    return this.grouping.by;
  }

  get hasNames() {
    return this.width >= NAMES;
  }

  get room() {
    return this.hasNames ? Math.floor(this.width * SHARE) : this.width;
  }

  /** Place every stripe anew when next drawn, grouped by this. @param {import("../source/grouping.js").By} by */
  group(by) {
    this.grouping = new Grouping(this.view.model, by);
    this.isPacked = false;
  }

  pack() {
    this.isPacked = true;
    this.grouping.fit(this.hasNames ? groupsIn(this.room) : 0);
    this.stripes.pack(this.view.model.visible());
    this.layOut();
  }

  /** Give the groups their room, and say which is which. */
  layOut() {
    const { grouping, stripes } = this;
    const lanes = [...grouping.keys, ""].map((key) => /** @type {[string, number]} */ ([key, stripes.lanes.get(key) ?? 0])).filter(([, count]) => count);
    this.laid = new Map(lanes);
    this.groups = grouping.hasHeads ? layOut(this.laid, this.room) : new Map([["", whole(this.room)]]);
    this.heads.hidden = !grouping.hasHeads;
    const heads = grouping.hasHeads ? [...this.groups].map(([key, group]) => this.head(key, group)) : [];
    this.heads.replaceChildren(element("div", { class: "cp-margin" }, ...heads));
  }

  /** @param {string} key @param {Group} group */
  head(key, { left, width }) {
    const { short, name } = this.grouping.headOf(key);
    return element("span", { class: "cp-head", title: name, text: short, style: { left: `${left}px`, width: `${width}px` } });
  }

  /**
   * Draw the margins of some turns: all rectangles are read before anything is written.
   * @param {Turn[]} turns
   */
  draw(turns) {
    const { places } = this.view;
    const { clientWidth } = places.turnElement(turns[0].index).children[2];
    if (!this.isPacked || (clientWidth && clientWidth !== this.width)) {
      this.width = clientWidth;
      this.pack();
    }
    const measured = turns.map((turn) => ({ turn, ...this.measure(turn) }));
    for (const { turn, bars, height } of measured) this.fill(turn, bars, height);
    if (this.grouping.hasHeads) this.widen();
  }

  /** Where a group has got one more lane, or there is a new one, what stands beside it moves. */
  widen() {
    const lanes = [...this.stripes.lanes];
    if (lanes.every(([key, count]) => this.laid.get(key) === count)) return;
    if (lanes.some(([key]) => !this.laid.has(key))) this.pack();
    else this.layOut();
    requestAnimationFrame(() => this.view.repaint(this.view.model.turns.map((turn) => turn.index)));
  }

  /** @param {Turn} turn */
  measure(turn) {
    const { view } = this;
    const row = view.places.turnElement(turn.index).getBoundingClientRect();
    const bars = turn.codings.flatMap((coding) => {
      const part = { start: Math.max(coding.start, turn.start), end: Math.min(coding.end, turn.end) };
      const first = view.places.edge(part, "start");
      const last = view.places.edge(part, "end");
      if (!first || !last) return [];
      const top = coding.start < turn.start ? 0 : first.top - row.top;
      const bottom = coding.end > turn.end ? row.height : last.bottom - row.top;
      const { lane, key } = this.stripes.placeOf(coding, (span) => view.model.codingsIn(span));
      return [{ coding, top, bottom, lane, group: this.groups.get(key) ?? whole(this.room) }];
    });
    return { bars, height: row.height };
  }

  /** @param {Turn} turn @param {Bar[]} bars @param {number} height */
  fill(turn, bars, height) {
    const { view } = this;
    const margin = /** @type {HTMLElement} */ (view.places.turnElement(turn.index).children[2]);
    const focused = margin.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const shown = bars.filter(({ lane, group }) => lane < group.lanes - 1);
    const last = bars.filter((bar) => !shown.includes(bar));
    const crowded = [...new Set(last.map(({ group }) => group))].map((group) => last.filter((bar) => bar.group === group));
    const stripes = [...shown, ...crowded.flatMap((some) => (some.length === 1 ? some : []))].map((bar) => this.stripe(turn, bar));
    const crowds = crowded.filter((some) => some.length > 1).map((some) => this.crowd(some));
    margin.replaceChildren(...stripes, ...crowds, ...(this.hasNames ? drawNames(view, turn, bars, { width: this.width, height }) : []));
    const isFocused = (/** @type {HTMLElement} */ { dataset: { coding, codings } }) => coding === focused?.dataset.coding && codings === focused?.dataset.codings;
    if (focused) [...stripes, ...crowds].find(isFocused)?.focus({ preventScroll: true });
  }

  /** @param {Turn} turn @param {Bar} bar */
  stripe(turn, { coding, top, bottom, lane, group }) {
    const { view } = this;
    const begins = coding.start >= turn.start;
    const kinds = ["cp-stripe"];
    if (this.by !== "coder" && !view.model.isMine(coding)) kinds.push("cp-others");
    if (coding.id === view.active) kinds.push("cp-active");
    if (lane >= group.wide) kinds.push("cp-tight");
    if (begins) kinds.push("cp-begins");
    if (coding.end <= turn.end) kinds.push("cp-ends");
    return element("button", {
      type: "button",
      class: kinds.join(" "),
      "data-coding": coding.id,
      tabindex: -1,
      "aria-label": begins ? describe(view, coding) : null,
      "aria-hidden": begins ? null : "true",
      style: {
        "--code": this.grouping.colourOf(coding),
        left: `${group.left + leftOf(lane, group.wide)}px`,
        top: `${top}px`,
        height: `${Math.max(8, bottom - top)}px`,
      },
    });
  }

  /** One mark for codings that have no lane of their own. @param {Bar[]} bars */
  crowd(bars) {
    const { group } = bars[0];
    const top = Math.min(...bars.map((bar) => bar.top));
    const bottom = Math.max(...bars.map((bar) => bar.bottom));
    return element("button", {
      type: "button",
      class: "cp-crowd",
      tabindex: -1,
      "data-codings": bars.map(({ coding }) => coding.id).join(" "),
      "aria-label": this.view.words("margin_crowd", { count: bars.length }),
      style: { left: `${group.left + leftOf(group.lanes - 1, group.wide)}px`, top: `${top}px`, height: `${Math.max(8, bottom - top)}px` },
    });
  }
}
