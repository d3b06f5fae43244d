/** Codebooks to test with. */

import { Book } from "../src/book.js";

/** @param {string} id @param {string | null} parent @param {object} [more] @returns {import("../src/book.js").Code} */
export function code(id, parent, more = {}) {
  const marks = { missing: [], unreviewed: false, queue: 0, comments: 0, draft: false };
  return { id, parent, label: id, names: [], colour: "#3b7bd3", assignable: true, status: "active", count: 0, marks, ...more };
}

/** A with A1 (A1a, A1b) and A2; B with B1. */
export function small() {
  return new Book([code("A", null), code("A1", "A"), code("A1a", "A1"), code("A1b", "A1"), code("A2", "A"), code("B", null), code("B1", "B")]);
}

/** @param {Partial<import("../src/lines.js").View>} [more] @returns {import("../src/lines.js").View} */
export function view(more = {}) {
  return { open: new Set(["A", "A1", "B"]), query: "", wanted: "all", retired: false, ...more };
}

/** The tree as one string, to compare. @param {Book} book @param {string | null} [parent] @returns {string} */
export function drawn(book, parent = null) {
  return book.children(parent).map((id) => (book.children(id).length ? `${id}(${drawn(book, id)})` : id)).join(" ");
}
