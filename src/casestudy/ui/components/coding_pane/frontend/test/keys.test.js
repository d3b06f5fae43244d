/** Which key means which command. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { adding, comboOf, isFree, partsOf } from "../src/commands/combos.js";
import { commandsOf } from "../src/commands/index.js";
import { Keymap } from "../src/commands/keys.js";
import { featuresOf } from "../src/features.js";

/** @param {string} key @param {object} [held] @returns {any} */
const press = (key, held = {}) => ({ key, code: "", getModifierState: () => false, ...held });

/** Stands for a page and a desk while commands are listed: whatever is asked of it, it gives itself. @type {any} */
const anything = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.iterator ? () => [].values() : name === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
});
Object.assign(globalThis, { document: anything, window: anything });

const COMMANDS = [...commandsOf(anything), ...featuresOf(anything, "nb").flatMap(({ commands = [] }) => commands)];

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
  assert.ok(COMMANDS.length > 40);
  assert.equal(new Set(COMMANDS.map(({ id }) => id)).size, COMMANDS.length);
  for (const command of COMMANDS) {
    for (const combo of command.keys) assert.deepEqual(keymap.clashes(command, combo).map(({ id }) => id), [], `${command.id} ${combo}`);
  }
});

test("every command has its words in both languages", () => {
  for (const language of ["nb", "en"]) {
    const folder = new URL(`../../../../../texts/${language}/`, import.meta.url);
    const words = readdirSync(folder).filter((name) => name.startsWith("pane")).map((name) => readFileSync(new URL(name, folder), "utf-8")).join("\n");
    for (const { id } of COMMANDS) assert.match(words, new RegExp(`^command_${id} = "`, "m"), `${language}: ${id}`);
  }
});

test("chosen keys take the place of a command's own, in all their forms", () => {
  const keymap = new Keymap(COMMANDS, { word_next: ["w"] });
  assert.deepEqual(keymap.of("Shift+w").map(({ id }) => id), ["word_next"]);
  assert.deepEqual(keymap.of("Ctrl+ArrowRight"), []);
  const back = COMMANDS.find(({ id }) => id === "word_previous");
  assert.deepEqual(keymap.clashes(/** @type {any} */ (back), "w").map(({ id }) => id), ["word_next"]);
});
