/** What keys do in the tree, as in the ARIA pattern for trees; Alt and an arrow moves a code. */

import { fold } from "../../../browser/folding.js";

/** @typedef {import("./codebook_tree.js").CodebookTree} CodebookTree */

/** @type {Record<string, import("./moving.js").Direction>} */
const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
/** How long typed letters belong together, in milliseconds. */
const TOGETHER = 700;
const PAGE = 10;

export class Keys {
  /** @param {CodebookTree} tree */
  constructor(tree) {
    this.tree = tree;
    this.typed = "";
    tree.list.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    const done = altKey ? this.#alt(key) : ctrlKey || metaKey ? this.#command(key) : this.#plain(event);
    if (!done) return;
    event.preventDefault();
    // The page has keys of its own.
    event.stopPropagation();
  }

  /** @param {string} key */
  #alt(key) {
    if (!(key in MOVES)) return false;
    this.tree.step(MOVES[key]);
    return true;
  }

  /** @param {string} key */
  #command(key) {
    if (key !== " ") return false;
    this.tree.several.tick(this.tree.focused);
    return true;
  }

  /** @param {KeyboardEvent} event */
  #plain({ key, shiftKey }) {
    const { tree } = this;
    const { focused, lines } = tree;
    const at = lines.findIndex(({ id }) => id === focused);
    const line = lines[at];
    if (!line) return false;
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowDown: () => this.#go(at + 1, shiftKey),
      ArrowUp: () => this.#go(at - 1, shiftKey),
      PageDown: () => this.#go(Math.min(at + PAGE, lines.length - 1), shiftKey),
      PageUp: () => this.#go(Math.max(at - PAGE, 0), shiftKey),
      Home: () => this.#go(0, shiftKey),
      End: () => this.#go(lines.length - 1, shiftKey),
      ArrowRight: () => (line.isOpen === false ? tree.open(focused, true) : line.isOpen && this.#go(at + 1)),
      ArrowLeft: () => (line.isOpen && !tree.isFiltered ? tree.open(focused, false) : this.#up(focused)),
      Enter: () => tree.choose(focused),
      " ": () => tree.several.tick(focused),
      "*": () => tree.openSiblings(focused),
      Escape: () => tree.escape(),
    };
    if (key in acts) acts[key]();
    else if (key.length === 1) this.#type(key, at);
    else return false;
    return true;
  }

  /** @param {number} at @param {boolean} [ticks] Tick what one passes. */
  #go(at, ticks = false) {
    const line = this.tree.lines[at];
    if (!line) return;
    if (ticks) this.tree.several.tickTo(line.id);
    this.tree.focus(line.id);
  }

  /** @param {string} id */
  #up(id) {
    const { parent } = this.tree.book.code(id);
    if (parent !== null) this.tree.focus(parent);
  }

  /** Go to the next code that begins with the letters typed. @param {string} letter @param {number} at */
  #type(letter, at) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.typed = "";
    }, TOGETHER);
    const again = this.typed === fold(letter);
    if (!again) this.typed += fold(letter);
    const { lines, book } = this.tree;
    const first = this.typed.length === 1 ? at + 1 : at;
    const order = [...lines.slice(first), ...lines.slice(0, first)];
    const found = order.find(({ id }) => [id, book.code(id).label].some((name) => fold(name).startsWith(this.typed)));
    if (found) this.tree.focus(found.id);
  }
}
