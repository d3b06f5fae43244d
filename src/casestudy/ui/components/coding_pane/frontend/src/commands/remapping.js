/** Choosing other keys for commands: what stands in the way, and what the keys are afterwards. */

import { isFree, isTyped } from "./combos.js";
import { Keymap } from "./keys.js";

/** @typedef {import("./keys.js").Command} Command */
/** @typedef {Record<string, string[]>} Chosen Keys by command, where they are not its own. */

/** What was kept, as far as it can be understood. @param {unknown} kept @returns {Chosen} */
export function chosenFrom(kept) {
  if (!kept || typeof kept !== "object" || Array.isArray(kept)) return {};
  const isKeys = (/** @type {unknown} */ keys) => Array.isArray(keys) && keys.length > 0 && keys.every((combo) => typeof combo === "string" && combo !== "");
  return Object.fromEntries(Object.entries(kept).filter(([, keys]) => isKeys(keys)));
}

/** Why a combination can't be had, as a key of the catalogue; null where it can. @param {Command} command @param {string} combo */
export function refusalOf(command, combo) {
  if (!isFree(combo)) return "remap_taken_by_browser";
  if (command.when === "words" && isTyped(combo) && /^\p{L}$/u.test(combo)) return "remap_begins_a_name";
  return command.inPalette && isTyped(combo) ? "remap_types_in_palette" : null;
}

/** The keys with one more choice. @param {Keymap} keymap @param {Command} command @param {string[]} keys @returns {Chosen} */
export function withKeys({ chosen }, command, keys) {
  const { [command.id]: _before, ...others } = chosen;
  return keys.join(" ") === command.keys.join(" ") ? others : { ...others, [command.id]: keys };
}

/**
 * The keys after a command has taken a combination from others; one that has no other key gets the first the command had.
 * Null where that leaves two commands on one key, or takes from one whose keys are fixed.
 * @param {Keymap} keymap
 * @param {Command} command
 * @param {string} combo
 * @returns {Chosen | null}
 */
export function swapped(keymap, command, combo) {
  const losing = keymap.clashes(command, combo);
  const wanted = keymap.heardBy(command, [combo]);
  let chosen = withKeys(keymap, command, [combo]);
  for (const other of losing) {
    if (other.isFixed) return null;
    const left = keymap.keysOf(other).filter((key) => !keymap.heardBy(other, [key]).some((heard) => wanted.includes(heard)));
    chosen = withKeys(new Keymap(keymap.commands, chosen), other, left.length ? left : keymap.keysOf(command).slice(0, 1));
  }
  const after = new Keymap(keymap.commands, chosen);
  const isClear = [command, ...losing].every((one) => after.keysOf(one).every((key) => !after.clashes(one, key).length));
  return isClear ? chosen : null;
}
