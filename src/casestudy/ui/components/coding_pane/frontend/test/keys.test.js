/** Which key means which command. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { adding, comboOf, isFree, partsOf } from "../src/commands/combos.js";
import { commandsOf } from "../src/commands/index.js";
import { Keymap } from "../src/commands/keys.js";

/** @param {string} key @param {object} [held] @returns {any} */
const press = (key, held = {}) => ({ key, code: "", getModifierState: () => false, ...held });

const COMMANDS = commandsOf(/** @type {any} */ ({}));

test("a key press is named by its modifiers and its key", () => {
  assert.equal(comboOf(press("Z", { ctrlKey: true, shiftKey: true })), "Ctrl+Shift+z");
  assert.equal(comboOf(press("z", { metaKey: true })), "Ctrl+z");
  assert.equal(comboOf(press("?", { shiftKey: true })), "?");
  assert.equal(comboOf(press(" ")), "Space");
});

test("signs made with AltGr are themselves, and Alt on a Mac leaves the letter", () => {
  assert.equal(comboOf(press("[", { ctrlKey: true, altKey: true, getModifierState: () => true })), "[");
  assert.equal(comboOf(press("√", { altKey: true, code: "KeyV" })), "Alt+v");
  assert.equal(comboOf(press("ß", { altKey: true, code: "KeyS" })), "Alt+s");
  assert.equal(comboOf(press("ø", { altKey: true, code: "Semicolon" })), "Alt+ø");
});

test("combinations are taken apart and added to, the plus sign too", () => {
  assert.deepEqual(partsOf("Ctrl++"), ["Ctrl", "+"]);
  assert.deepEqual(partsOf("+"), ["+"]);
  assert.equal(adding("Ctrl+ArrowLeft", "Shift"), "Ctrl+Shift+ArrowLeft");
  assert.equal(adding("Ctrl+Shift+z", "Alt"), "Ctrl+Alt+Shift+z");
});

test("what the browser needs can't be chosen", () => {
  for (const combo of ["Escape", "Tab", "Shift+Tab", "Ctrl+Control", "Dead", "Ctrl+c", "Ctrl+w", "F5"]) assert.ok(!isFree(combo), combo);
  for (const combo of ["n", "Ctrl+k", "Alt+v", "Ctrl+z", "?", "Delete", "Shift+Enter"]) assert.ok(isFree(combo), combo);
});

test("no two commands that can be wanted at once have the same key", () => {
  const keymap = new Keymap(COMMANDS);
  assert.ok(COMMANDS.length > 20);
  for (const command of COMMANDS) {
    for (const combo of command.keys) assert.deepEqual(keymap.clashes(command, combo).map(({ id }) => id), [], `${command.id} ${combo}`);
  }
});

test("chosen keys take the place of a command's own, in all their forms", () => {
  const keymap = new Keymap(COMMANDS, { word_next: ["w"] });
  assert.deepEqual(keymap.of("Shift+w").map(({ id }) => id), ["word_next"]);
  assert.deepEqual(keymap.of("Ctrl+ArrowRight"), []);
  const back = COMMANDS.find(({ id }) => id === "word_previous");
  assert.deepEqual(keymap.clashes(/** @type {any} */ (back), "w").map(({ id }) => id), ["word_next"]);
});
