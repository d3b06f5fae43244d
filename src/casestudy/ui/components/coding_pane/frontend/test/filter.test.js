/** Which codings pass the filter. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Filter, readFilter } from "../src/source/filter.js";

const CODES = [
  { id: "CH.H", branch: "CH", passes: ["rq1"] },
  { id: "CH.I", branch: "CH", passes: ["rq1", "rq2"] },
  { id: "RE.M", branch: "RE", passes: ["realist"] },
];

/** @returns {any} */
const model = () => ({ codes: new Map(CODES.map((code) => [code.id, code])) });

const CODINGS = /** @type {any[]} */ ([
  { id: "a", code_id: "CH.H", coder_id: "me", layer: "coder" },
  { id: "b", code_id: "CH.I", coder_id: "anne", layer: "coder" },
  { id: "c", code_id: "RE.M", coder_id: "me", layer: "consensus" },
]);

/** @param {Filter} filter */
const shown = (filter) => CODINGS.filter(filter.test(model())).map(({ id }) => id).join("");

test("where nothing is ticked all is shown", () => {
  assert.equal(shown(new Filter()), "abc");
  assert.equal(new Filter().isOn, false);
});

test("ticks of one kind add up, and kinds narrow each other", () => {
  assert.equal(shown(new Filter({ codes: ["CH.H", "RE.M"] })), "ac");
  assert.equal(shown(new Filter({ branches: ["CH"], codes: ["RE.M"] })), "abc");
  assert.equal(shown(new Filter({ branches: ["CH"], coders: ["anne"] })), "b");
  assert.equal(shown(new Filter({ layers: ["consensus"] })), "c");
  assert.equal(shown(new Filter({ layers: ["consensus"], coders: ["anne"] })), "");
});

test("a pass shows only its own codes", () => {
  const filter = new Filter();
  filter.pass = "rq1";
  assert.equal(shown(filter), "ab");
  assert.equal(filter.isOn, true);
  filter.clear();
  assert.equal(shown(filter), "abc");
});

test("a code unticked in a ticked branch leaves the rest of the branch ticked", () => {
  const filter = new Filter({ branches: ["CH"] });
  filter.toggleCode(CODES[0], CODES);
  assert.equal(shown(filter), "b");
});

test("ticking a branch takes up the ticks of its codes, and unticking it shows none of them", () => {
  const filter = new Filter({ codes: ["CH.H", "RE.M"] });
  filter.toggleBranch("CH", CODES);
  assert.equal(shown(filter), "abc");
  filter.toggleBranch("CH", CODES);
  assert.equal(shown(filter), "c");
});

test("a coding one has just made is let through, whatever hid it, and the rest stays hidden", () => {
  for (const kept of [{ codes: ["CH.H"] }, { coders: ["me"] }, { layers: ["consensus"] }, { branches: ["RE"], coders: ["me"] }]) {
    const filter = new Filter(kept);
    const before = shown(filter);
    filter.admit(model(), CODINGS[1]);
    assert.ok(shown(filter).includes("b"));
    for (const id of before) assert.ok(shown(filter).includes(id));
  }
  const passing = new Filter();
  passing.pass = "realist";
  passing.admit(model(), CODINGS[0]);
  assert.ok(shown(passing).includes("a"));
});

test("what is ticked is kept as ids and read again; what is not understood is left", () => {
  const filter = new Filter({ codes: ["CH.H"], coders: ["anne"] });
  const kept = JSON.stringify(filter);
  assert.deepEqual(JSON.parse(kept), { codes: ["CH.H"], coders: ["anne"] });
  assert.equal(shown(readFilter(kept)), shown(filter));
  for (const bad of [null, "", "{", "null", '{"codes": 3}']) assert.equal(shown(readFilter(bad)), "abc");
});
