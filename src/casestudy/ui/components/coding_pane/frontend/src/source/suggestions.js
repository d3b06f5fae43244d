/** Suggestions from the server: asking for them, telling their reasons, and noting what became of them. */

import { ask } from "./sync.js";

/** @typedef {{start: number, end: number}} Span */
/** @typedef {{start: number, end: number, text: string}} Place Words with their place, in code points. */
/** @typedef {{kind: "cue", cue: string, found: Place[], negation: Place | null}} Cue */
/** @typedef {{kind: "like", segment_number: number | null, found: Place[], theirs: Place[]}} Like */
/** @typedef {Cue | Like} Reason */
/** @typedef {{segments: number, like_found: number, like_shown: number, cue_found: number, cue_shown: number}} Trial */
/** @typedef {{code_id: string, reasons: Reason[], trial: Trial | null}} CodeSuggestion */
/** @typedef {{start: number, end: number, reasons: Reason[]}} SimilarPlace In code points. */
/**
 * @typedef {object} Answer
 * @property {"ready" | "preparing" | "off" | "blind"} state
 * @property {string} text_version_id
 * @property {{name: string, version: string}} model
 * @property {boolean} tried
 * @property {CodeSuggestion[]} codes
 * @property {SimilarPlace[]} places
 */

const REST = 700;

/** A question that is asked again while the answer is being prepared, until another takes its place. */
export class Question {
  /** @param {(answer: Answer) => void} onAnswer @param {typeof ask} [get] */
  constructor(onAnswer, get = ask) {
    this.onAnswer = onAnswer;
    this.get = get;
    this.stop = new AbortController();
  }

  /** @param {string} url @param {Record<string, string | number | null | undefined>} asked */
  async ask(url, asked) {
    this.drop();
    const { signal } = (this.stop = new AbortController());
    const given = Object.entries(asked).filter(([, value]) => value !== null && value !== undefined);
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    try {
      const answer = await this.get(`${url}?${query}`, undefined, signal);
      if (signal.aborted) return;
      this.onAnswer(answer);
      if (answer.state === "preparing") this.again = setTimeout(() => this.ask(url, asked), REST);
    } catch {
      // Without suggestions coding goes on; whether there is contact is said elsewhere.
    }
  }

  drop() {
    clearTimeout(this.again);
    this.stop.abort();
  }
}

/**
 * Note what became of suggested codes; nothing hangs on it for the one who codes.
 * @param {string} url
 * @param {string[]} codes
 * @param {"segment" | "similar"} kind
 * @param {"shown" | "accepted" | "rejected"} answer
 */
export function note(url, codes, kind, answer) {
  ask(`${url}/answers`, { codes, kind, answer }).catch(() => {});
}

/** @param {Reason} reason @param {import("../../../../browser/words.js").Words} words */
export function whyOf(reason, words) {
  const said = (/** @type {Place[]} */ places) => [...new Set(places.map(({ text }) => words("why_word", { word: text })))].join(", ");
  const found = said(reason.found);
  if (reason.kind === "cue") {
    const isSame = reason.found.map(({ text }) => text.toLocaleLowerCase()).join(" ") === reason.cue.toLocaleLowerCase();
    const why = words(isSame ? "why_cue_same" : "why_cue", { found, cue: reason.cue });
    return reason.negation ? words("why_negated", { why, negation: reason.negation.text }) : why;
  }
  const theirs = said(reason.theirs);
  const key = ["why_like", ...(reason.segment_number === null ? ["chosen"] : []), ...(theirs.toLocaleLowerCase() === found.toLocaleLowerCase() ? ["same"] : [])].join("_");
  return words(key, { found, theirs, segment: `S-${String(reason.segment_number).padStart(4, "0")}` });
}

/** All that speaks for a suggestion, in one line. @param {Reason[]} reasons @param {import("../../../../browser/words.js").Words} words */
export function whysOf(reasons, words) {
  return reasons.map((reason) => whyOf(reason, words)).join("; ");
}
