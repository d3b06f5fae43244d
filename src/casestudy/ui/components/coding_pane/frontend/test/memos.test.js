/** Memos, confirmed and not yet sent. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Memos } from "../src/source/memos.js";

/** @param {object} fields */
const memo = (fields) => ({ id: "n1", author_id: "m2", body: "Se her", at: "2026-03-02", revision: 3, target_kind: "turn", turn: 4, ...fields });

test("a memo stands at what it is about, others' and one's own", () => {
  const memos = new Memos([memo({})]);
  const operations = /** @type {any} */ ([{ request_id: "1", kind: "memo", memo_id: "n2", target_kind: "turn", turn: 4, body: "Enig" }]);
  memos.refresh(operations, "m1");
  assert.deepEqual(memos.on({ target_kind: "turn", turn: 4 }).map(({ body }) => body), ["Se her", "Enig"]);
  assert.deepEqual(memos.on({ target_kind: "source" }), []);
});

test("an edit and a removal show at once, and a refusal takes them back", () => {
  const memos = new Memos([memo({}), memo({ id: "n2", body: "To" })]);
  const operations = /** @type {any} */ ([{ kind: "memo_edit", memo_id: "n1", body: "Nytt" }, { kind: "memo_remove", memo_id: "n2" }]);
  memos.refresh(operations, "m2");
  assert.deepEqual([...memos.shown.values()].map(({ body }) => body), ["Nytt"]);
  memos.refresh([], "m2");
  assert.deepEqual([...memos.shown.values()].map(({ body }) => body), ["Se her", "To"]);
});

test("what has changed since is taken in, and a late answer changes nothing", () => {
  const memos = new Memos([memo({})]);
  memos.take([memo({ body: "Eldre", revision: 2 }), memo({ id: "n2", target_kind: "source" })]);
  memos.take([memo({ id: "n2", removed: true, revision: 4 })]);
  memos.refresh([], "m1");
  assert.deepEqual([...memos.shown.values()].map(({ body }) => body), ["Se her"]);
});
