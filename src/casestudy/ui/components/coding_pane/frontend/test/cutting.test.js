/** Cutting and joining codings. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { agree, besides, cutAt } from "../src/source/cutting.js";
import { Model } from "../src/source/model.js";

const TEXT = "Så satt vi der med kaffen, og da turte jeg.";

test("a cut leaves no white space at its edges, and no half word", () => {
  const coding = { start: 0, end: 25 };
  const parts = (/** @type {number} */ at) => {
    const cut = cutAt(TEXT, coding, at);
    return cut && [TEXT.slice(coding.start, cut.end), TEXT.slice(cut.start, coding.end)];
  };
  assert.deepEqual(parts(11), ["Så satt vi", "der med kaffen"]);
  assert.deepEqual(parts(13), ["Så satt vi", "der med kaffen"]);
  assert.deepEqual(parts(10), ["Så satt vi", "der med kaffen"]);
  assert.equal(parts(0), null);
  assert.equal(parts(1), null);
  assert.equal(parts(25), null);
});

/** @param {[string, string, string, string][]} codings Id, coder, code, words. */
function open(codings) {
  return new Model({
    source: {},
    text: TEXT,
    turns: [{ n: 1, start: 0, end: TEXT.length }],
    codes: [],
    attributes: {},
    me: { id: "m1" },
    coders: [],
    revision: 1,
    codings: codings.map(([id, coder_id, code_id, words]) => ({ id, coder_id, code_id, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length, comments: [] })),
  });
}

test("only one's own codings of the same code, side by side or overlapping, become one", () => {
  const model = open([
    ["a", "m1", "CH", "vi der"],
    ["side", "m1", "CH", "med kaffen"],
    ["over", "m1", "CH", "satt vi"],
    ["far", "m1", "CH", "da turte"],
    ["other code", "m1", "RE", "vi der"],
    ["other coder", "m2", "CH", "vi der"],
  ]);
  assert.deepEqual(besides(model, /** @type {any} */ (model.shown.get("a"))).map(({ id }) => id), ["over", "side"]);
});

test("codings that say different things do not agree; not set is not set", () => {
  const coding = /** @type {any} */ ({ level: "system", valence: null });
  assert.equal(agree(coding, { ...coding, valence: undefined }, ["level", "valence"]), true);
  assert.equal(agree(coding, { ...coding, level: "service" }, ["level", "valence"]), false);
});
