/** A row on the page for each turn: made stretch by stretch, those that are looked at first, the others while nothing else goes on. */

import { element } from "../dom.js";
import { countWhile } from "../source/offsets.js";
import { weightOf } from "./pace.js";

/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {import("../source/model.js").Turn} Turn */

/** As much as is laid out together: turns, and what is to be painted in them. */
const TURNS = 10;
const WORK = 40;
const LETTERS_PER_LINE = 70;
const LINE_HEIGHT = 36;
const PADDING = 14;
/** Where the browser does not say when it is idle: so many stretches at a time, with so many milliseconds between. */
const AT_A_TIME = 4;
const PAUSE = 40;

export class Rows {
  /**
   * @param {object} options
   * @param {Model} options.model
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {(turn: Turn) => void} options.onTurn A turn's number was pressed.
   * @param {(turns: Turn[]) => void} options.onMade
   */
  constructor({ model, words, onTurn, onMade }) {
    this.model = model;
    this.words = words;
    this.onMade = onMade;
    this.pattern = patternOf();
    /** @type {HTMLElement[]} By turn, as far as they are made. */
    this.made = [];
    this.firsts = firstsOf(model.turns);
    this.stretches = this.firsts.map((_, at) => this.stretch(at));
    this.body = element("div", { class: "cp-body", on: { click: (event) => this.press(event, onTurn) } }, ...this.stretches);
    this.rest = 0;
  }

  /** Room for turns that are made, laid out and watched together: each by itself is dear in long texts. @param {number} at */
  stretch(at) {
    const lines = this.turnsOf(at).map((turn) => Math.ceil((turn.end - turn.start) / LETTERS_PER_LINE));
    const height = lines.reduce((sum, count) => sum + count * LINE_HEIGHT + PADDING, 0);
    return element("div", { class: "cp-stretch cp-unmade", style: { "--height": `${height}px` } });
  }

  /** @param {number} at */
  turnsOf(at) {
    return this.model.turns.slice(this.firsts[at], this.firsts[at + 1]);
  }

  /** The first turn of a stretch on the page. @param {Element} stretch @returns {Turn | undefined} */
  firstIn(stretch) {
    return this.model.turns[this.firsts[this.stretches.indexOf(/** @type {HTMLElement} */ (stretch))]];
  }

  /** The row of a turn, made if it is not there yet. @param {number} index @returns {HTMLElement} */
  row(index) {
    if (!this.made[index]) this.make(countWhile(this.firsts, (first) => first <= index) - 1);
    return this.made[index];
  }

  /** @param {number} at Which stretch. */
  make(at) {
    const stretch = this.stretches[at];
    if (stretch.firstChild) return;
    const turns = this.turnsOf(at);
    for (const turn of turns) this.made[turn.index] = this.rowOf(turn);
    stretch.append(...turns.map(({ index }) => this.made[index]));
    stretch.classList.remove("cp-unmade");
    this.onMade(turns);
  }

  /** @param {Turn} turn */
  rowOf(turn) {
    const row = /** @type {HTMLElement} */ (this.pattern.cloneNode(true));
    const [gutter, text] = row.children;
    const [number, speaker] = /** @type {HTMLElement[]} */ ([...gutter.children]);
    const said = { n: turn.n, speaker: turn.speaker || this.words("no_speaker") };
    const label = this.words("turn_number", said);
    row.setAttribute("aria-label", this.words(turn.interviewer ? "turn_interviewer" : "turn_name", said));
    row.dataset.turn = String(turn.index);
    row.classList.toggle("cp-interviewer", turn.interviewer);
    number.textContent = String(turn.n);
    number.setAttribute("aria-label", label);
    number.title = label;
    speaker.textContent = turn.speaker;
    speaker.title = aboutOf(turn);
    text.textContent = this.model.text.slice(turn.start, turn.end);
    return row;
  }

  /** Make the rows that nobody has looked at yet, so that all of the text is there to be searched and read aloud. */
  fill() {
    const idle = globalThis.requestIdleCallback;
    const later = (/** @type {(hasTime: () => boolean) => void} */ work) => {
      let left = AT_A_TIME;
      if (idle) this.waiting = idle((deadline) => work(() => deadline.timeRemaining() > 3));
      else this.waiting = setTimeout(() => work(() => (left -= 1) >= 0), PAUSE);
    };
    later((hasTime) => {
      for (; this.rest < this.stretches.length && hasTime(); this.rest += 1) this.make(this.rest);
      if (this.rest < this.stretches.length) this.fill();
    });
  }

  /** @param {MouseEvent} event @param {(turn: Turn) => void} onTurn */
  press(event, onTurn) {
    const number = /** @type {Element} */ (event.target).closest(".cp-number");
    const row = /** @type {HTMLElement | null | undefined} */ (number?.closest(".cp-turn"));
    if (row) onTurn(this.model.turns[Number(row.dataset.turn)]);
  }

  destroy() {
    (globalThis.cancelIdleCallback ?? clearTimeout)(/** @type {any} */ (this.waiting));
    this.body.remove();
  }
}

/** Where stretches begin. @param {Turn[]} turns */
function firstsOf(turns) {
  /** @type {number[]} */
  const firsts = [];
  let work = 0;
  for (const turn of turns) {
    work += weightOf(turn);
    if (firsts.length && work <= WORK && turn.index - firsts[firsts.length - 1] < TURNS) continue;
    firsts.push(turn.index);
    work = weightOf(turn);
  }
  return firsts;
}

/** A row without words: copying it is cheaper than making its elements one by one. @returns {HTMLElement} */
function patternOf() {
  return element(
    "div",
    { class: "cp-turn", role: "group" },
    element("div", { class: "cp-gutter" }, element("button", { type: "button", class: "cp-number", tabindex: -1 }), element("span", { class: "cp-speaker" })),
    element("p", { class: "cp-text" }),
    element("div", { class: "cp-margin" }),
  );
}

/** @param {Turn} turn */
function aboutOf(turn) {
  if (turn.seconds === null) return turn.speaker;
  const minutes = Math.floor(turn.seconds / 60);
  return `${turn.speaker} ${minutes}:${String(Math.floor(turn.seconds % 60)).padStart(2, "0")}`;
}
