/** What is said beside a code, and what is remembered of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { attributesOf, nextValue, Presets, shortNames } from "../src/source/attributes.js";

const CHOICES = {
  level: [{ value: "system", label: "System", short: "SYS" }, { value: "service", label: "Tjeneste og tiltak", short: "TJE" }],
  valence: [-1, 0, 1].map((value) => ({ value, label: String(value), short: String(value) })),
  stage: [{ value: "plan", label: "Planlegge" }],
  measure_id: [],
};
const CODE = { id: "DET.1", attributes: ["valence", "level", "measure_id"] };

function storage() {
  const kept = new Map();
  return /** @type {any} */ ({ getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value) });
}

test("a code has the attributes that its branch gives it and that have values here", () => {
  assert.deepEqual(attributesOf(CHOICES, CODE), ["level", "valence"]);
  assert.deepEqual(attributesOf(CHOICES, null), []);
});

test("values go round over not set, both ways", () => {
  const seen = [];
  /** @type {import("../src/source/attributes.js").Value} */
  let now = null;
  for (let press = 0; press < 4; press += 1) seen.push((now = nextValue(CHOICES, "valence", now, 1)));
  assert.deepEqual(seen, [-1, 0, 1, null]);
  assert.equal(nextValue(CHOICES, "valence", null, -1), 1);
  assert.equal(nextValue(CHOICES, "level", "gone", 1), "system");
});

test("what is said is named shortly, zero too", () => {
  assert.deepEqual(shortNames(CHOICES, { valence: 0, stage: "plan", level: "service" }), ["TJE", "0", "Planlegge"]);
});

test("what was said last is remembered by code, and only what still holds is used", () => {
  const kept = storage();
  new Presets(kept, "m1").keep("DET.1", { level: "service", valence: null });
  const presets = new Presets(kept, "m1");
  assert.deepEqual(presets.of(CHOICES, CODE), { level: "service" });
  assert.deepEqual(presets.of(CHOICES, { id: "DET.1", attributes: ["valence"] }), {});
  assert.deepEqual(new Presets(kept, "m2").of(CHOICES, CODE), {});
  presets.rename("DET.1", "DET.2");
  presets.keep("DET.2", { level: null });
  assert.deepEqual(new Presets(kept, "m1").of(CHOICES, { ...CODE, id: "DET.2" }), {});
});

test("a storage with something else in it is no obstacle", () => {
  for (const odd of ["[", "[]", "null", "3"]) assert.deepEqual(new Presets({ ...storage(), getItem: () => odd }, "m1").of(CHOICES, CODE), {});
});
