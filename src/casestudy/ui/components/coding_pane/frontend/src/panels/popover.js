/** Where floating panels stand: near what they are about, never on top of it. */

const GAP = 10;
const EDGE = 12;
const NARROW = 620;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/**
 * Whether the pane is so narrow that panels come up from the bottom.
 * @param {HTMLElement} root
 */
export function isNarrow(root) {
  return root.clientWidth < NARROW;
}

/**
 * Place a panel below a box, or above it, or beside it where neither has room.
 * @param {HTMLElement} panel Already in the root, so that it has a size.
 * @param {Box} anchor In the window's coordinates.
 * @param {HTMLElement} root
 */
export function placeNear(panel, anchor, root) {
  if (becomesSheet(panel, anchor, root)) return;
  const frame = root.getBoundingClientRect();
  const height = panel.offsetHeight;
  const below = anchor.bottom - frame.top + GAP;
  const above = anchor.top - frame.top - GAP - height;
  let left = anchor.left - frame.left;
  let top = below;
  if (below + height > frame.height - EDGE) {
    top = above;
    if (above < EDGE) {
      top = frame.height - height - EDGE;
      left = anchor.right - frame.left + GAP;
    }
  }
  move(panel, left, top, frame);
}

/**
 * Place a panel at the right edge, level with a box.
 * @param {HTMLElement} panel
 * @param {Box} anchor
 * @param {HTMLElement} root
 */
export function placeBeside(panel, anchor, root) {
  if (becomesSheet(panel, anchor, root)) return;
  const frame = root.getBoundingClientRect();
  move(panel, frame.width - panel.offsetWidth - EDGE, anchor.top - frame.top - GAP, frame);
}

/** @param {HTMLElement} panel @param {number} left @param {number} top @param {DOMRect} frame */
function move(panel, left, top, frame) {
  panel.style.left = `${Math.max(EDGE, Math.min(left, frame.width - panel.offsetWidth - EDGE))}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(top, frame.height - panel.offsetHeight - EDGE))}px`;
}

/** @param {HTMLElement} panel @param {Box} anchor @param {HTMLElement} root */
function becomesSheet(panel, anchor, root) {
  const sheet = isNarrow(root);
  panel.classList.toggle("cp-sheet", sheet);
  if (!sheet) return false;
  panel.style.removeProperty("left");
  panel.style.removeProperty("top");
  const hidden = anchor.bottom + GAP - panel.getBoundingClientRect().top;
  const scroller = root.querySelector(".cp-scroll");
  if (scroller && hidden > 0) scroller.scrollTop += hidden;
  return true;
}
