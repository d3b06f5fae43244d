/** Where codes can go, and what the tree is after. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOf } from "../src/lines.js";
import { drop, sideAt, step } from "../src/moving.js";
import { code, drawn, small, view } from "./books.js";
import { Book } from "../src/book.js";

/** @param {string} id @param {import("../src/moving.js").Direction} direction */
function stepped(id, direction, seen = view(), book = small()) {
  const target = step(book, seen, id, direction);
  return target && drawn(book.moved([target]));
}

/** @param {string} id @param {string} over @param {import("../src/moving.js").Side} side */
function dropped(id, over, side, seen = view()) {
  const book = small();
  const line = linesOf(book, seen).find((one) => one.id === over);
  assert.ok(line);
  const landing = drop(book, id, line, side);
  return landing && `${drawn(book.moved([landing.target]))} @${landing.level}`;
}

test("a key moves a code among its siblings, under the one above, and out after its parent", () => {
  assert.equal(stepped("A2", "up"), "A(A2 A1(A1a A1b)) B(B1)");
  assert.equal(stepped("A1", "down"), "A(A2 A1(A1a A1b)) B(B1)");
  assert.equal(stepped("A2", "in"), "A(A1(A1a A1b A2)) B(B1)");
  assert.equal(stepped("A1b", "out"), "A(A1(A1a) A1b A2) B(B1)");
  assert.equal(stepped("A2", "out"), "A(A1(A1a A1b)) A2 B(B1)");
});

test("at the edges there is nowhere to go", () => {
  assert.equal(stepped("A", "up"), null);
  assert.equal(stepped("B", "down"), null);
  assert.equal(stepped("A1", "in"), null);
  assert.equal(stepped("A", "out"), null);
});

test("a step passes a retired sibling that is not seen, and stops at one that is", () => {
  const book = new Book([code("A", null), code("X", null, { status: "retired" }), code("B", null)]);
  assert.equal(stepped("B", "up", view(), book), "B A X");
  assert.equal(stepped("B", "up", view({ retired: true }), book), "A B X");
  assert.equal(stepped("A", "down", view(), book), "X B A");
});

test("a code is dropped before, into and after a line", () => {
  assert.equal(dropped("B1", "A2", "before"), "A(A1(A1a A1b) B1 A2) B @2");
  assert.equal(dropped("B1", "A2", "into"), "A(A1(A1a A1b) A2(B1)) B @3");
  assert.equal(dropped("B1", "A2", "after"), "A(A1(A1a A1b) A2 B1) B @2");
});

test("below an open line means first among its children, below a closed one means beside it", () => {
  assert.equal(dropped("B1", "A1", "after"), "A(A1(B1 A1a A1b) A2) B @3");
  assert.equal(dropped("B1", "A1", "after", view({ open: new Set(["A", "B"]) })), "A(A1(A1a A1b) B1 A2) B @2");
});

test("a code cannot be dropped in itself, nor where it is", () => {
  assert.equal(dropped("A1", "A1a", "into"), null);
  assert.equal(dropped("A", "A2", "after"), null);
  assert.equal(dropped("A1", "A2", "before"), null);
  assert.equal(dropped("A2", "A1b", "into"), "A(A1(A1a A1b(A2))) B(B1) @4");
  assert.equal(dropped("A1b", "A1a", "after"), null);
  assert.equal(dropped("A2", "A2", "after"), null);
});

test("the edges of a line are beside it, its middle is under it", () => {
  assert.deepEqual([0.1, 0.5, 0.9].map(sideAt), ["before", "into", "after"]);
});

test("moves that no longer lead anywhere change nothing", () => {
  const gone = [
    { code: "Z", parent: "A", before: null },
    { code: "A1", parent: "Z", before: null },
    { code: "A1", parent: "B", before: "A2" },
    { code: "A", parent: "A1a", before: null },
  ];
  assert.equal(drawn(small().moved(gone)), drawn(small()));
});

test("no sequence of moves loses a code, makes a ring, or touches the tree it began from", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const book = small();
  const ids = [...book.codes.keys()];
  const before = drawn(book);
  for (let round = 0; round < 300; round += 1) {
    const targets = Array.from({ length: 6 }, () => ({
      code: ids[random(ids.length)],
      parent: random(5) ? ids[random(ids.length)] : null,
      before: random(2) ? ids[random(ids.length)] : null,
    }));
    const moved = book.moved(targets);
    const seen = linesOf(moved, view({ open: new Set(ids) })).map(({ id }) => id);
    assert.deepEqual([...seen].sort(), [...ids].sort());
  }
  assert.equal(drawn(book), before);
});
