/** What keys do in the palette, beside the commands that can be chosen anew. */

/** @typedef {import("./palette.js").Palette} Palette */

const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: 7, PageUp: -7 });

/** A key press inside; says whether it was used. @param {Palette} palette @param {KeyboardEvent} event */
export function pressIn(palette, event) {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === "Tab") return goRound(palette.panel, event);
  if (event.shiftKey || target instanceof HTMLButtonElement) return false;
  if (key === "Enter") palette.finish();
  else if (target instanceof HTMLSelectElement) return false;
  else if (STEPS[key]) palette.pick(Math.max(0, palette.options.picked + STEPS[key]));
  else if (/^[1-9]$/.test(key) && !palette.input.value) palette.pickNumber(Number(key) - 1);
  else if (key === "Backspace" && !palette.input.value && palette.ticked.last) palette.tick(palette.ticked.last);
  else return false;
  return true;
}

/** Tab goes round inside. @param {HTMLElement} panel @param {KeyboardEvent} event */
function goRound(panel, event) {
  const stops = [...panel.querySelectorAll("input, select, button")].filter((stop) => /** @type {HTMLElement} */ (stop).offsetParent);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (event.target !== from) return false;
  /** @type {HTMLElement} */ (to).focus({ preventScroll: true });
  return true;
}
