/** Which key means which command, and what a key press sets going. */

import { isTyping } from "../dom.js";

/** @typedef {import("../desk.js").Desk} Desk */

/**
 * @typedef {"move" | "select" | "code" | "change" | "show"} Group
 *
 * @typedef {object} Command
 * @property {string} id Its sentence has the key `command_<id>`.
 * @property {Group} group
 * @property {string[]} keys As they are unless a person has chosen others, e.g. `Ctrl+Shift+ArrowLeft`, `n`, `?`.
 * @property {(event: KeyboardEvent) => unknown} run Says `false` where there is nothing for it to do.
 * @property {boolean} [anywhere] Also while a button has the focus; otherwise only in the text.
 * @property {boolean} [extends] With Shift added it is the same command, selecting on the way.
 */

/** The name of a key press: modifiers in a fixed order, then the key; ⌘ counts as Ctrl. @param {KeyboardEvent} event */
export function comboOf(event) {
  const isLetter = /^\p{L}$/u.test(event.key);
  const isSign = [...event.key].length === 1 && !isLetter && event.key !== " ";
  // AltGr makes signs on Norwegian keyboards, where it looks like Ctrl and Alt together.
  const makesSign = isSign && event.getModifierState?.("AltGraph");
  const parts = [];
  if ((event.ctrlKey || event.metaKey) && !makesSign) parts.push("Ctrl");
  if (event.altKey && !makesSign) parts.push("Alt");
  if (event.shiftKey && !isSign) parts.push("Shift");
  parts.push(isLetter ? event.key.toLocaleLowerCase() : event.key === " " ? "Space" : event.key);
  return parts.join("+");
}

/** The commands that there are, by key. */
export class Keymap {
  /** @param {Command[]} commands @param {Record<string, string[]>} [chosen] Keys that a person has chosen, by command. */
  constructor(commands, chosen = {}) {
    this.commands = commands;
    this.chosen = chosen;
    /** @type {Map<string, Command[]>} */
    this.byCombo = new Map();
    this.choose(chosen);
  }

  /** @param {Record<string, string[]>} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.byCombo.clear();
    for (const command of this.commands) {
      for (const combo of this.keysOf(command)) {
        this.offer(combo, command);
        if (command.extends) this.offer(withShift(combo), command);
      }
    }
  }

  /** @param {string} combo @param {Command} command */
  offer(combo, command) {
    const there = this.byCombo.get(combo);
    if (there) there.push(command);
    else this.byCombo.set(combo, [command]);
  }

  /** @param {Command} command */
  keysOf(command) {
    return this.chosen[command.id] ?? command.keys;
  }

  /** The commands of a key, to be tried in turn. @param {string} combo */
  of(combo) {
    return this.byCombo.get(combo) ?? [];
  }
}

/** @param {string} combo */
function withShift(combo) {
  const parts = combo.split("+");
  const key = parts.pop();
  return [...parts, "Shift", key].join("+");
}

/**
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
export function pressKey(desk, event) {
  if (desk.root.querySelector("dialog[open]")) return;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  // The page around has shortcuts on plain letters.
  if (isPlain) event.stopPropagation();
  if (!answer(desk, event, isPlain)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Desk} desk @param {KeyboardEvent} event @param {boolean} isPlain */
function answer(desk, event, isPlain) {
  if (event.isComposing) return false;
  if (desk.palette.isOpen && desk.palette.panel.contains(/** @type {Node} */ (event.target)) && event.key !== "Escape") return desk.palette.press(event);
  if (event.key === "Escape") return leave(desk);
  if (isTyping(event.target)) return false;
  // With words held, letters begin the name of a code.
  if (isPlain && desk.editable && desk.selection?.span && /^\p{L}$/u.test(event.key)) {
    desk.pickCode(true, event.key);
    return true;
  }
  const isInText = event.target === desk.scroller || (event.target instanceof HTMLElement && event.target.matches(".cp-stripe"));
  for (const command of desk.keymap.of(comboOf(event))) {
    if ((command.anywhere || isInText) && command.run(event) !== false) return true;
  }
  return false;
}

/** Close the innermost thing that is open. @param {Desk} desk */
function leave(desk) {
  if (desk.palette.isOpen) {
    desk.palette.close();
    desk.scroller.focus({ preventScroll: true });
    return true;
  }
  if (desk.features.some((feature) => feature.leave?.())) return true;
  if (desk.card.isOpen) desk.card.close();
  else desk.selection?.clear();
  return true;
}
