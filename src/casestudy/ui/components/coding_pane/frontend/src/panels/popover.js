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
 * Place a panel below a box, or above it, or beside it where neither has room; it gets lower rather than cover it.
 * @param {HTMLElement} panel Already in the root, so that it has a size.
 * @param {Box} anchor In the window's coordinates.
 * @param {HTMLElement} root
 */
export function placeNear(panel, anchor, root) {
  clear(panel);
  if (becomesSheet(panel, anchor, root)) return;
  const frame = root.getBoundingClientRect();
  const left = Math.min(anchor.left - frame.left, frame.width - panel.offsetWidth - EDGE);
  if (!standOff(panel, anchor, Math.max(EDGE, left), root)) move(panel, anchor.right - frame.left + GAP, frame.height, root);
}

/**
 * Place a panel at the right edge, below or above what it must not cover; it gets lower rather than cover it.
 * @param {HTMLElement} panel
 * @param {Box[]} boxes What it must not cover; where the first leaves no room, the next one counts.
 * @param {HTMLElement} root
 */
export function placeBeside(panel, boxes, root) {
  clear(panel);
  if (becomesSheet(panel, boxes[0], root)) return;
  const frame = root.getBoundingClientRect();
  const left = frame.width - panel.offsetWidth - EDGE;
  if (!boxes.some((box) => standOff(panel, box, left, root))) move(panel, left, boxes[0].top - frame.top - GAP, root);
}

/** @param {HTMLElement} panel */
function clear(panel) {
  for (const name of ["left", "top", "bottom", "max-height"]) panel.style.removeProperty(name);
}

/** Stand below a box, or above it; says whether there is room. @param {HTMLElement} panel @param {Box} box @param {number} left @param {HTMLElement} root */
function standOff(panel, box, left, root) {
  const frame = root.getBoundingClientRect();
  const height = panel.offsetHeight;
  const below = frame.bottom - EDGE - box.bottom - GAP;
  const above = box.top - GAP - ceilingOf(root);
  if (Math.max(below, above) < Math.min(height, LOWEST)) return false;
  const isBelow = below >= Math.min(height, above);
  panel.style.maxHeight = `${isBelow ? below : above}px`;
  panel.style.left = `${left}px`;
  panel.style.top = isBelow ? `${box.bottom + GAP - frame.top}px` : "auto";
  panel.style.bottom = isBelow ? "auto" : `${frame.bottom - box.top + GAP}px`;
  return true;
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
  panel.style.maxHeight = `${frame.height - ceiling - EDGE}px`;
  panel.style.left = `${Math.max(EDGE, Math.min(left, frame.width - panel.offsetWidth - EDGE))}px`;
  panel.style.top = `${Math.max(ceiling, Math.min(top, frame.height - panel.offsetHeight - EDGE))}px`;
}

/** Keep a sheet in the part of the pane that is on the screen, above a keyboard there, as long as it is open. @param {HTMLElement} panel @param {HTMLElement} root */
function keepOnScreen(panel, root) {
  const place = () => {
    const view = window.visualViewport;
    const { top, bottom } = root.getBoundingClientRect();
    const low = Math.min(bottom, view ? view.offsetTop + view.height : window.innerHeight);
    panel.style.bottom = `${bottom - low}px`;
    panel.style.setProperty("--seen", `${low - Math.max(0, top)}px`);
  };
  const stop = new AbortController();
  const follow = () => {
    if (panel.offsetParent && panel.classList.contains("cp-sheet")) place();
    else stop.abort();
  };
  place();
  window.addEventListener("scroll", follow, { signal: stop.signal, capture: true, passive: true });
  window.visualViewport?.addEventListener("resize", follow, { signal: stop.signal });
}

/** @param {HTMLElement} panel @param {Box} anchor @param {HTMLElement} root */
function becomesSheet(panel, anchor, root) {
  const sheet = isNarrow(root);
  panel.classList.toggle("cp-sheet", sheet);
  if (!sheet) return false;
  keepOnScreen(panel, root);
  const hidden = anchor.bottom + GAP - panel.getBoundingClientRect().top;
  const scroller = root.querySelector(".cp-scroll");
  if (scroller && hidden > 0) scroller.scrollTop += hidden;
  return true;
}
