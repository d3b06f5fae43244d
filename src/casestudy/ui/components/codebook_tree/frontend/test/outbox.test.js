/** Moves on their way: none is lost, none is sent as two, and refusals are told. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../src/outbox.js";

class Storage {
  /** @type {Map<string, string>} */
  entries = new Map();
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

/** @param {any} [storage] */
const outbox = (storage = new Storage()) => new Outbox(storage, "m1");
/** @param {string} code @param {string | null} before */
const to = (code, before) => ({ code, parent: "A", before });

test("steps of one code in a row become one move, until it is sent", () => {
  const box = outbox();
  box.add(to("x", "b"));
  box.add(to("x", "a"));
  const [first] = box.batch();
  assert.deepEqual([box.size, first.before], [1, "a"]);
  box.add(to("x", null));
  assert.equal(box.size, 2);
  assert.equal(box.batch()[0].request_id, first.request_id);
});

test("all that is not answered is sent again, in the order it was made", () => {
  const box = outbox();
  for (const code of ["x", "y", "z"]) {
    box.add(to(code, null));
    box.batch();
  }
  const sent = box.batch();
  assert.deepEqual(sent.map(({ code }) => code), ["x", "y", "z"]);
  box.settle({ [sent[1].request_id]: "" });
  assert.deepEqual(box.batch().map(({ code }) => code), ["x", "z"]);
});

test("a refusal is told once, and its move is gone", () => {
  const box = outbox();
  box.add(to("x", null));
  const [{ request_id }] = box.batch();
  assert.deepEqual(box.settle({ [request_id]: "Nei." }), ["Nei."]);
  assert.deepEqual(box.settle({ [request_id]: "Nei." }), []);
  assert.equal(box.size, 0);
});

test("what waits survives a reload, what is answered does not", () => {
  const storage = new Storage();
  const box = outbox(storage);
  box.add(to("x", null));
  const again = outbox(storage);
  assert.deepEqual(again.waiting, box.waiting);
  again.settle({ [again.waiting[0].request_id]: "" });
  assert.equal(storage.entries.size, 0);
});

test("a broken storage is no obstacle", () => {
  const storage = new Storage();
  storage.setItem("casestudy.tree.moves.m1", "{");
  assert.equal(outbox(storage).size, 0);
  assert.equal(new Outbox(null, "m1").size, 0);
});
