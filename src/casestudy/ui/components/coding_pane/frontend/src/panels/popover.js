/** Where floating panels stand: near what they are about, never on top of it. */

const GAP = 10;
const EDGE = 12;
const NARROW = 620;
/** A panel is not made lower than this. */
const LOWEST = 300;

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
    if (above < ceilingOf(root) - frame.top) {
      top = frame.height - height - EDGE;
      left = anchor.right - frame.left + GAP;
    }
  }
  move(panel, left, top, root);
}

/**
 * Place a panel at the right edge, below or above what it must not cover; it gets lower rather than cover it.
 * @param {HTMLElement} panel
 * @param {Box[]} boxes What it must not cover; where the first leaves no room, the next one counts.
 * @param {HTMLElement} root
 */
export function placeBeside(panel, boxes, root) {
  for (const name of ["top", "bottom", "max-height"]) panel.style.removeProperty(name);
  if (becomesSheet(panel, boxes[0], root)) return;
  const frame = root.getBoundingClientRect();
  const height = panel.offsetHeight;
  const left = frame.width - panel.offsetWidth - EDGE;
  for (const box of boxes) {
    const below = frame.bottom - EDGE - box.bottom - GAP;
    const above = box.top - GAP - ceilingOf(root);
    if (Math.max(below, above) < Math.min(height, LOWEST)) continue;
    const isBelow = below >= Math.min(height, above);
    panel.style.maxHeight = `${isBelow ? below : above}px`;
    panel.style.left = `${left}px`;
    panel.style.top = isBelow ? `${box.bottom + GAP - frame.top}px` : "auto";
    panel.style.bottom = isBelow ? "auto" : `${frame.bottom - box.top + GAP}px`;
    return;
  }
  move(panel, left, boxes[0].top - frame.top - GAP, root);
}

/** Below the bar, which says whether all is saved. @param {HTMLElement} root */
function ceilingOf(root) {
  const main = /** @type {HTMLElement} */ (root.querySelector(".cp-main"));
  return main.getBoundingClientRect().top + GAP;
}

/** @param {HTMLElement} panel @param {number} left @param {number} top @param {HTMLElement} root */
function move(panel, left, top, root) {
  const frame = root.getBoundingClientRect();
  const ceiling = ceilingOf(root) - frame.top;
  panel.style.left = `${Math.max(EDGE, Math.min(left, frame.width - panel.offsetWidth - EDGE))}px`;
  panel.style.top = `${Math.max(ceiling, Math.min(top, frame.height - panel.offsetHeight - EDGE))}px`;
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
