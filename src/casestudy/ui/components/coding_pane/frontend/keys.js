/** What the keys do in the pane. */

import { isTyping } from "./dom.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
export function pressKey(desk, event) {
  if (desk.help.open) return;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  // The page around has shortcuts on plain letters.
  if (isPlain) event.stopPropagation();
  const used =
    event.key === "Escape" ? leave(desk)
    : event.target === desk.palette.input ? desk.palette.press(event)
    : isTyping(event.target) ? false
    : undoOrRedo(desk, event) || (isPlain && plain(desk, event)) || move(desk, event);
  if (!used) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Close the innermost thing that is open. @param {Desk} desk */
function leave(desk) {
  if (desk.palette.isOpen) {
    desk.palette.close();
    desk.scroller.focus({ preventScroll: true });
  } else if (desk.card.isOpen) desk.card.close();
  else desk.selection?.clear();
  return true;
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function undoOrRedo(desk, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !desk.editable) return false;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) desk.session.undo();
  else if (key === "y" || key === "z") desk.session.redo();
  else return false;
  return true;
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function plain(desk, event) {
  const { key } = event;
  if (key === "?") desk.help.showModal();
  else if (key === "/") desk.pickCode(true);
  else if (/^[1-9]$/.test(key)) return desk.useRecent(Number(key) - 1);
  else if (key === "Delete") return desk.removeActive();
  else if (key === "Enter" && event.target === desk.scroller) return desk.selection?.span ? desk.useRecent(0) : desk.visit.openAtCaret();
  else if (/^\p{L}$/u.test(key) && desk.selection?.span && desk.editable) desk.pickCode(true, key);
  else return false;
  return true;
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function move(desk, event) {
  const isUpDown = event.key === "ArrowUp" || event.key === "ArrowDown";
  const isStripe = event.target instanceof HTMLElement && event.target.matches(".cp-stripe");
  if (isUpDown && (isStripe || event.altKey)) return desk.visit.stepCoding(event.key === "ArrowDown" ? 1 : -1);
  if (event.target !== desk.scroller || event.metaKey) return false;
  if (desk.palette.isOpen && isUpDown && !event.shiftKey) {
    desk.palette.input.focus({ preventScroll: true });
    return desk.palette.press(event);
  }
  const used = desk.caret?.press(event) ?? false;
  if (used) desk.palette.close();
  return used;
}
