/** What is kept until the server has it. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Outbox } from "../src/source/outbox.js";
import { Refusal, Sync, waitAfter } from "../src/source/sync.js";
import { TAB } from "../src/source/tabs.js";

class Storage {
  /** @type {Map<string, string>} */
  entries = new Map();
  get length() {
    return this.entries.size;
  }
  /** @param {number} at */
  key(at) {
    return [...this.entries.keys()][at] ?? null;
  }
  /** @param {string} key */
  getItem(key) {
    return this.entries.get(key) ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.entries.set(key, value);
  }
  /** @param {string} key */
  removeItem(key) {
    this.entries.delete(key);
  }
}

const OWNER = { member: "m1", source: "s1" };

/** @param {object} [owner] @param {string[]} [tabs] Those open besides this one. */
const open = (owner = {}, tabs = []) => new Outbox(storage, { ...OWNER, ...owner }, new Set([TAB, ...tabs]));

/** As if another tab had written all that is stored. @param {string} tab */
function belongsTo(tab) {
  for (const [key, value] of storage.entries) storage.setItem(key, JSON.stringify({ ...JSON.parse(value), tab }));
}

/** @type {any} */
let storage;

/** @param {string} id @param {object} [fields] @returns {any} */
const operation = (id, fields) => ({ request_id: id, kind: "apply", coding_id: `c${id}`, start: 0, end: 4, code_id: "CH", ...fields });

beforeEach(() => {
  storage = new Storage();
});

/** @param {Outbox} outbox */
const idsIn = (outbox) => outbox.operations().map((kept) => kept.request_id);

test("operations survive a reload in the order they were made, with the text they were made on", () => {
  const outbox = open();
  for (const id of ["3", "1", "2"]) outbox.add(operation(id), "t1");
  belongsTo("a page that is gone");
  const again = open();
  assert.deepEqual(idsIn(again), ["3", "1", "2"]);
  assert.equal(again.batch("t2", 9).text_version_id, "t1");
});

test("what another open tab has not sent yet is left to it, and taken over once it is gone", () => {
  open().add(operation("1"), "t1");
  belongsTo("other");
  assert.deepEqual(idsIn(open({}, ["other"])), []);
  assert.deepEqual(idsIn(open()), ["1"]);
});

test("an acknowledged operation is gone, and two panes keep each their own", () => {
  const first = open();
  const second = open();
  first.add(operation("1"), "t1");
  second.add(operation("2"), "t1");
  first.settle("1");
  assert.deepEqual(idsIn(open()), ["2"]);
});

test("words are never stored, leaving would lose them, and what is lost is known by kind and time", () => {
  const outbox = open();
  assert.equal(outbox.isFragile, false);
  outbox.add(operation("1", { kind: "comment", comment_id: "c1", body: "hemmelig" }), "t1");
  outbox.add(operation("2", { kind: "propose_code", guid: "g1", label: "hemmelig" }), "t1");
  outbox.add(operation("3", { kind: "draft", target_kind: "source", body: "hemmelig" }), "t1");
  assert.equal(outbox.size, 3);
  assert.equal(outbox.isFragile, true);
  assert.ok(![...storage.entries.values()].join().includes("hemmelig"));
  belongsTo("a page that is gone");
  const { lost } = open();
  assert.deepEqual(lost.map(({ kind, id }) => [kind, id]), [["comment", "c1"], ["propose_code", "g1"]]);
  assert.ok(lost.every(({ at }) => at > 0));
  assert.deepEqual(open().lost, []);
});

test("words that another open tab is still sending are not called lost, nor those that arrived", () => {
  const outbox = open();
  outbox.add(operation("1", { kind: "memo", memo_id: "n1", body: "ord" }), "t1");
  belongsTo("other");
  assert.deepEqual(open({}, ["other"]).lost, []);
  outbox.settle("1");
  assert.deepEqual(open().lost, []);
});

test("another member's and another source's operations are left alone", () => {
  open().add(operation("1"), "t1");
  assert.equal(open({ member: "m2" }).size, 0);
  assert.equal(open({ source: "s2" }).size, 0);
  assert.equal(storage.length, 1);
});

test("operations made before the text changed are sent by themselves, and not shown in the new text", () => {
  const outbox = open();
  outbox.add(operation("1"), "t1");
  outbox.add(operation("2"), "t2");
  assert.deepEqual(outbox.batch("t2", 9), { text_version_id: "t1", operations: [operation("1")] });
  assert.deepEqual(outbox.operationsOn("t2"), [operation("2")]);
  outbox.settle("1");
  assert.deepEqual(outbox.batch("t2", 9), { text_version_id: "t2", operations: [operation("2")] });
  outbox.settle("2");
  assert.deepEqual(outbox.batch("t2", 9), { text_version_id: "t2", operations: [] });
});

/** @param {(url: string, body: any) => Promise<any>} post */
function syncWith(post) {
  const outbox = open();
  /** @type {string[]} */
  const states = [];
  const sync = new Sync({
    url: "/operations",
    me: "m1",
    textVersion: "t1",
    outbox,
    revision: () => 4,
    post,
    onAnswer: (answer) => Object.keys(answer.results).forEach((id) => outbox.settle(id)),
    onState: (state) => states.push(state),
    onRefusal: () => states.push("refusal"),
  });
  return { outbox, sync, states };
}

test("saved is said only after the answer", async () => {
  /** @type {any[]} */
  const sent = [];
  const { outbox, sync, states } = syncWith(async (_url, body) => {
    sent.push(body);
    assert.deepEqual(states, ["saving"]);
    return { results: { 1: { ok: true } } };
  });
  outbox.add(operation("1"), "t1");
  await sync.send();
  clearTimeout(sync.timer);
  assert.deepEqual(states, ["saving", "saved"]);
  assert.equal(sent[0].have, 4);
  assert.equal(sent[0].operations[0].request_id, "1");
});

test("without contact the operation is kept and said to be unsaved", async () => {
  const { outbox, sync, states } = syncWith(async () => {
    throw new TypeError("Failed to fetch");
  });
  outbox.add(operation("1"), "t1");
  await sync.send();
  clearTimeout(sync.timer);
  assert.equal(states.at(-1), "unsaved");
  assert.equal(outbox.size, 1);
  assert.equal(sync.failures, 1);
});

test("signed out is told apart from lost contact", async () => {
  const { sync, states } = syncWith(async () => {
    throw new Refusal(401, {});
  });
  await sync.send();
  clearTimeout(sync.timer);
  assert.deepEqual(states, ["signed_out", "refusal"]);
});

test("waiting grows with every failure, up to five seconds", () => {
  assert.deepEqual([1, 2, 3, 9].map(waitAfter), [1000, 2000, 4000, 5000]);
});

test("a source that is left sends what waits, and then stops", async () => {
  const { outbox, sync, states } = syncWith(async () => ({ results: { 1: { ok: true } } }));
  outbox.add(operation("1"), "t1");
  await new Promise((resolve) => sync.drain(() => resolve(null)));
  assert.equal(outbox.size, 0);
  assert.equal(sync.isStopped, true);
  assert.deepEqual(states, []);
});
