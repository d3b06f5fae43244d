/** Choosing other keys for commands. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Keymap } from "../src/commands/keys.js";
import { chosenFrom, refusalOf, swapped, withKeys } from "../src/commands/remapping.js";

/** @param {string} id @param {string[]} keys @param {object} [more] @returns {import("../src/commands/keys.js").Command} */
const command = (id, keys, more) => ({ id, keys, group: "move", run: () => true, ...more });

const NEXT = command("next", ["n", "Alt+ArrowDown"]);
const UNDO = command("undo", ["Ctrl+z"]);
const REPEAT = command("repeat", ["Enter"], { when: "words" });
const OPEN = command("open", ["Enter"], { when: "free" });
const RECENT = command("recent", ["1", "2"], { when: "words", isFixed: true });
const WORD = command("word", ["Ctrl+ArrowRight"], { extends: true });
const COMMANDS = [NEXT, UNDO, REPEAT, OPEN, RECENT, WORD];

test("a command's own keys are not kept as a choice", () => {
  const keymap = new Keymap(COMMANDS, { undo: ["q"] });
  assert.deepEqual(withKeys(keymap, NEXT, ["w"]), { undo: ["q"], next: ["w"] });
  assert.deepEqual(withKeys(keymap, UNDO, ["Ctrl+z"]), {});
});

test("a command that loses its only key gets the one that was left for it; one with another key keeps that", () => {
  const keymap = new Keymap(COMMANDS);
  assert.deepEqual(swapped(keymap, NEXT, "Ctrl+z"), { next: ["Ctrl+z"], undo: ["n"] });
  assert.deepEqual(swapped(keymap, UNDO, "n"), { undo: ["n"], next: ["Alt+ArrowDown"] });
});

test("a key that also counts with Shift is taken with Shift too", () => {
  const keymap = new Keymap(COMMANDS);
  assert.deepEqual(keymap.clashes(UNDO, "Ctrl+Shift+ArrowRight"), [WORD]);
  assert.deepEqual(swapped(keymap, UNDO, "Ctrl+Shift+ArrowRight"), { undo: ["Ctrl+Shift+ArrowRight"], word: ["Ctrl+z"] });
});

test("nothing is swapped that would leave two on one key, or take a fixed one", () => {
  const keymap = new Keymap(COMMANDS);
  assert.equal(swapped(keymap, UNDO, "1"), null);
  const crowded = new Keymap([...COMMANDS, command("other", ["Ctrl+z"], { when: "free" })], {});
  assert.equal(swapped(crowded, REPEAT, "Ctrl+z"), null);
});

test("two commands that are never wanted at once may share a key", () => {
  const keymap = new Keymap(COMMANDS);
  assert.deepEqual(keymap.clashes(REPEAT, "Enter"), []);
  assert.deepEqual(keymap.clashes(NEXT, "Enter"), [REPEAT, OPEN]);
});

test("letters can't be had by what is used while words are selected, nor signs by what is used while typing", () => {
  assert.equal(refusalOf(REPEAT, "q"), "remap_begins_a_name");
  assert.equal(refusalOf(command("tick", [], { inPalette: true }), "+"), "remap_types_in_palette");
  assert.equal(refusalOf(NEXT, "Ctrl+w"), "remap_taken_by_browser");
  assert.equal(refusalOf(NEXT, "q"), null);
});

test("odd things that were kept are left out", () => {
  assert.deepEqual(chosenFrom({ next: ["w"], undo: [], open: "x", word: [1] }), { next: ["w"] });
  for (const odd of [null, undefined, [], "x", 3]) assert.deepEqual(chosenFrom(odd), {});
});
