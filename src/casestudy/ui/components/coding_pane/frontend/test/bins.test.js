/** How much is coded where, and where that stands. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { countBins, Scale } from "../src/source/bins.js";

test("a piece counts every range that touches it, and no other", () => {
  const spans = [{ start: 0, end: 10 }, { start: 5, end: 30 }, { start: 99, end: 100 }, { start: 50, end: 50 }];
  assert.deepEqual([...countBins(spans, 100, 10)], [2, 1, 1, 0, 0, 0, 0, 0, 0, 1]);
});

test("counts agree with counting one by one, however long the text", () => {
  for (const length of [100, 1000, 300001]) {
    const spans = Array.from({ length: 500 }, (_, at) => {
      const start = (at * 7919) % length;
      return { start, end: Math.min(length, start + 1 + ((at * 104729) % 900)) };
    });
    const count = 40;
    const size = length / count;
    const slow = Array.from({ length: count }, (_, at) => spans.filter(({ start, end }) => start < (at + 1) * size && end > at * size).length);
    assert.deepEqual([...countBins(spans, length, count)], slow);
  }
});

test("five thousand ranges are one pass over them", () => {
  let reads = 0;
  const spans = Array.from({ length: 5000 }, (_, at) => ({ get start() { reads += 1; return at * 60; }, get end() { return at * 60 + 59; } }));
  countBins(spans, 300000, 1000);
  assert.equal(reads, 5000);
});

test("a place goes to a height and back", () => {
  const scale = new Scale([0, 100, 1000], [10, 60, 70]);
  assert.equal(scale.topOf(0), 10);
  assert.equal(scale.topOf(50), 35);
  assert.equal(scale.topOf(1000), 70);
  for (const at of [0, 1, 99, 100, 500, 1000]) assert.ok(Math.abs(scale.placeAt(scale.topOf(at)) - at) < 1e-6);
});

test("above and below the text are its beginning and its end", () => {
  const scale = new Scale([0, 100], [10, 60]);
  assert.deepEqual([scale.placeAt(0), scale.placeAt(500)], [0, 100]);
});
