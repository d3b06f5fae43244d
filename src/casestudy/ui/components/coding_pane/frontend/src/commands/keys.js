/** Which key means which command, and what a key press sets going. */

import { isTyping } from "../dom.js";
import { pressIn } from "../panels/palette_keys.js";
import { adding, comboOf, isTyped } from "./combos.js";

/** @typedef {import("../desk.js").Desk} Desk */

/**
 * @typedef {"move" | "select" | "code" | "change" | "show"} Group
 *
 * @typedef {object} Command
 * @property {string} id Its sentence has the key `command_<id>`.
 * @property {Group} group
 * @property {string[]} keys As they are unless a person has chosen others, e.g. `Ctrl+Shift+ArrowLeft`, `n`, `?`.
 * @property {(event: KeyboardEvent) => unknown} run Says `false` where there is nothing for it to do.
 * @property {"words" | "free"} [when] Only while words are selected, or only while none are; two such never meet.
 * @property {boolean} [anywhere] Also while a button has the focus; otherwise only in the text.
 * @property {boolean} [inPalette] Also while the palette has the focus, by keys that type nothing.
 * @property {boolean} [extends] With Shift added it is the same command, selecting on the way or going back.
 * @property {boolean} [isExact] With Alt added it is the same command, by letters instead of words.
 * @property {boolean} [isFixed] Its keys can't be chosen anew.
 */

/** The commands that there are, by key. */
export class Keymap {
  /** @param {Command[]} commands @param {Record<string, string[]>} [chosen] Keys that a person has chosen, by command. */
  constructor(commands, chosen = {}) {
    this.commands = commands;
    /** @type {Record<string, string[]>} */
    this.chosen = {};
    /** @type {Map<string, Command[]>} */
    this.byCombo = new Map();
    this.choose(chosen);
  }

  /** @param {Record<string, string[]>} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.byCombo.clear();
    for (const command of this.commands) {
      for (const combo of this.heardBy(command)) {
        const there = this.byCombo.get(combo);
        if (there) there.push(command);
        else this.byCombo.set(combo, [command]);
      }
    }
  }

  /** @param {Command} command */
  keysOf(command) {
    return this.chosen[command.id] ?? command.keys;
  }

  /** All combinations that a command hears. @param {Command} command @param {string[]} [keys] */
  heardBy(command, keys = this.keysOf(command)) {
    const heard = keys.flatMap((combo) => [
      combo,
      ...(command.extends ? [adding(combo, "Shift")] : []),
      ...(command.isExact ? [adding(combo, "Alt")] : []),
    ]);
    return [...new Set(heard)];
  }

  /** The commands of a key, to be tried in turn. @param {string} combo */
  of(combo) {
    return this.byCombo.get(combo) ?? [];
  }

  /** The commands that would hear a key too. @param {Command} command @param {string} combo */
  clashes(command, combo) {
    const wanted = this.heardBy(command, [combo]);
    const there = new Set(wanted.flatMap((one) => this.of(one)));
    return [...there].filter((other) => other !== command && meet(other, command));
  }
}

/** Whether two commands can be wanted at the same moment. @param {Command} one @param {Command} other */
function meet(one, other) {
  return !one.when || !other.when || one.when === other.when;
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
  if (!answer(desk, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function answer(desk, event) {
  if (event.isComposing) return false;
  if (event.key === "Escape") return leave(desk);
  const combo = comboOf(event);
  const isInPalette = desk.palette.isOpen && desk.palette.panel.contains(/** @type {Node} */ (event.target));
  if (isInPalette) return pressIn(desk.palette, event) || (!isTyped(combo) && run(desk, combo, event, (command) => Boolean(command.inPalette)));
  if (isTyping(event.target)) return false;
  const hasWords = Boolean(desk.selection?.span);
  // With words held, letters begin the name of a code.
  if (hasWords && desk.editable && /^\p{L}$/u.test(combo)) return desk.picking.code(true, event.key);
  const isInText = event.target === desk.scroller || (event.target instanceof HTMLElement && event.target.matches(".cp-stripe"));
  return run(desk, combo, event, ({ anywhere, when }) => (anywhere || isInText) && (!when || (when === "words") === hasWords));
}

/** @param {Desk} desk @param {string} combo @param {KeyboardEvent} event @param {(command: Command) => boolean} fits */
function run(desk, combo, event, fits) {
  return desk.keymap.of(combo).some((command) => fits(command) && command.run(event) !== false);
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
