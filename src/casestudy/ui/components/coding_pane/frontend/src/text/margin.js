/** The margin: a stripe per coding, packed in lanes, with the code's name beside it. */

import { placeLabels } from "../source/lanes.js";
import { element, swatch } from "../dom.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {{coding: Coding, top: number, bottom: number}} Bar */

const LANES = 9;
const NARROW_LANES = 5;
const LANE_WIDTH = 7;
const LABEL_HEIGHT = 19;

/**
 * Draw the margins of some turns: all rectangles are read before anything is written.
 * @param {TextView} view
 * @param {Turn[]} turns
 */
export function drawMargin(view, turns) {
  const measured = turns.map((turn) => ({ turn, ...measure(view, turn) }));
  const isNarrow = view.width > 0 && view.width < 620;
  const laneOf = (/** @type {Coding} */ coding) => Math.min(coding.lane ?? 0, isNarrow ? NARROW_LANES : LANES);
  for (const { turn, bars, height } of measured) {
    const margin = /** @type {HTMLElement} */ (view.places.turnElement(turn.index).children[2]);
    const stripes = bars.map((bar) => stripe(view, turn, bar, laneOf(bar.coding)));
    const focused = margin.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    margin.replaceChildren(...stripes, ...(isNarrow ? [] : labels(view, turn, bars, height, laneOf)));
    if (focused) stripes.find((bar) => bar.dataset.coding === focused.dataset.coding)?.focus({ preventScroll: true });
  }
}

/** @param {TextView} view @param {Turn} turn */
function measure(view, turn) {
  const row = view.places.turnElement(turn.index).getBoundingClientRect();
  const bars = turn.codings.flatMap((coding) => {
    const part = { start: Math.max(coding.start, turn.start), end: Math.min(coding.end, turn.end) };
    const first = view.places.edge(part, "start");
    const last = view.places.edge(part, "end");
    if (!first || !last) return [];
    const top = coding.start < turn.start ? 0 : first.top - row.top;
    const bottom = coding.end > turn.end ? row.height : last.bottom - row.top;
    return [{ coding, top, bottom }];
  });
  return { bars, height: row.height };
}

/** @param {TextView} view @param {Turn} turn @param {Bar} bar @param {number} lane */
function stripe(view, turn, { coding, top, bottom }, lane) {
  const { model } = view;
  const begins = coding.start >= turn.start;
  const kinds = ["cp-stripe"];
  if (!model.isMine(coding)) kinds.push("cp-others");
  if (coding.id === view.active) kinds.push("cp-active");
  if (begins) kinds.push("cp-begins");
  if (coding.end <= turn.end) kinds.push("cp-ends");
  const bar = element("button", {
    type: "button",
    class: kinds.join(" "),
    "data-coding": coding.id,
    tabindex: -1,
    title: nameOf(view, coding),
    "aria-label": begins ? describe(view, coding) : null,
    "aria-hidden": begins ? null : "true",
    style: {
      "--code": view.colour(coding),
      left: `${lane * LANE_WIDTH}px`,
      top: `${top}px`,
      height: `${Math.max(8, bottom - top)}px`,
    },
    on: { click: () => view.onCoding(coding.id, bar) },
  });
  return bar;
}

/**
 * @param {TextView} view
 * @param {Turn} turn
 * @param {Bar[]} bars
 * @param {number} height
 * @param {(coding: Coding) => number} laneOf
 */
function labels(view, turn, bars, height, laneOf) {
  const starting = bars.filter(({ coding }) => coding.start >= turn.start).sort((a, b) => a.top - b.top);
  const tops = placeLabels(starting.map(({ top }) => top + 3), LABEL_HEIGHT, height);
  const left = `${(1 + Math.max(0, ...bars.map(({ coding }) => laneOf(coding)))) * LANE_WIDTH + 6}px`;
  const leftOut = tops.filter((top) => top === null).length;
  const lastShown = starting.length - leftOut - 1;
  return starting.slice(0, lastShown + 1).map(({ coding }, at) => {
    const more = at === lastShown && leftOut ? view.words("more", { count: leftOut }) : null;
    return label(view, coding, { left, top: `${tops[at]}px` }, more);
  });
}

/** @param {TextView} view @param {Coding} coding @param {{left: string, top: string}} place @param {string | null} more */
function label(view, coding, place, more) {
  const mine = view.model.isMine(coding);
  const initials = mine ? null : element("span", { class: "cp-initials", text: initialsOf(view.model.coders.get(coding.coder_id) ?? "") });
  const code = view.model.codes.get(coding.code_id);
  return element(
    "span",
    {
      class: coding.id === view.active ? "cp-label cp-active" : "cp-label",
      style: place,
      title: nameOf(view, coding),
      "data-coding": coding.id,
      "aria-hidden": "true",
      on: { click: () => view.onCoding(coding.id, /** @type {HTMLElement} */ (view.body.querySelector(`[data-coding="${CSS.escape(coding.id)}"]`))) },
    },
    swatch(view.colour(coding), mine),
    element("span", { class: "cp-label-name", text: code?.label ?? coding.code_id }),
    initials,
    coding.comments.length ? element("span", { class: "cp-commented" }) : null,
    more === null ? null : element("span", { class: "cp-more", text: more }),
  );
}

/** @param {TextView} view @param {Coding} coding */
function nameOf(view, coding) {
  const code = view.model.codes.get(coding.code_id);
  return view.words("coding_title", {
    code: code?.label ?? coding.code_id,
    coder: view.model.coders.get(coding.coder_id) ?? "",
  });
}

/** What a screen reader says of a stripe. @param {TextView} view @param {Coding} coding */
function describe(view, coding) {
  const turns = view.model.turnsIn(coding);
  const [first, last] = [turns[0].n, turns[turns.length - 1].n];
  return view.words("coding_name", {
    code: view.model.codes.get(coding.code_id)?.label ?? coding.code_id,
    coder: view.model.coders.get(coding.coder_id) ?? "",
    turns: first === last ? String(first) : `${first}–${last}`,
  });
}

/** @param {string} name */
export function initialsOf(name) {
  return name.split(/\s+/).filter(Boolean).map((part) => part[0]).slice(0, 3).join("").toLocaleUpperCase();
}
