/** A small tip at a coding under the pointer or with the focus: code, coder, what is set on it, how much is written on it. */

import { element, swatch } from "../dom.js";
import { saidOf, writtenOn } from "./describe.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {{left: number, top: number}} Spot In the window's coordinates. */

/** A pointer that only passes shows nothing; once a tip is there, the next one comes sooner. */
const REST = 450;
/** A name says most of it already, and a tip would be in the way of the next name. */
const LONG_REST = 800;
const NEXT = 150;
const GRACE = 220;
const MOST = 6;
const GAP = 6;
/** Margins narrower than this have no room for a tip. */
const ROOM = 150;
const BESIDE = 34;

export class Tip {
  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.panel = element("div", { class: "cp-float cp-tip", "aria-hidden": "true", hidden: true, on: { click: (event) => this.press(event) } });
    desk.root.append(this.panel);
    /** @type {Element | null} What it is shown for, or will be. */
    this.at = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const stop = new AbortController();
    const options = { signal: stop.signal, passive: true };
    desk.root.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => event.pointerType === "mouse" && this.move(event), options);
    desk.root.addEventListener("pointerleave", () => this.forget(), options);
    desk.scroller.addEventListener("focusin", (/** @type {FocusEvent} */ event) => this.focus(event), options);
    desk.scroller.addEventListener("focusout", () => this.hide(), options);
    for (const kind of ["pointerdown", "scroll"]) desk.scroller.addEventListener(kind, () => this.hide(), options);
    desk.root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key !== "Escape" && this.hide(), options);
    // A tip under a pointer can be sent away wherever the focus is.
    document.addEventListener("keydown", (event) => event.key === "Escape" && !desk.root.contains(/** @type {Node} */ (event.target)) && this.hide(), options);
    this.destroy = () => {
      stop.abort();
      clearTimeout(this.timer);
    };
  }

  /** @param {PointerEvent} event */
  move(event) {
    const target = /** @type {Element} */ (event.target);
    if (this.panel.contains(target)) {
      clearTimeout(this.timer);
      return;
    }
    const at = event.buttons ? null : target.closest(".cp-mark, .cp-stripe, .cp-label");
    if (at === null) this.forget();
    else if (at !== this.at || this.panel.hidden) {
      this.at = at;
      const { clientX: x, clientY: y } = event;
      const rest = at.matches(".cp-label") ? LONG_REST : REST;
      this.soon(() => this.show(at, x, y), this.panel.hidden ? rest : NEXT);
    } else clearTimeout(this.timer);
  }

  /** The pointer is elsewhere: a moment later the tip is gone. */
  forget() {
    this.at = null;
    if (this.panel.hidden) clearTimeout(this.timer);
    else this.soon(() => this.hide(), GRACE);
  }

  /** @param {FocusEvent} event */
  focus(event) {
    const at = /** @type {Element} */ (event.target);
    if (!at.matches(".cp-stripe:focus-visible")) return;
    this.at = at;
    const { left, top } = at.getBoundingClientRect();
    this.soon(() => at.isConnected && this.show(at, left, top), NEXT);
  }

  /** @param {() => void} act @param {number} rest */
  soon(act, rest) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, rest);
  }

  /** @param {Element} at @param {number} x @param {number} y */
  show(at, x, y) {
    const { view, palette, card, selection } = this.desk;
    if (!view || palette.isOpen || selection?.span || !at.isConnected) return;
    const codings = this.codingsOf(at, x, y);
    if (!codings.length || codings.some(({ id }) => id === card.id)) {
      this.hide();
      return;
    }
    const left = codings.length - MOST;
    const rest = left > 0 ? [element("p", { class: "cp-tip-more", text: view.words("tip_more", { count: left }) })] : [];
    this.panel.replaceChildren(...codings.slice(0, MOST).map((coding) => this.row(view, coding)), ...rest);
    this.panel.hidden = false;
    this.place(at, x, y);
  }

  /** @param {Element} at @param {number} x @param {number} y @returns {Coding[]} */
  codingsOf(at, x, y) {
    const { view } = this.desk;
    const id = /** @type {HTMLElement} */ (at).dataset.coding;
    if (!view) return [];
    if (id) return [view.model.shown.get(id) ?? []].flat();
    const place = view.places.offsetAt(x, y);
    return place === null ? [] : view.model.codingsAt(place);
  }

  /** @param {import("./render.js").TextView} view @param {Coding} coding */
  row(view, coding) {
    const { model, words, margin } = view;
    const coder = model.coders.get(coding.coder_id) ?? "";
    const said = saidOf(view, coding).map(({ name, value }) => `${name}: ${value}`);
    return element("div", { class: "cp-tip-row", "data-coding": coding.id },
      swatch(margin.grouping.colourOf(coding), model.isMine(coding) || margin.by === "coder"),
      element("p", {}, element("b", { text: model.codes.get(coding.code_id)?.label ?? coding.code_id }), element("span", { text: model.isMine(coding) ? words("tip_you") : coder })),
      said.length ? element("p", { class: "cp-tip-said", text: said.join(" · ") }) : null,
      ...writtenOn(view, coding).map((text) => element("p", { class: "cp-tip-written", text })),
    );
  }

  /** In the margin, where no words are; below the line where there is no margin to speak of. @param {Element} at @param {number} x @param {number} y */
  place(at, x, y) {
    const frame = this.desk.root.getBoundingClientRect();
    const main = this.desk.scroller.getBoundingClientRect();
    const box = at.matches(".cp-mark") ? lineAt(at, y) : at.getBoundingClientRect();
    const margin = /** @type {Element} */ (at.closest(".cp-turn")?.children[2]).getBoundingClientRect();
    const isBeside = margin.width >= ROOM;
    const left = isBeside ? margin.left + BESIDE : x;
    const below = at.matches(".cp-stripe") ? Math.max(box.top, y) + 2 * GAP : box.bottom + GAP;
    const top = isBeside && at.matches(".cp-mark") ? box.top : below;
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const lowest = main.bottom - height - GAP;
    const above = isBeside ? lowest : box.top - height - GAP;
    this.panel.style.left = `${Math.max(GAP, Math.min(left - frame.left, main.right - frame.left - width - GAP))}px`;
    this.panel.style.top = `${(top > lowest ? above : top) - frame.top}px`;
  }

  /** A coding in the tip can be pressed too. @param {PointerEvent} event */
  press(event) {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-coding]"));
    this.hide();
    if (row?.dataset.coding) this.desk.visit.openCoding(row.dataset.coding, false);
  }

  hide() {
    clearTimeout(this.timer);
    this.at = null;
    this.panel.hidden = true;
  }

  /** @param {import("../source/model.js").Change} change */
  changed({ ids }) {
    const shown = [...this.panel.querySelectorAll("[data-coding]")];
    if (!this.panel.hidden && shown.some((row) => ids.has(/** @type {HTMLElement} */ (row).dataset.coding ?? ""))) this.hide();
  }

  closed() {
    this.hide();
  }

  leave() {
    const wasShown = !this.panel.hidden;
    this.hide();
    return wasShown;
  }
}

/** The line of a mark that is under the pointer. @param {Element} mark @param {number} y */
function lineAt(mark, y) {
  const lines = [...mark.getClientRects()];
  return lines.find(({ top, bottom }) => top <= y && y <= bottom) ?? mark.getBoundingClientRect();
}
