/** How much is painted in a frame: while the text is scrolled no more than leaves the scrolling smooth. */

/** @typedef {import("../source/model.js").Turn} Turn */
/** @typedef {{turn: Turn, away: number}} Candidate A turn, and how far it is outside the view. */

/** Milliseconds of a frame for painting ahead: at first, at least and at most. */
const SHARE = 5;
const LEAST = 0.25;
const MOST = 8;
/** A frame that took longer came late; each that did not gives a little more time. */
const LATE = 24;
const GAIN = 0.25;
/** So long after the last scroll event the text is at rest. */
const REST = 100;
/** What the newest measurement weighs. */
const NEW = 0.3;

export class Pace {
  constructor() {
    /** Milliseconds for each unit of work, as learnt so far. */
    this.cost = 0.2;
    this.share = SHARE;
    /** What is left of the frames before, for a turn that takes more than one frame gives. */
    this.credit = 0;
    this.scrolledAt = -Infinity;
  }

  /** The text was scrolled. @param {number} now */
  scrolled(now) {
    const taken = now - this.scrolledAt;
    this.scrolledAt = now;
    if (taken > REST) return;
    this.share = taken > LATE ? Math.max(LEAST, this.share / 2) : Math.min(MOST, this.share + GAIN);
  }

  /**
   * What to paint now. At rest that is all that is in view, and what is nearest to it as far as there is time.
   * @param {Candidate[]} candidates The nearest first.
   * @param {number} now
   */
  choose(candidates, now) {
    const isAtRest = now - this.scrolledAt > REST;
    let credit = Math.min(this.credit + this.share, MOST);
    const chosen = [];
    for (const { turn, away } of candidates) {
      const price = weightOf(turn) * this.cost;
      if (price > credit && !(isAtRest && away === 0)) break;
      credit -= price;
      chosen.push(turn);
    }
    this.credit = Math.max(0, credit);
    return chosen;
  }

  /** @param {Turn[]} turns @param {() => void} paint */
  time(turns, paint) {
    const begin = performance.now();
    paint();
    const weight = turns.reduce((sum, turn) => sum + weightOf(turn), 0);
    this.cost += NEW * ((performance.now() - begin) / weight - this.cost);
  }
}

/** How much work a turn is. @param {Turn} turn */
export function weightOf(turn) {
  return 1 + turn.codings.length;
}
