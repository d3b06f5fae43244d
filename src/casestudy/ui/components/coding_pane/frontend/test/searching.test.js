/** Searching in the source. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { firstFrom, hitsIn } from "../src/source/searching.js";

const TEXT = "Far får får. Får FAR fårene?\nØl, øl og ol (a.b) 🙂 Før.";

/** @param {string} query @param {boolean} [whole] */
const found = (query, whole = false) => hitsIn(TEXT, query, whole).map(({ start, end }) => TEXT.slice(start, end));

test("capitals do not matter, but å is not a and ø is not o", () => {
  assert.deepEqual(found("far"), ["Far", "FAR"]);
  assert.deepEqual(found("ØL"), ["Øl", "øl"]);
  assert.deepEqual(found("ol"), ["ol"]);
});

test("whole words leave out longer ones", () => {
  assert.equal(found("får").length, 4);
  assert.deepEqual(found("får", true), ["får", "får", "Får"]);
});

test("signs mean themselves, and white space any white space", () => {
  assert.deepEqual(found("a.b"), ["a.b"]);
  assert.deepEqual(found("(a"), ["(a"]);
  assert.deepEqual(found("fårene? øl"), ["fårene?\nØl"]);
  assert.deepEqual(found("🙂"), ["🙂"]);
  assert.deepEqual(found("  "), []);
});

test("a letter with its sign is another letter", () => {
  assert.deepEqual(hitsIn("faa\u030ar", "fa", false), [{ start: 0, end: 2 }]);
  assert.deepEqual(hitsIn("fa\u030ar", "fa", false), []);
});

test("the search begins where one is, and goes round", () => {
  const hits = hitsIn(TEXT, "får", false);
  assert.equal(firstFrom(hits, 11), 2);
  assert.equal(firstFrom(hits, TEXT.length), 0);
});
