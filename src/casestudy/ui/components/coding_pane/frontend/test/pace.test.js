import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "../src/text/pace.js";

const FRAME = 1000 / 60;
const turnsAt = (...away) => away.map((far, index) => ({ turn: { index, codings: [] }, away: far }));
const indexes = (turns) => turns.map(({ index }) => index);

test("at rest all that is in view is painted at once", () => {
  const pace = new Pace();
  pace.cost = 100;
  assert.deepEqual(indexes(pace.choose(turnsAt(0, 0, 0, 40), 0)), [0, 1, 2]);
});

test("while the text is scrolled, no more is painted than a frame has time for", () => {
  const pace = new Pace();
  pace.cost = 2;
  pace.scrolled(0);
  assert.deepEqual(indexes(pace.choose(turnsAt(0, 0, 0, 0), 1)), [0, 1]);
});

test("frames that come late leave less and less time for painting, until they come in time again", () => {
  const pace = new Pace();
  let now = 0;
  for (let frame = 0; frame < 6; frame += 1) pace.scrolled((now += 50));
  const little = pace.share;
  for (let frame = 0; frame < 30; frame += 1) pace.scrolled((now += FRAME));
  assert.ok(little < 0.5);
  assert.ok(pace.share > 5);
});

test("a turn that is dearer than a frame is painted after some frames", () => {
  const pace = new Pace();
  pace.cost = 7;
  pace.share = 2;
  let now = 0;
  const painted = [];
  for (let frame = 0; frame < 5; frame += 1) {
    pace.scrolledAt = now += FRAME;
    painted.push(pace.choose(turnsAt(0), now).length);
  }
  assert.deepEqual(painted, [0, 0, 0, 1, 0]);
});

test("what painting costs is learnt", () => {
  const pace = new Pace();
  const until = performance.now() + 20;
  pace.time([{ codings: [] }], () => {
    while (performance.now() < until);
  });
  assert.ok(pace.cost > 4);
});
