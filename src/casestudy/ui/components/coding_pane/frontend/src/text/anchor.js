/** Keeping the reader's place: the first character in view, and how far down it stands. */

/** @typedef {import("./render.js").TextView} TextView */
/** @typedef {{at: number, top: number}} Anchor An offset, and its distance from the top of the view. */

/** What stands this far above the view counts as in it. */
const SLACK = 4;
const FRAMES = 30;

/** @param {TextView} view @returns {Anchor} */
export function anchorOf(view) {
  const { model, places } = view;
  const top = frameOf(view).top;
  const turn = view.firstInView();
  const lineAt = (/** @type {number} */ at) => places.edge({ start: at, end: at + 1 }, "start")?.top ?? Infinity;
  let [low, high] = [turn.start, turn.end - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineAt(middle) < top - SLACK) low = middle + 1;
    else high = middle;
  }
  const at = Math.min(low, model.text.length - 1);
  return { at, top: lineAt(at) - top };
}

/** Stand where an anchor was taken. @param {TextView} view @param {Anchor} anchor */
export function standAt(view, anchor) {
  const { index } = view.model.turnAt(anchor.at);
  const row = view.places.turnElement(index);
  const box = row.getBoundingClientRect();
  const frame = frameOf(view);
  if (box.bottom < frame.top || box.top > frame.bottom) row.scrollIntoView({ block: "start" });
  view.reach(index);
  settle(view, anchor);
  settleOn(view, anchor, FRAMES);
}

/** Rows above get their true height only as they are laid out: hold the place meanwhile, unless the reader moves. @param {TextView} view @param {Anchor} anchor @param {number} frames */
function settleOn(view, anchor, frames) {
  const scroller = view.body.parentElement;
  if (!scroller) return;
  const stop = new AbortController();
  for (const name of ["wheel", "pointerdown", "keydown"]) scroller.addEventListener(name, () => stop.abort(), { signal: stop.signal, passive: true });
  const step = () => {
    if (stop.signal.aborted || !view.body.isConnected) return;
    settle(view, anchor);
    frames -= 1;
    if (frames > 0) requestAnimationFrame(step);
    else stop.abort();
  };
  requestAnimationFrame(step);
}

/** @param {TextView} view @param {Anchor} anchor */
function settle(view, { at, top }) {
  const box = view.places.edge({ start: at, end: at + 1 }, "start");
  const moved = box ? box.top - frameOf(view).top - top : 0;
  if (Math.abs(moved) >= 1 && view.body.parentElement) view.body.parentElement.scrollTop += moved;
}

/** @param {TextView} view */
function frameOf(view) {
  return /** @type {HTMLElement} */ (view.body.parentElement).getBoundingClientRect();
}

/**
 * Where a place of a text is in a later version of it, when what differs lies between a shared beginning and end.
 * @param {string} before
 * @param {string} after
 * @returns {(at: number) => number}
 */
export function carryOver(before, after) {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const [lastBefore, lastAfter] = [before.length - tail, after.length - tail];
  return (at) => (at <= head ? at : at >= lastBefore ? at + after.length - before.length : Math.min(at, lastAfter));
}
