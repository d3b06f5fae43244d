/** Where the caret goes, by character, word, sentence and turn, both ways. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { leap, wholeOf } from "../src/source/leaps.js";

/** @typedef {import("../src/source/leaps.js").Unit} Unit */

/** @param {...string} turns */
function textOf(...turns) {
  let start = 0;
  const spans = turns.map((turn, index) => {
    const span = { index, start, end: start + turn.length };
    start = span.end + 1;
    return span;
  });
  return { text: turns.join("\n"), turns: spans, turnAt: (/** @type {number} */ at) => spans.findLast((span) => span.start <= at) ?? spans[0] };
}

const TALK = textOf("Hvordan går det?", "Bra, tror jeg. Jeg «våget» å si det 🙂👩‍👩‍👧‍👦 nå.  Siden ble det bedre.", "Ja");
const { text, turns } = TALK;
const UNITS = /** @type {Unit[]} */ (["character", "word", "sentence", "turn"]);

/** All places on the way from one end to the other. @param {Unit} unit @param {1 | -1} direction @param {boolean} selects */
function walk(unit, direction, selects) {
  const places = [direction > 0 ? 0 : text.length];
  for (let steps = 0; steps < 200; steps += 1) {
    const to = leap(TALK, places[places.length - 1], direction, unit, selects);
    if (to === places[places.length - 1]) return places;
    places.push(to);
  }
  throw new Error("it never ends");
}

test("every way leads from one end of the source to the other, one way only, and never into a character", () => {
  for (const unit of UNITS) {
    for (const selects of [true, false]) {
      const there = walk(unit, 1, selects);
      const back = walk(unit, -1, selects);
      assert.equal(there.at(-1), text.length, unit);
      assert.equal(back.at(-1), 0, unit);
      assert.deepEqual(there, [...there].sort((a, b) => a - b));
      assert.deepEqual(back, [...back].sort((a, b) => b - a));
      for (const at of [...there, ...back]) assert.ok(!/^[\udc00-\udfff\u200d]/.test(text.slice(at)), `${unit} at ${at}`);
      for (const at of [...there, ...back]) assert.ok(turns.some(({ start, end }) => at >= start && at <= end), `${unit} at ${at}`);
    }
  }
});

test("a family of emoji is one character", () => {
  const at = text.indexOf("👩");
  assert.equal(leap(TALK, at, 1, "character", false), text.indexOf(" nå"));
  assert.equal(leap(TALK, text.indexOf(" nå"), -1, "character", false), at);
});

test("moving by sentence goes from beginning to beginning, over turns", () => {
  const starts = ["Bra", "Jeg", "Siden", "Ja"].map((word) => text.indexOf(word));
  assert.deepEqual(walk("sentence", 1, false), [0, ...starts, text.length]);
  assert.deepEqual(walk("sentence", -1, false), [text.length, ...starts.reverse(), 0]);
});

test("selecting by sentence goes ahead to ends and back to beginnings", () => {
  const ends = ["det?", "jeg.", "nå.", "bedre.", "Ja"].map((word) => text.indexOf(word) + word.length);
  assert.deepEqual(walk("sentence", 1, true), [0, ...ends]);
  const at = text.indexOf("tror");
  assert.equal(leap(TALK, at, -1, "sentence", true), text.indexOf("Bra"));
  assert.equal(leap(TALK, text.indexOf("Bra"), -1, "sentence", true), 0);
});

test("by turn: ahead to the end when selecting, to the next when moving; back to the start, then to the one before", () => {
  const middle = turns[1].start + 5;
  assert.equal(leap(TALK, middle, 1, "turn", true), turns[1].end);
  assert.equal(leap(TALK, turns[1].end, 1, "turn", true), turns[2].end);
  assert.equal(leap(TALK, middle, 1, "turn", false), turns[2].start);
  assert.equal(leap(TALK, middle, -1, "turn", false), turns[1].start);
  assert.equal(leap(TALK, turns[1].start, -1, "turn", false), 0);
});

test("by word: the sign at the end of a turn is not left out", () => {
  const at = text.indexOf("bedre") + 5;
  assert.equal(leap(TALK, at, 1, "word", true), turns[1].end);
  assert.equal(leap(TALK, text.indexOf("Bra"), 1, "word", true), text.indexOf(","));
  assert.equal(leap(TALK, text.indexOf("Bra"), 1, "word", false), text.indexOf("tror"));
  assert.equal(leap(TALK, text.indexOf("tror") + 2, -1, "word", false), text.indexOf("tror"));
});

test("a place becomes its whole sentence, and a span the sentences or turns it touches", () => {
  /** @param {{start: number, end: number}} span */
  const cut = ({ start, end }) => text.slice(start, end);
  const at = text.indexOf("våget");
  assert.equal(cut(wholeOf(TALK, { start: at, end: at }, "sentence")), "Jeg «våget» å si det 🙂👩‍👩‍👧‍👦 nå.");
  assert.equal(cut(wholeOf(TALK, { start: turns[1].start, end: turns[1].start }, "sentence")), "Bra, tror jeg.");
  assert.equal(cut(wholeOf(TALK, { start: turns[1].end, end: turns[1].end }, "sentence")), "Siden ble det bedre.");
  assert.equal(cut(wholeOf(TALK, { start: text.indexOf("tror"), end: at }, "sentence")), "Bra, tror jeg. Jeg «våget» å si det 🙂👩‍👩‍👧‍👦 nå.");
  assert.equal(cut(wholeOf(TALK, { start: 3, end: at }, "turn")), `Hvordan går det?\n${cut(turns[1])}`);
});
