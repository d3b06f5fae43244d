/** Names of key presses: `Ctrl+Shift+ArrowLeft`, `n`, `?`. */

/** Keys that say nothing by themselves, or that the browser and its dialogs need. */
const NOT_OURS = /^(?:(?:Ctrl|Alt|Shift)\+)*(?:Control|Alt|AltGraph|Shift|Meta|CapsLock|Dead|Process|Unidentified|Escape|Tab|F\d+)$|^Ctrl\+[acvxwtnrlp]$|^Ctrl\+Shift\+[tnwi]$/;

/** The name of a key press: modifiers in a fixed order, then the key; ⌘ counts as Ctrl. @param {KeyboardEvent} event */
export function comboOf(event) {
  const key = letterOf(event);
  const isLetter = /^\p{L}$/u.test(key);
  const isSign = [...key].length === 1 && !isLetter && key !== " ";
  // AltGr makes signs on Norwegian keyboards, where it looks like Ctrl and Alt together.
  const makesSign = isSign && event.getModifierState?.("AltGraph");
  const parts = [];
  if ((event.ctrlKey || event.metaKey) && !makesSign) parts.push("Ctrl");
  if (event.altKey && !makesSign) parts.push("Alt");
  if (event.shiftKey && !isSign) parts.push("Shift");
  parts.push(isLetter ? key.toLocaleLowerCase() : key === " " ? "Space" : key);
  return parts.join("+");
}

/** On a Mac, Alt turns letters into signs: there the key itself counts. @param {KeyboardEvent} event */
function letterOf({ key, code = "", altKey, ctrlKey }) {
  const isOther = altKey && !ctrlKey && /^Key[A-Z]$/.test(code) && !/^[a-zæøå]$/i.test(key);
  return isOther ? code.slice(-1) : key;
}

/** @param {string} combo @returns {string[]} */
export function partsOf(combo) {
  return combo.endsWith("+") ? [...combo.slice(0, -1).split("+").filter(Boolean), "+"] : combo.split("+");
}

/** The same with one more modifier. @param {string} combo @param {"Alt" | "Shift"} modifier */
export function adding(combo, modifier) {
  const parts = partsOf(combo);
  const key = /** @type {string} */ (parts.pop());
  const held = ["Ctrl", "Alt", "Shift"].filter((name) => name === modifier || parts.includes(name));
  return [...held, key].join("+");
}

/** Whether a combination can be given to a command. @param {string} combo */
export function isFree(combo) {
  return !NOT_OURS.test(combo);
}

/** Whether it is a letter or sign as one types it. @param {string} combo */
export function isTyped(combo) {
  return [...combo].length === 1 || combo === "Space";
}
