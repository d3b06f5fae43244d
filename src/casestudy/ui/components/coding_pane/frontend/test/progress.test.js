/** How far one has come. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../src/source/model.js";
import { nextUncoded, progressOf, readTurns } from "../src/source/progress.js";

const TURNS = ["Hva da?", "Vi satt der.", "Og så?", "Det ble bedre.", "Ja."];
const TEXT = TURNS.join("\n");

/** @param {[string, string, string?][]} codings Coder, words and code. */
function open(codings = []) {
  return new Model({
    source: {},
    text: TEXT,
    turns: TURNS.map((words, at) => ({ n: at + 1, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length, interviewer: at % 2 === 0 && at < 4 })),
    codes: [{ id: "A", passes: ["rq1"] }, { id: "B", passes: ["rq2"] }],
    attributes: {},
    me: { id: "m1" },
    coders: [],
    revision: 1,
    codings: codings.map(([coder_id, words, code_id = "A"], at) => ({ id: `${at}`, coder_id, code_id, start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length, comments: [] })),
  });
}

test("turns are read as marked, and what is not sent yet counts", () => {
  const operations = /** @type {any} */ ([{ kind: "read", first: 2, last: 2, read: false }, { kind: "read", first: 5, last: 5, read: true }]);
  assert.deepEqual([...readTurns([[1, 3]], operations)], [1, 3, 5]);
});

test("coded turns are read too; what others coded is not one's own", () => {
  const model = open([["m1", "Det ble"], ["m2", "Vi satt"]]);
  assert.deepEqual(progressOf(model, new Set([1]), null), { read: 40, coded: 20 });
});

test("in a pass only its codes make a turn coded, and any code makes it read", () => {
  const model = open([["m1", "Det ble", "A"], ["m1", "Vi satt", "B"]]);
  assert.deepEqual(progressOf(model, new Set([1]), "rq1"), { read: 60, coded: 20 });
  assert.equal(nextUncoded(model, 0, 1, "rq1")?.n, 2);
  assert.equal(nextUncoded(model, 0, 1, "rq2")?.n, 4);
});

test("what is begun is not nothing, and what is left not all", () => {
  const model = open();
  model.turns = Array(300).fill(model.turns[0]);
  const read = (/** @type {number} */ count) => progressOf(model, new Set(Array(count).keys()), null).read;
  assert.deepEqual([0, 1, 299, 300].map(read), [0, 1, 99, 100]);
});

test("the next uncoded turn is past interviewers and past what one has coded, though it is filtered away", () => {
  const model = open([["m1", "Vi satt"], ["m2", "Det ble"]]);
  model.filter(() => false);
  assert.equal(nextUncoded(model, 0, 1, null)?.n, 4);
  assert.equal(nextUncoded(model, 3, 1, null)?.n, 5);
  assert.equal(nextUncoded(model, 3, -1, null), null);
});
