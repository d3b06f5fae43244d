/** The lines of the tree on the page; each code keeps its element, so focus and place stay. */

import { element } from "../../../browser/dom.js";
import { marked } from "./naming.js";
import { markOf, picture } from "./pictures.js";
import { MARKS, otherName } from "./searching.js";

/** @typedef {import("./book.js").Code} Code */
/** @typedef {import("./lines.js").Line} Line */
/** @typedef {import("../../../browser/words.js").Words} Words */

/**
 * @typedef {object} State What the lines show beside the codes.
 * @property {string | null} chosen The code that is open beside the tree.
 * @property {Set<string>} ticked
 * @property {string} focused The one line that Tab leads to.
 * @property {Set<string>} pending Codes whose move is not saved yet.
 * @property {string[]} sought Words of the search, folded.
 */

export class Rows {
  /** @param {HTMLElement} list @param {Words} words */
  constructor(list, words) {
    this.list = list;
    this.words = words;
    /** What was drawn of each code, within its element and on it. @type {Map<string, {node: HTMLElement, inside: string, outside: string}>} */
    this.made = new Map();
  }

  /** @param {string} id @returns {HTMLElement | undefined} */
  node(id) {
    return this.made.get(id)?.node;
  }

  /**
   * Draw the lines; what has not changed is left alone.
   * @param {import("./book.js").Book} book
   * @param {Line[]} lines
   * @param {State} state
   */
  draw(book, lines, state) {
    const top = this.list.scrollTop;
    const held = document.activeElement;
    const seen = new Set(lines.map(({ id }) => id));
    for (const [id, { node }] of this.made) {
      if (seen.has(id)) continue;
      node.remove();
      // What is only closed keeps its element, for when it is opened again.
      if (!book.codes.has(id)) this.made.delete(id);
    }
    /** @type {Node | null} */
    let next = this.list.firstChild;
    for (const line of lines) {
      const node = this.#row(book, line, state);
      if (node === next) next = node.nextSibling;
      else this.list.insertBefore(node, next);
    }
    if (this.list.scrollTop !== top) this.list.scrollTop = top;
    if (held instanceof HTMLElement && held !== document.activeElement && this.list.contains(held)) held.focus({ preventScroll: true });
  }

  /** @param {import("./book.js").Book} book @param {Line} line @param {State} state */
  #row(book, line, state) {
    const code = book.code(line.id);
    const count = code.assignable ? code.count : book.total(code.id);
    const facts = {
      chosen: state.chosen === line.id,
      ticked: state.ticked.has(line.id),
      first: state.focused === line.id,
      pending: state.pending.has(line.id),
    };
    const sought = line.isFound ? state.sought : [];
    const inside = JSON.stringify([code, count, line.isOpen === null, sought]);
    const known = this.made.get(line.id);
    const node = known?.node ?? element("div", { class: "bt-row", role: "treeitem", "data-code": line.id });
    // A press and its release must meet the same elements, or the browser makes no click of them.
    if (known?.inside !== inside) node.replaceChildren(...this.#parts(code, count, line, sought));
    const outside = JSON.stringify([code.status, code.colour, line, facts]);
    if (known?.outside !== outside) this.#describe(node, code, line, facts);
    this.made.set(line.id, { node, inside, outside });
    return node;
  }

  /** @param {HTMLElement} node @param {Code} code @param {Line} line @param {Record<string, boolean>} facts */
  #describe(node, code, line, { chosen, ticked, first, pending }) {
    const said = {
      "aria-level": line.level,
      "aria-posinset": line.place,
      "aria-setsize": line.of,
      "aria-expanded": line.isOpen,
      "aria-selected": ticked,
      "aria-current": chosen ? "true" : null,
      tabindex: first ? 0 : -1,
    };
    for (const [name, value] of Object.entries(said)) {
      if (value === null) node.removeAttribute(name);
      else node.setAttribute(name, String(value));
    }
    node.style.setProperty("--level", String(line.level - 1));
    node.style.setProperty("--code", code.colour);
    node.classList.toggle("bt-branch", !code.assignable);
    node.classList.toggle("bt-retired", code.status === "retired");
    node.classList.toggle("bt-aside", !line.isFound);
    node.classList.toggle("bt-pending", pending);
  }

  /** @param {Code} code @param {number} count @param {Line} line @param {string[]} sought @returns {Node[]} */
  #parts(code, count, line, sought) {
    const { words } = this;
    const twist = element("span", { class: "bt-twist", "aria-hidden": "true" }, line.isOpen === null ? null : picture("twist"));
    const other = sought.length ? otherName(code, sought) : null;
    const name = element("span", { class: "bt-name", title: code.label }, ...nameOf(code.label, sought));
    if (other) name.append(element("span", { class: "bt-other" }, ...nameOf(other, sought)));
    const marks = element("span", { class: "bt-marks" }, ...this.#marks(code));
    const sentence = words(code.assignable ? "codings" : "codings_below", { count });
    return [
      twist,
      element("span", { class: "bt-tick", "aria-hidden": "true" }),
      element("i", { class: "bt-colour", "aria-hidden": "true" }),
      name,
      element("span", { class: "bt-id" }, ...nameOf(code.id, sought)),
      marks,
      element("span", { class: "bt-count", title: sentence }, element("span", { "aria-hidden": "true", text: String(count) }), element("span", { class: "bt-heard", text: sentence })),
      element("span", { class: "bt-grip", "aria-hidden": "true" }, picture("grip")),
    ];
  }

  /** @param {Code} code @returns {Node[]} */
  #marks(code) {
    const { words } = this;
    const status = code.status === "active" ? [] : [element("span", { class: `bt-status bt-${code.status}-status`, text: words(`status_${code.status}`) })];
    return [...status, ...MARKS.flatMap((name) => markOf(name, code.marks, words))];
  }
}

/** @param {string} name @param {string[]} sought @returns {Node[]} */
function nameOf(name, sought) {
  return marked(name, sought).map((piece, at) => (at === 1 ? element("mark", { text: piece }) : document.createTextNode(piece)));
}
