/** What is shown: confirmed codings plus what is still to be sent. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../src/source/model.js";
import { targetOf } from "../src/source/target.js";

const TEXT = "Hei 😀 du.\nJeg kom hit i går.";

/** @param {object} fields */
function coding(fields) {
  const blank = { level: null, valence: null, stage: null, claim_status: null, comments: [], removed: false };
  return { ...blank, id: "a", start: 11, end: 14, code_id: "CH", coder_id: "m1", revision: 1, comment_count: 0, ...fields };
}

/** @param {object[]} codings */
function open(codings = []) {
  return new Model({
    source: { id: "s1" },
    text: TEXT,
    turns: [
      { n: 1, start: 0, end: 9, speaker: "I", role: null, interviewer: true, seconds: null },
      { n: 2, start: 10, end: 28, speaker: "P", role: "service_user", interviewer: false, seconds: null },
    ],
    codes: [{ id: "CH", label: "Håp", attributes: [] }],
    attributes: {},
    me: { id: "m1", name: "Kari" },
    coders: [{ id: "m1", name: "Kari" }],
    revision: 5,
    codings,
  });
}

/** @param {object} fields @returns {any} */
const operation = (fields) => ({ request_id: "r1", kind: "apply", coding_id: "n", ...fields });

const APPLY = operation({ start: 4, end: 14, code_id: "CH" });

test("a coding stands at its words although an emoji comes before", () => {
  const model = open([coding({ start: 10, end: 13 })]);
  const shown = model.shown.get("a");
  assert.equal(TEXT.slice(shown?.start, shown?.end), "Jeg");
  assert.deepEqual(model.wireOf(/** @type {any} */ (shown)), { start: 10, end: 13 });
});

test("an operation is shown before it is acknowledged, in every turn it touches", () => {
  const model = open();
  const { turns } = model.refresh(new Set(), [APPLY]);
  assert.deepEqual([...turns], [0, 1]);
  assert.equal(model.shown.get("n")?.pending, true);
  assert.equal(model.turns[1].codings.length, 1);
});

test("once acknowledged a coding is no longer pending", () => {
  const model = open();
  model.refresh(new Set(), [APPLY]);
  const touched = model.receive({ base: 5, revision: 6, codings: [coding({ id: "n", start: 4, end: 14, revision: 6 })] });
  model.refresh(/** @type {Set<string>} */ (touched), []);
  assert.equal(model.shown.get("n")?.pending, false);
  assert.equal(model.revision, 6);
});

test("a refused operation is taken back", () => {
  const model = open();
  model.refresh(new Set(), [APPLY]);
  model.receive({ base: 5, revision: 5, codings: [] });
  const { turns } = model.refresh(new Set(), []);
  assert.equal(model.shown.size, 0);
  assert.deepEqual([...turns], [0, 1]);
});

test("changes, comments and removal are shown in the order they were made", () => {
  const model = open([coding({})]);
  const changes = [
    operation({ request_id: "1", kind: "change", coding_id: "a", level: "system", end: 18 }),
    operation({ request_id: "2", kind: "comment", coding_id: "a", comment_id: "c", body: "Se her" }),
  ];
  model.refresh(new Set(), changes);
  const shown = model.shown.get("a");
  assert.equal(shown?.level, "system");
  assert.equal(model.wireOf(/** @type {any} */ (shown)).end, 18);
  assert.equal(shown?.comments[0].body, "Se her");
  model.refresh(new Set(), [...changes, operation({ request_id: "3", kind: "remove", coding_id: "a" })]);
  assert.equal(model.shown.size, 0);
});

test("one's own pending change stays in view when others' work arrives", () => {
  const model = open([coding({})]);
  const change = operation({ kind: "change", coding_id: "a", level: "system" });
  model.refresh(new Set(), [change]);
  const touched = model.receive({ base: 5, revision: 7, codings: [coding({ stage: "plan", revision: 6 }), coding({ id: "b", coder_id: "m2", revision: 7 })] });
  model.refresh(/** @type {Set<string>} */ (touched), [change]);
  assert.equal(model.shown.get("a")?.level, "system");
  assert.equal(model.shown.get("a")?.stage, "plan");
  assert.ok(model.shown.has("b"));
});

test("an answer that skips revisions asks for the whole document", () => {
  assert.equal(open().receive({ base: 9, revision: 10, codings: [] }), null);
});

test("where a blind round hides others' codings, or no longer does, the whole document is wanted", () => {
  assert.equal(open().receive({ base: 5, revision: 5, codings: [], blind: "1f" }), null);
  const model = open();
  model.blind = "1f";
  assert.notEqual(model.receive({ base: 5, revision: 5, codings: [], blind: "1f" }), null);
  assert.equal(model.receive({ base: 5, revision: 5, codings: [] }), null);
});

test("a late answer does not undo a newer one", () => {
  const model = open([coding({ revision: 8, level: "service" })]);
  model.receive({ base: 5, revision: 6, codings: [coding({ revision: 6 })] });
  assert.equal(model.confirmed.get("a")?.level, "service");
});

test("a removed coding leaves its turns", () => {
  const model = open([coding({})]);
  const touched = model.receive({ base: 5, revision: 6, codings: [coding({ removed: true, revision: 6 })] });
  model.refresh(/** @type {Set<string>} */ (touched), []);
  assert.equal(model.turns[1].codings.length, 0);
});

test("a filter hides codings and gives their lines to others", () => {
  const model = open([coding({ coder_id: "m2" }), coding({ id: "b" })]);
  assert.equal(model.shown.get("b")?.level_of_line, 1);
  model.filter((shown) => model.isMine(shown));
  assert.deepEqual(model.turns[1].codings.map(({ id }) => id), ["b"]);
  assert.equal(model.shown.get("b")?.level_of_line, 0);
});

test("deep links name a coding, a turn or a range, and nothing else", () => {
  const model = open([coding({})]);
  assert.deepEqual(targetOf("a", model), { coding: "a" });
  assert.deepEqual(targetOf("turn:2", model), { span: { start: 11, end: 29 } });
  assert.deepEqual(targetOf("10-13", model), { span: { start: 11, end: 14 } });
  for (const nowhere of ["b", "turn:3", "13-10", "0-999"]) assert.equal(targetOf(nowhere, model), null);
});
