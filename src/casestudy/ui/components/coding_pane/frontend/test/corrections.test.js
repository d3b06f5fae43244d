import assert from "node:assert/strict";
import { test } from "node:test";

import { editsOf, placesOf, shortened, touchedBy, touches } from "../src/source/corrections.js";

/** @param {string} before @param {string} after */
function told(before, after) {
  return editsOf(before, after).map(({ start, end, text }) => `${before.slice(start, end)}→${text}`);
}

test("a corrected word is replaced whole", () => {
  assert.deepEqual(told("jeg truode på det", "jeg trodde på det"), ["truode→trodde"]);
});

test("a missing word comes with the blank before or after it", () => {
  assert.deepEqual(told("det var bra", "det var ikke bra"), ["→ikke "]);
});

test("words that go are shown as gone", () => {
  assert.deepEqual(told("det det var bra", "det var bra"), ["det →"]);
});

test("several corrections stay apart", () => {
  assert.deepEqual(told("vi drar idag, hele gjengen", "vi drar i dag alle sammen, hele gjenget"), ["idag→i dag alle sammen", "gjengen→gjenget"]);
});

test("nothing differs where nothing was changed", () => {
  assert.deepEqual(editsOf("det var bra 🙂", "det var bra 🙂"), []);
});

test("following the edits makes the new text", () => {
  const words = ["ja", "jo", "det", "🙂", "gruppa", "ikke-bruker", ",", " "];
  let seed = 7;
  const draw = () => Array.from({ length: 12 }, () => words[(seed = (seed * 1103515245 + 12345) % 2147483648) % words.length]).join(" ");
  for (let round = 0; round < 200; round += 1) {
    const [before, after] = [draw(), draw()];
    let [made, place] = ["", 0];
    for (const { start, end, text } of editsOf(before, after)) {
      assert.ok(start >= place);
      made += before.slice(place, start) + text;
      place = end;
    }
    assert.equal(made + before.slice(place), after);
  }
});

test("a whole page that is written anew is one piece, at once", () => {
  const page = (/** @type {string} */ word) => Array.from({ length: 2000 }, (_, at) => `${word}${at}`).join(" ");
  assert.equal(editsOf(page("a"), page("b")).length, 1);
});

test("an edit touches what it changes, not what it borders on", () => {
  const [edit] = editsOf("det var bra", "det var ikke bra");
  assert.equal(touches(edit, { start: 4, end: 11 }), true);
  assert.equal(touches(edit, { start: 0, end: 8 }), false);
  assert.equal(touches(edit, { start: 8, end: 11 }), false);
});

test("what is to be looked over stands by place, and in reading order", () => {
  const coding = (/** @type {string} */ id, /** @type {number} */ start, coder_id = "me") => [id, { id, start, end: start + 4, coder_id }];
  const model = /** @type {any} */ ({ shown: new Map([coding("a", 10), coding("b", 2), coding("c", 10), coding("d", 2, "you")]) });
  const checks = ["a", "b", "c", "d", "gone"].map((id) => ({ id: `check ${id}`, coding_id: id }));
  const places = placesOf(model, checks, ({ coder_id }) => coder_id === "me");
  assert.deepEqual(places.map(({ start, checks: ids }) => [start, ids]), [[2, ["check b"]], [10, ["check a", "check c"]]]);
});

test("whose codings are touched is counted by coder, one's own first", () => {
  const shown = new Map([["a", { start: 14, end: 21, coder_id: "you" }], ["b", { start: 10, end: 18, coder_id: "me" }], ["c", { start: 14, end: 21, coder_id: "me" }]]);
  const model = /** @type {any} */ ({ shown, me: { id: "me" } });
  assert.deepEqual(touchedBy(model, { start: 10 }, editsOf("det var bra", "det var ikke bra")), [["me", 1], ["you", 1]]);
});

test("of the words around a change only the nearest are shown", () => {
  const long = "ord ".repeat(60);
  assert.equal(shortened("helt kort", true, true), "helt kort");
  assert.match(shortened(long, true, true), /^(ord )+…( ?ord )+$/);
  assert.ok(shortened(long, true, false).endsWith("…"));
  assert.ok(shortened(long, false, true).startsWith("…"));
  assert.ok(shortened(long, true, true).length < 150);
});
