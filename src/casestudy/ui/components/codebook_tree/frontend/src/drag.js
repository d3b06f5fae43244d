/** Moving a code by dragging its line: a line shows where it lands, closed codes open under it, Esc gives up. */

import { element } from "../../../browser/dom.js";
import { drop, sideAt } from "./moving.js";

/** @typedef {import("./codebook_tree.js").CodebookTree} CodebookTree */
/** @typedef {ReturnType<typeof drop>} Landing */

/** How far the pointer goes before a press becomes a drag, in pixels. */
const SLACK = 5;
/** How long one waits over a closed code before it opens, in milliseconds. */
const OPENS = 600;
/** The strip at the list's edges where it scrolls, in pixels. */
const STRIP = 36;
const PACE = 9;

export class Drag {
  /** @param {CodebookTree} tree */
  constructor(tree) {
    this.tree = tree;
    this.list = tree.list;
    this.line = element("div", { class: "bt-drop", hidden: true, "aria-hidden": "true" });
    this.ghost = element("div", { class: "bt-ghost", hidden: true, "aria-hidden": "true" });
    tree.root.append(this.line, this.ghost);
    /** @type {{code: string, x: number, y: number, id: number, on: boolean} | null} */
    this.press = null;
    /** @type {Landing} */
    this.landing = null;
    /** The closed code under the pointer. */
    this.over = "";
    /** @param {KeyboardEvent} event */
    this.escape = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.cancel();
    };
    this.list.addEventListener("pointerdown", (event) => this.#begin(event));
    this.list.addEventListener("pointermove", (event) => this.#go(event));
    this.list.addEventListener("pointerup", () => this.#end());
    this.list.addEventListener("pointercancel", () => this.cancel());
    this.list.addEventListener("lostpointercapture", () => this.cancel());
    this.list.addEventListener("dragstart", (event) => event.preventDefault());
  }

  get isOn() {
    return Boolean(this.press?.on);
  }

  /** @param {PointerEvent} event */
  #begin({ target, button, pointerType, pointerId, clientX, clientY }) {
    if (button !== 0 || !(target instanceof Element) || !this.tree.canMove) return;
    const row = /** @type {HTMLElement | null} */ (target.closest(".bt-row"));
    if (!row || target.closest(".bt-twist, .bt-tick")) return;
    if (pointerType === "touch" && !target.closest(".bt-grip")) return;
    this.press = { code: row.dataset.code ?? "", x: clientX, y: clientY, id: pointerId, on: false };
  }

  /** @param {PointerEvent} event */
  #go({ clientX, clientY }) {
    const { press } = this;
    if (!press) return;
    if (!press.on) {
      if (Math.hypot(clientX - press.x, clientY - press.y) < SLACK) return;
      press.on = true;
      this.list.setPointerCapture(press.id);
      this.tree.root.classList.add("bt-dragging");
      this.tree.rows.node(press.code)?.classList.add("bt-dragged");
      this.ghost.textContent = this.tree.book.code(press.code).label;
      this.ghost.hidden = false;
      document.addEventListener("keydown", this.escape, true);
    }
    this.y = clientY;
    const box = this.tree.root.getBoundingClientRect();
    this.ghost.style.translate = `${clientX - box.left + 14}px ${clientY - box.top + 10}px`;
    this.#point(clientY);
    this.#scroll();
  }

  /** Find out where the code would land. @param {number} y */
  #point(y) {
    const box = this.list.getBoundingClientRect();
    const inside = Math.min(Math.max(y, box.top + 1), box.bottom - 1);
    const at = document.elementFromPoint(box.left + box.width / 2, inside)?.closest(".bt-row");
    const row = at instanceof HTMLElement ? at : /** @type {HTMLElement | null} */ (this.list.lastElementChild);
    if (!row || !this.press) return;
    const line = this.tree.lineOf(row.dataset.code ?? "");
    if (!line) return;
    const { top, height, bottom } = row.getBoundingClientRect();
    const side = at ? sideAt((inside - top) / height) : "after";
    this.landing = drop(this.tree.book, this.press.code, line, side);
    this.#show(row, side, side === "before" ? top : bottom);
    this.#wait(line, side);
  }

  /** @param {HTMLElement} row @param {import("./moving.js").Side} side @param {number} y Where the line is drawn. */
  #show(row, side, y) {
    const { landing } = this;
    this.into?.classList.remove("bt-into");
    this.into = landing && side === "into" ? row : undefined;
    this.into?.classList.add("bt-into");
    this.line.hidden = !landing || side === "into";
    if (!landing) return;
    const box = this.tree.root.getBoundingClientRect();
    this.line.style.setProperty("--level", String(landing.level - 1));
    this.line.style.top = `${y - box.top}px`;
  }

  /** Open a closed code that one waits over. @param {import("./lines.js").Line} line @param {import("./moving.js").Side} side */
  #wait({ id, isOpen }, side) {
    /** @type {string} */
    const over = side === "into" && isOpen === false && id !== this.press?.code ? id : "";
    if (over === this.over) return;
    this.over = over;
    clearTimeout(this.timer);
    if (!over) return;
    this.timer = setTimeout(() => {
      this.tree.open(over, true);
      if (this.y !== undefined) this.#point(this.y);
    }, OPENS);
  }

  /** Scroll while the pointer is at the list's edge. */
  #scroll() {
    cancelAnimationFrame(this.frame ?? 0);
    const { top, bottom } = this.list.getBoundingClientRect();
    const y = this.y ?? 0;
    const pace = y < top + STRIP ? -PACE : y > bottom - STRIP ? PACE : 0;
    if (!pace || !this.isOn) return;
    this.frame = requestAnimationFrame(() => {
      const before = this.list.scrollTop;
      this.list.scrollTop += pace;
      if (this.list.scrollTop === before) return;
      this.#point(y);
      this.#scroll();
    });
  }

  #end() {
    const { landing, isOn } = this;
    this.cancel();
    if (!isOn) return;
    this.tree.dropped();
    if (landing) this.tree.move(landing.target);
  }

  cancel() {
    const { press } = this;
    this.press = null;
    this.landing = null;
    this.over = "";
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame ?? 0);
    document.removeEventListener("keydown", this.escape, true);
    this.line.hidden = true;
    this.ghost.hidden = true;
    this.into?.classList.remove("bt-into");
    this.tree.root.classList.remove("bt-dragging");
    if (!press) return;
    this.tree.rows.node(press.code)?.classList.remove("bt-dragged");
    if (this.list.hasPointerCapture(press.id)) this.list.releasePointerCapture(press.id);
  }
}
