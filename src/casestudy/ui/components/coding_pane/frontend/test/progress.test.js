/** How far one has come. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../src/source/model.js";
import { nextUncoded, progressOf, readTurns } from "../src/source/progress.js";

const TURNS = ["Hva da?", "Vi satt der.", "Og så?", "Det ble bedre.", "Ja."];
const TEXT = TURNS.join("\n");

/** @param {[string, string][]} codings Coder and words. */
function open(codings = []) {
  return new Model({
    source: {},
    text: TEXT,
    turns: TURNS.map((words, at) => ({ n: at + 1, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length, interviewer: at % 2 === 0 && at < 4 })),
    codes: [],
    attributes: {},
    me: { id: "m1" },
    coders: [],
    revision: 1,
    codings: codings.map(([coder_id, words], at) => ({ id: `${at}`, coder_id, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length, comments: [] })),
  });
}

test("turns are read as marked, and what is not sent yet counts", () => {
  const operations = /** @type {any} */ ([{ kind: "read", first: 2, last: 2, read: false }, { kind: "read", first: 5, last: 5, read: true }]);
  assert.deepEqual([...readTurns([[1, 3]], operations)], [1, 3, 5]);
});

test("coded turns are read too; what others coded is not one's own", () => {
  const model = open([["m1", "Det ble"], ["m2", "Vi satt"]]);
  assert.deepEqual(progressOf(model, new Set([1])), { read: 40, coded: 20 });
});

test("the next uncoded turn is past interviewers and past what one has coded, though it is filtered away", () => {
  const model = open([["m1", "Vi satt"], ["m2", "Det ble"]]);
  model.filter(() => false);
  assert.equal(nextUncoded(model, 0, 1)?.n, 4);
  assert.equal(nextUncoded(model, 3, 1)?.n, 5);
  assert.equal(nextUncoded(model, 3, -1), null);
});
