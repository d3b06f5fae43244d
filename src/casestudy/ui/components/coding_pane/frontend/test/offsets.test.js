/** Places in texts with emoji, flags, combining marks and Norwegian words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  nextCharacterEdge,
  nextWordEdge,
  Offsets,
  widenToGraphemes,
  widenToWords,
  wordAround,
} from "../src/source/offsets.js";

const TEXTS = ["", "bare bokstaver", "æøå", "a😀b", "😀😀", "før 👩🏽‍⚕️ etter", "🇳🇴🇳🇴 cafe\u0301\nny linje 🎶"];

/** @param {string} text @param {number} start @param {number} end */
const cut = (text, start, end) => text.slice(start, end);

test("every code point keeps its place through UTF-16 and back", () => {
  for (const text of TEXTS) {
    const offsets = new Offsets(text);
    const points = [...text];
    for (let at = 0; at <= points.length; at += 1) {
      const unit = offsets.toUnits(at);
      assert.equal(text.slice(0, unit), points.slice(0, at).join(""));
      assert.equal(offsets.toPoints(unit), at);
    }
  }
});

test("a place inside a pair counts as the place before it", () => {
  assert.equal(new Offsets("a😀b").toPoints(2), 1);
});

test("a selection in the middle of words takes the whole words", () => {
  const text = "Vi lagde en plan-skisse, sammen.";
  const { start, end } = widenToWords(text, { start: 4, end: 14 });
  assert.equal(cut(text, start, end), "lagde en plan-skisse");
});

test("white space at the ends is left out, and punctuation alone stays", () => {
  const text = "ja,  det …  nei";
  assert.deepEqual(widenToWords(text, { start: 3, end: 8 }), { start: 5, end: 8 });
  assert.deepEqual(widenToWords(text, { start: 8, end: 11 }), { start: 9, end: 10 });
  assert.deepEqual(widenToWords(text, { start: 3, end: 5 }), { start: 5, end: 5 });
});

test("a selection never splits what is seen as one character", () => {
  const text = "før 👩🏽‍⚕️ etter";
  const { start, end } = widenToGraphemes(text, { start: 6, end: 8 });
  assert.equal(cut(text, start, end), "👩🏽‍⚕️");
  const accent = "cafe\u0301 au lait";
  assert.equal(cut(accent, 0, widenToGraphemes(accent, { start: 0, end: 4 }).end), "cafe\u0301");
});

test("the word around a place, also just after its last letter", () => {
  const text = "så kom hun";
  assert.deepEqual(wordAround(text, 6), { start: 3, end: 6 });
  assert.equal(wordAround("… …", 1), null);
});

test("the ends of a coding move by word and by character", () => {
  const text = "en to, tre";
  assert.equal(nextWordEdge(text, 5, 1, "end"), 10);
  assert.equal(nextWordEdge(text, 10, -1, "end"), 5);
  assert.equal(nextWordEdge(text, 0, 1, "start"), 3);
  assert.equal(nextCharacterEdge(text, 6, 1, "end"), 8);
  assert.equal(nextCharacterEdge("a👩🏽‍⚕️b", 8, -1, "end"), 1);
});
