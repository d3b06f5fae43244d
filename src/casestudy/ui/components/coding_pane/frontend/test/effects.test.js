/** What is shown of one's own operations before the server has answered. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { standing } from "../src/source/effects.js";
import { Model } from "../src/source/model.js";

const TEXT = "Vi satt 🙂 der med kaffen og snakket.";

/** @param {object} fields */
function coding(fields) {
  const blank = { level: null, valence: null, stage: null, claim_status: null, measure_id: null, comments: [], removed: false };
  return { ...blank, id: "a", start: 0, end: 7, code_id: "CH", coder_id: "m1", revision: 1, ...fields };
}

/** @param {object[]} codings */
function open(codings = []) {
  return new Model({
    source: { id: "s1" },
    text: TEXT,
    turns: [{ n: 1, start: 0, end: 35, speaker: "P", role: null, interviewer: false, seconds: null }],
    codes: [
      { id: "CH", guid: "g-ch", label: "Håp", attributes: ["level"], synonyms: [] },
      { id: "RE", guid: "g-re", label: "Relasjon", attributes: ["valence"], synonyms: [] },
    ],
    attributes: { level: [], valence: [] },
    me: { id: "m1", name: "Kari" },
    coders: [],
    revision: 5,
    codings,
  });
}

let counted = 0;
/** @param {string} kind @param {object} [fields] @returns {any} */
const operation = (kind, fields) => ({ request_id: `r${(counted += 1)}`, kind, ...fields });

/** @param {Model} model @param {string} id */
const words = (model, id) => {
  const found = /** @type {any} */ (model.shown.get(id));
  return TEXT.slice(found.start, found.end);
};

test("several codes in one motion stand on the same words, each with its attributes", () => {
  const model = open();
  const codings = [{ coding_id: "x", code_id: "CH", level: "system" }, { coding_id: "y", code_id: "RE" }];
  model.refresh(new Set(), [operation("apply_all", { start: 8, end: 18, codings })]);
  assert.equal(words(model, "x"), "🙂 der med ");
  assert.equal(words(model, "y"), words(model, "x"));
  assert.equal(model.shown.get("x")?.level, "system");
  assert.equal(model.shown.get("y")?.level, null);
});

test("a split coding becomes two with the same code and attributes; comments stay with the first", () => {
  const model = open([coding({ start: 0, end: 13, level: "service", comments: [{ id: "c", author_id: "m1", body: "Se", at: "" }] })]);
  const { ids } = model.refresh(new Set(), [operation("split", { coding_id: "a", end: 7, new_id: "b", new_start: 10 })]);
  assert.deepEqual([words(model, "a"), words(model, "b")], ["Vi satt", "der"]);
  assert.equal(model.shown.get("b")?.level, "service");
  assert.equal(model.shown.get("b")?.comments.length, 0);
  assert.deepEqual(ids, new Set(["a", "b"]));
});

test("merged codings are one over all their words, with all comments", () => {
  const comment = { id: "c", author_id: "m2", body: "Se", at: "" };
  const model = open([coding({}), coding({ id: "b", start: 10, end: 13, comments: [comment] })]);
  model.refresh(new Set(), [operation("merge", { coding_id: "a", other_ids: ["b"] })]);
  assert.equal(words(model, "a"), "Vi satt 🙂 der");
  assert.equal(model.shown.has("b"), false);
  assert.equal(model.shown.get("a")?.comments[0].author_id, "m2");
});

test("a change made to what a split has made is shown", () => {
  const model = open([coding({ end: 13 })]);
  const operations = [operation("split", { coding_id: "a", end: 7, new_id: "b", new_start: 10 }), operation("change", { coding_id: "b", code_id: "RE" })];
  model.refresh(new Set(), operations);
  assert.equal(model.shown.get("b")?.code_id, "RE");
  assert.equal(model.shown.get("a")?.code_id, "CH");
});

test("another code loses the attributes that it does not have", () => {
  const model = open([coding({ level: "system" })]);
  model.refresh(new Set(), [operation("change", { coding_id: "a", code_id: "RE", valence: 1 })]);
  assert.equal(model.shown.get("a")?.level, null);
  assert.equal(model.shown.get("a")?.valence, 1);
});

test("undo takes back what has not been sent, redo brings it again", () => {
  const model = open();
  const apply = operation("apply", { coding_id: "x", start: 0, end: 2, code_id: "CH" });
  model.refresh(new Set(), [apply, operation("undo")]);
  assert.equal(model.shown.size, 0);
  model.refresh(new Set(), [apply, operation("undo"), operation("redo")]);
  assert.equal(model.shown.size, 1);
});

test("a new step empties what could be done again; notes to oneself are no steps", () => {
  const [first, second] = [operation("apply"), operation("apply")];
  assert.deepEqual(standing([first, operation("undo"), second, operation("redo")]).done, [second]);
  assert.deepEqual(standing([first, operation("read"), operation("draft"), operation("undo")]), { done: [], undone: [first] });
});

test("a proposed code can be used at once, and is the same when it has got its id", () => {
  const model = open();
  const propose = operation("propose_code", { guid: "g-new", label: "kaffe", in_vivo: true });
  const apply = operation("apply", { coding_id: "x", start: 0, end: 2, code_id: "g-new" });
  model.refresh(new Set(), [propose, apply]);
  assert.equal(model.codes.get("g-new")?.label, "kaffe");
  assert.equal(model.shown.get("x")?.code_id, "g-new");
  model.takeCodes([{ id: "NY.1", guid: "g-new", label: "kaffe", attributes: [], synonyms: [] }]);
  model.refresh(new Set(), [apply]);
  assert.equal(model.shown.get("x")?.code_id, "NY.1");
  assert.equal(model.codes.has("g-new"), false);
});

test("undo takes back the coding with a proposed code, not the code", () => {
  const model = open();
  const propose = operation("propose_code", { guid: "g-new", label: "kaffe", in_vivo: true });
  const apply = operation("apply", { coding_id: "x", start: 0, end: 2, code_id: "g-new" });
  const operations = [propose, apply, operation("undo")];
  model.refresh(new Set(), operations);
  assert.equal(model.shown.size, 0);
  assert.equal(model.codes.get("g-new")?.label, "kaffe");
  assert.deepEqual(standing(operations), { done: [], undone: [apply] });
});

test("a proposal that was refused is no longer offered", () => {
  const model = open();
  const propose = operation("propose_code", { guid: "g-new", label: "kaffe", in_vivo: false });
  model.refresh(new Set(), [propose]);
  model.refresh(new Set(), []);
  assert.equal(model.codes.has("g-new"), false);
});
