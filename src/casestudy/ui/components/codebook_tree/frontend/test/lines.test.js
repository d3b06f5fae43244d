/** Which codes are seen: what is open, the search, marks, retired codes, and the sums. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Book } from "../src/book.js";
import { linesOf } from "../src/lines.js";
import { marked } from "../src/naming.js";
import { otherName, wordsIn } from "../src/searching.js";
import { between } from "../src/several.js";
import { code, small, view } from "./books.js";

/** @param {Book} book @param {Partial<import("../src/lines.js").View>} more */
const seen = (book, more) => linesOf(book, view(more)).map(({ id, level, isFound }) => `${"-".repeat(level - 1)}${isFound ? id : `(${id})`}`).join(" ");

const BOOK = new Book([
  code("CH", null, { label: "CHIME", assignable: false }),
  code("CH.H", "CH", { label: "Håp", names: ["Hope", "optimisme"], count: 3 }),
  code("CH.H.1", "CH.H", { label: "Tro på bedring", names: ["Belief in recovery"], count: 4 }),
  code("CH.I", "CH", { label: "Identitet", names: ["Identity"], status: "retired", count: 5 }),
  code("NY", null, { label: "Nye koder", assignable: false }),
]);

test("only what stands below an open code is seen, with its place among its siblings", () => {
  assert.equal(seen(small(), { open: new Set(["A"]) }), "A -A1 -A2 B");
  const line = linesOf(small(), view()).find(({ id }) => id === "A2");
  assert.deepEqual([line?.place, line?.of, line?.isOpen], [2, 2, null]);
});

test("a word is sought in id, both names and synonyms, without accents, and the way to it is seen", () => {
  assert.equal(seen(BOOK, { query: "hap", open: new Set() }), "(CH) -CH.H");
  assert.equal(seen(BOOK, { query: "RECOV" }), "(CH) -(CH.H) --CH.H.1");
  assert.equal(seen(BOOK, { query: "ch.h optim" }), "(CH) -CH.H");
  assert.equal(seen(BOOK, { query: "finnes ikke" }), "");
});

test("a name that answers unseen is shown beside the label", () => {
  assert.equal(otherName(BOOK.code("CH.H"), wordsIn("hope")), "Hope");
  assert.equal(otherName(BOOK.code("CH.H"), wordsIn("håp")), null);
});

test("retired codes are seen when asked for", () => {
  assert.equal(seen(BOOK, { open: new Set(["CH"]) }), "CH -CH.H NY");
  assert.equal(seen(BOOK, { open: new Set(["CH"]), retired: true }), "CH -CH.H -CH.I NY");
});

test("a retired code is seen while codings or remarks wait on it", () => {
  const marks = { missing: [], unreviewed: false, queue: 2, comments: 0, draft: false };
  const book = new Book([code("A", null), code("X", null, { status: "retired", marks }), code("Y", null, { status: "retired" })]);
  assert.equal(seen(book, {}), "A X");
});

test("codes with something left to do can be asked for", () => {
  const marks = { missing: ["en"], unreviewed: true, queue: 2, comments: 0, draft: false };
  const book = new Book([code("A", null), code("A1", "A", { marks }), code("B", null)]);
  for (const wanted of /** @type {const} */ (["missing", "unreviewed", "queue"])) assert.equal(seen(book, { wanted }), "(A) -A1");
  assert.equal(seen(book, { wanted: "comments" }), "");
});

test("a branch sums up what stands below it", () => {
  assert.equal(BOOK.total("CH"), 12);
});

test("what was sought is marked in a name, with its own letters", () => {
  assert.deepEqual(marked("Håp og tro", wordsIn("hap")), ["", "Håp", " og tro"]);
  assert.deepEqual(marked("Håp", wordsIn("tro")), ["Håp"]);
});

test("a range goes from the one ticked last, either way", () => {
  assert.deepEqual(between(["a", "b", "c", "d"], "d", "b"), ["b", "c", "d"]);
  assert.deepEqual(between(["a", "b", "c"], "gone", "b"), ["a", "b"]);
});

test("five hundred codes are laid out with work that grows as they do", () => {
  let asked = 0;
  class Counting extends Book {
    /** @param {string} id */
    code(id) {
      asked += 1;
      return super.code(id);
    }
  }
  const codes = [code("R", null), ...Array.from({ length: 499 }, (_, at) => code(`R.${at}`, at < 20 ? "R" : `R.${at % 20}`))];
  const book = new Counting(codes);
  const lines = linesOf(book, view({ open: new Set(book.codes.keys()) }));
  assert.equal(lines.length, 500);
  assert.ok(asked < 500 * 6, `${asked} look-ups`);
});
