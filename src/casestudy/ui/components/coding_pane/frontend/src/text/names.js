/** The names of codes in the margin, each where its coding begins. */

import { element, swatch } from "../dom.js";
import { initialsOf } from "../source/coders.js";
import { placeNames } from "../source/labels.js";
import { leftOf } from "../source/stripes.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {import("./margin.js").Bar} Bar */
/** @typedef {import("./render.js").TextView} TextView */

const HEIGHT = 24;
/** A margin with room for two such columns has two. */
const COLUMN = 190;
const GAP = 10;
/** Names stand in line as long as no more lanes than this are in use. */
const USUAL = 30;
/** What "+12" takes. */
const MORE = 40;

/**
 * @param {TextView} view
 * @param {Turn} turn
 * @param {Bar[]} bars
 * @param {{width: number, height: number}} margin
 */
export function drawNames(view, turn, bars, { width, height }) {
  const starting = bars.filter(({ coding }) => coding.start >= turn.start).sort((a, b) => a.top - b.top);
  if (!starting.length) return [];
  const lefts = bars.map(({ group, lane }) => group.left + leftOf(Math.min(lane, group.lanes - 1) + 1, group.wide));
  const left = Math.max(USUAL, ...lefts) + GAP;
  const columns = Math.max(1, Math.floor((width - left) / COLUMN));
  const places = placeNames(starting.map(({ top }) => top), { height: HEIGHT, room: height, columns });
  const hidden = starting.slice(places.length);
  const step = (width - left) / columns;
  const names = places.map(({ column, top }, at) => {
    const isLast = hidden.length > 0 && at === places.length - 1;
    return name(view, starting[at].coding, { left: `${left + column * step}px`, top: `${top}px`, width: `${step - (isLast ? MORE : 4)}px` });
  });
  if (hidden.length) names.push(more(view, hidden, places[places.length - 1].top));
  return names;
}

/** The boxes around all names and stripes where a coding begins, and around its own; as far as they are on the page. @param {TextView} view @param {Coding} coding */
export function namesAt(view, coding) {
  const turn = view.model.turnAt(coding.start);
  const here = new Set(view.model.codingsIn(coding).map(({ id }) => id));
  const idOf = (/** @type {Element} */ mark) => /** @type {HTMLElement} */ (mark).dataset.coding ?? "";
  const marks = [...view.places.turnElement(turn.index).querySelectorAll(".cp-label, .cp-stripe")];
  const own = marks.filter((mark) => idOf(mark) === coding.id);
  const label = own.filter((mark) => mark.matches(".cp-label"));
  return [marks.filter((mark) => here.has(idOf(mark))), own, label].flatMap((some) => around(some) ?? []);
}

/** @param {Element[]} marks */
function around(marks) {
  const boxes = marks.map((mark) => mark.getBoundingClientRect());
  if (!boxes.length) return null;
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  return new DOMRect(left, top, Math.max(...boxes.map((box) => box.right)) - left, Math.max(...boxes.map((box) => box.bottom)) - top);
}

/** @param {TextView} view @param {Coding} coding @param {Record<string, string>} style */
function name(view, coding, style) {
  const isActive = coding.id === view.active;
  return element("span", { class: isActive ? "cp-label cp-active" : "cp-label", style, "data-coding": coding.id, "aria-hidden": "true" }, ...nameParts(view, coding));
}

/** A colour, a code's name, whose it is, and whether something is written on it. @param {TextView} view @param {Coding} coding */
export function nameParts(view, coding) {
  const { model, margin } = view;
  const mine = model.isMine(coding);
  const byCoder = margin.by === "coder";
  const initials = mine && !byCoder ? null : element("span", { class: "cp-initials", text: initialsOf(model.coders.get(coding.coder_id) ?? "") });
  return [
    swatch(margin.grouping.colourOf(coding), mine || byCoder),
    element("span", { class: "cp-label-name", text: model.codes.get(coding.code_id)?.label ?? coding.code_id }),
    initials,
    coding.comments.length ? element("span", { class: "cp-commented" }) : null,
  ];
}

/** What names have no room. @param {TextView} view @param {Bar[]} hidden @param {number} top */
function more(view, hidden, top) {
  return element("button", {
    type: "button",
    class: "cp-more",
    tabindex: -1,
    text: view.words("more", { count: hidden.length }),
    "aria-label": view.words("margin_more", { count: hidden.length }),
    "aria-haspopup": "true",
    "data-codings": hidden.map(({ coding }) => coding.id).join(" "),
    style: { top: `${top}px` },
  });
}
