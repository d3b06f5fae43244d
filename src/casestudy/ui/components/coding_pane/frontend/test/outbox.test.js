/** What is kept until the server has it. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Outbox } from "../src/source/outbox.js";
import { Refusal, Sync, waitAfter } from "../src/source/sync.js";

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

const OWNER = { member: "m1", source: "s1", textVersion: "t1" };

/** @type {any} */
let storage;

/** @param {string} id @param {object} [fields] @returns {any} */
const operation = (id, fields) => ({ request_id: id, kind: "apply", coding_id: `c${id}`, start: 0, end: 4, code_id: "CH", ...fields });

beforeEach(() => {
  storage = new Storage();
});

test("operations survive a reload in the order they were made", () => {
  const outbox = new Outbox(storage, OWNER);
  for (const id of ["3", "1", "2"]) outbox.add(operation(id));
  const again = new Outbox(storage, OWNER);
  assert.deepEqual(again.operations().map((kept) => kept.request_id), ["3", "1", "2"]);
});

test("an acknowledged operation is gone, and two tabs keep each their own", () => {
  const first = new Outbox(storage, OWNER);
  const second = new Outbox(storage, OWNER);
  first.add(operation("1"));
  second.add(operation("2"));
  first.settle("1");
  assert.deepEqual(new Outbox(storage, OWNER).operations().map((kept) => kept.request_id), ["2"]);
});

test("a comment's words are never stored, and leaving would lose it", () => {
  const outbox = new Outbox(storage, OWNER);
  assert.equal(outbox.isFragile, false);
  outbox.add(operation("1", { kind: "comment", body: "hemmelig" }));
  assert.equal(outbox.size, 1);
  assert.equal(outbox.isFragile, true);
  assert.ok(![...storage.entries.values()].join().includes("hemmelig"));
});

test("another member's and another source's operations are left alone", () => {
  new Outbox(storage, OWNER).add(operation("1"));
  assert.equal(new Outbox(storage, { ...OWNER, member: "m2" }).size, 0);
  assert.equal(new Outbox(storage, { ...OWNER, source: "s2" }).size, 0);
  assert.equal(storage.length, 1);
});

test("operations on a text that has changed are given up and counted", () => {
  new Outbox(storage, OWNER).add(operation("1"));
  const outbox = new Outbox(storage, { ...OWNER, textVersion: "t2" });
  assert.equal(outbox.size, 0);
  assert.equal(outbox.stale, 1);
});

/** @param {(url: string, body: any) => Promise<any>} post */
function syncWith(post) {
  const outbox = new Outbox(storage, OWNER);
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
  outbox.add(operation("1"));
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
  outbox.add(operation("1"));
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

test("waiting grows with every failure, up to half a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(waitAfter), [1000, 2000, 4000, 30000]);
});
