/** Keeping one's place when the text is corrected. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { carryOver } from "../src/text/anchor.js";

const BEFORE = "Det var rart i starten. Så satt vi der.";

/** @param {string} after @param {string} word Where it stood before, and stands after. */
function stays(after, word) {
  assert.equal(carryOver(BEFORE, after)(BEFORE.indexOf(word)), after.indexOf(word));
}

test("a place before a correction stays, one after it moves along", () => {
  const after = "Det var veldig rart i starten. Så satt vi der.";
  stays(after, "Det");
  stays(after, "Så satt");
  stays("Det var rart i starten. Så satt.", "Så");
});

test("a place in words that are gone becomes where they were", () => {
  const after = "Det var rart. Så satt vi der.";
  const at = carryOver(BEFORE, after)(BEFORE.indexOf("starten") + 2);
  assert.ok(at >= "Det var rart".length && at <= after.indexOf("Så"));
});

test("the same text moves nothing, and nothing is outside the new one", () => {
  assert.equal(carryOver(BEFORE, BEFORE)(17), 17);
  assert.equal(carryOver(BEFORE, "Det")(BEFORE.length), 3);
});
