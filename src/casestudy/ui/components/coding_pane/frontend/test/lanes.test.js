/** Packing into lanes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { freeLane, packLanes } from "../src/source/lanes.js";

const SPANS = [
  { start: 0, end: 10 },
  { start: 2, end: 5 },
  { start: 6, end: 12 },
  { start: 10, end: 20 },
];

test("ranges that overlap stand in different lanes, and a lane is used again", () => {
  assert.deepEqual(packLanes(SPANS, 0), [0, 1, 1, 0]);
});

test("a gap keeps neighbours of a lane apart", () => {
  assert.deepEqual(packLanes(SPANS, 4), [0, 1, 2, 1]);
});

test("no two ranges of a lane ever overlap", () => {
  const spans = Array.from({ length: 400 }, (_, at) => ({ start: at * 3, end: at * 3 + 1 + ((at * 7919) % 50) }));
  const lanes = packLanes(spans, 2);
  for (const [at, a] of spans.entries()) {
    for (const [other, b] of spans.entries()) {
      if (at < other && lanes[at] === lanes[other]) assert.ok(a.end + 2 <= b.start);
    }
  }
});

test("a new range takes the first lane free around it", () => {
  const placed = SPANS.map((span, at) => ({ ...span, lane: packLanes(SPANS, 0)[at] }));
  assert.equal(freeLane({ start: 7, end: 8 }, placed, 0), 2);
  assert.equal(freeLane({ start: 30, end: 31 }, placed, 0), 0);
});
