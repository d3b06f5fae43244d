import assert from "node:assert/strict";
import { test } from "node:test";

import { packLanes } from "../src/source/lanes.js";
import { Model } from "../src/source/model.js";

const TURN = 100;
const ME = "me";

/** A source of so many turns, with three overlapping codings beginning in each. */
function documentOf(turns) {
  const codings = Array.from({ length: turns * 3 }, (_, at) => {
    const start = Math.floor(at / 3) * TURN + (at % 3) * 20;
    const end = Math.min(start + 130, turns * TURN);
    return { id: `c${at}`, start, end, code_id: "A", coder_id: at % 2 ? ME : "other", comments: [], revision: 1 };
  });
  return {
    source: { id: "s" },
    text: "x".repeat(turns * TURN),
    turns: Array.from({ length: turns }, (_, at) => ({ n: at + 1, start: at * TURN, end: (at + 1) * TURN - 1, speaker: "P", interviewer: false, seconds: null })),
    codes: [{ id: "A", label: "A", colour: "#336699", branch: "A" }],
    coders: [{ id: ME, name: "Me" }],
    me: { id: ME, name: "Me" },
    attributes: {},
    revision: 1,
    codings,
  };
}

/** The turns looked at, and the codings met in them. */
let steps = 0;

class Counted extends Model {
  turnsIn(span) {
    const turns = super.turnsIn(span);
    steps += turns.reduce((sum, turn) => sum + 1 + turn.codings.length, 0);
    return turns;
  }
}

function stepsOf(work) {
  steps = 0;
  work();
  return steps;
}

test("building a model takes steps in proportion to its codings", () => {
  const small = stepsOf(() => new Counted(documentOf(100)));
  const large = stepsOf(() => new Counted(documentOf(1600)));
  assert.ok(small > 0);
  assert.ok(large <= 16.2 * small, `${small} and ${large}`);
});

test("applying a code takes as many steps in a long source as in a short one", () => {
  const [short, long] = [100, 1600].map((turns) => {
    const model = new Counted(documentOf(turns));
    const apply = { request_id: "r", kind: "apply", coding_id: "new", code_id: "A", start: 5000, end: 5060 };
    return stepsOf(() => model.refresh(new Set(), [apply]));
  });
  assert.ok(short > 0);
  assert.equal(long, short);
});

test("packing into lanes takes steps in proportion to what is packed", () => {
  const stepsFor = (count) => {
    const spans = Array.from({ length: count }, (_, at) => ({ start: at * 10, end: at * 10 + 45 }));
    const gap = { valueOf: () => ((steps += 1), 0) };
    return stepsOf(() => packLanes(spans, gap));
  };
  assert.ok(stepsFor(16_000) <= 16.2 * stepsFor(1000));
});
