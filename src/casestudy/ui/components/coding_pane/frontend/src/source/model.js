/** One source as the pane knows it: text, turns, codes, and the codings shown (confirmed and not yet sent). */

import { ATTRIBUTES } from "./attributes.js";
import { codingIdsOf, effectsOf, standing } from "./effects.js";
import { freeLane, packLanes } from "./lanes.js";
import { Memos } from "./memos.js";
import { countWhile, Offsets } from "./offsets.js";

/**
 * @typedef {object} Coding Its place is in UTF-16 units.
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} code_id
 * @property {string} coder_id
 * @property {string} [layer] A coder's own, or the consensus.
 * @property {string | null} level
 * @property {number | null} valence
 * @property {string | null} stage
 * @property {string | null} claim_status
 * @property {string | null} [measure_id]
 * @property {{id: string, author_id: string, body: string, at: string}[]} comments
 * @property {number} revision
 * @property {boolean} [removed]
 * @property {boolean} [pending] Not yet acknowledged.
 * @property {number} [level_of_line] Which underline it has.
 *
 * @typedef {{turns: Set<number>, ids: Set<string>}} Change The turns to paint again, the codings that may differ.
 *
 * @typedef {object} Operation As sent; places in code points.
 * @property {string} request_id
 * @property {"apply" | "apply_all" | "remove" | "change" | "split" | "merge" | "comment" | "memo" | "memo_edit" | "memo_remove" | "propose_code" | "undo" | "redo" | "read" | "draft" | "check_seen"} kind
 * @property {string} [coding_id]
 * @property {number} [start]
 * @property {number} [end]
 * @property {string} [code_id] A code's id, or the guid of one proposed here.
 * @property {{coding_id: string, code_id: string}[]} [codings] Of `apply_all`, with attributes.
 * @property {string} [new_id] Of `split`: the coding behind the cut, which begins at `new_start`.
 * @property {number} [new_start]
 * @property {string[]} [other_ids] Of `merge`: the codings taken up.
 * @property {string} [check_id] Of `check_seen`: a coding whose words were corrected has been looked at.
 * @property {string} [comment_id]
 * @property {string} [body]
 * @property {string} [memo_id] Of memos, and of comments that are changed.
 * @property {"coding" | "segment" | "turn" | "source"} [target_kind]
 * @property {number} [turn]
 * @property {number} [first] Of `read`: turn numbers, both included.
 * @property {number} [last]
 * @property {boolean} [read]
 * @property {string} [guid] Of `propose_code`.
 * @property {string} [label]
 * @property {boolean} [in_vivo]
 *
 * @typedef {object} Turn
 * @property {number} index
 * @property {number} n
 * @property {number} start
 * @property {number} end
 * @property {string} speaker
 * @property {string | null} role
 * @property {boolean} interviewer
 * @property {number | null} seconds
 * @property {Coding[]} codings Those shown in it.
 */

/** The branch that proposed codes stand under. */
export const NEW_CODES = "NY";

export class Model {
  /** @param {any} document The answer to GET sources/{id}. */
  constructor(document) {
    this.source = document.source;
    this.text = document.text;
    this.offsets = new Offsets(document.text);
    this.me = document.me;
    this.attributes = document.attributes;
    this.revision = document.revision;
    /** @type {Map<string, any>} */
    this.codes = new Map();
    /** @type {Map<string, string>} Ids of codes by their guid: a proposal is named by it until it has an id. */
    this.byGuid = new Map();
    /** @type {Set<string>} Proposals that the server does not have yet. */
    this.proposed = new Set();
    this.takeCodes(document.codes);
    /** How many of the study's proposed codes are known; the next answer tells of more. */
    this.proposals = document.proposals;
    /** Stands for the blind rounds whose codings are hidden. @type {string | undefined} */
    this.blind = document.blind;
    this.coders = new Map(document.coders.map((/** @type {any} */ coder) => [coder.id, coder.name]));
    /** @type {Turn[]} */
    this.turns = document.turns.map((/** @type {any} */ turn, /** @type {number} */ index) => ({
      ...turn,
      ...this.spanOf(turn),
      index,
      codings: [],
    }));
    /** @type {Map<string, Coding>} */
    this.confirmed = new Map();
    for (const coding of document.codings) {
      if (!coding.removed) this.confirmed.set(coding.id, { ...coding, ...this.spanOf(coding) });
    }
    this.memos = new Memos(document.memos ?? []);
    /** @type {Map<string, Coding>} */
    this.shown = new Map(this.confirmed);
    /** @type {Set<string>} */
    this.pending = new Set();
    this.isVisible = (/** @type {Coding} */ _coding) => true;
    this.index();
  }

  /** @param {{start: number, end: number}} wire @returns {{start: number, end: number}} */
  spanOf(wire) {
    return { start: this.offsets.toUnits(wire.start), end: this.offsets.toUnits(wire.end) };
  }

  /** @param {{start: number, end: number}} span */
  wireOf(span) {
    return { start: this.offsets.toPoints(span.start), end: this.offsets.toPoints(span.end) };
  }

  /** @param {number} at */
  turnAt(at) {
    return this.turns[Math.max(0, countWhile(this.turns, (turn) => turn.start <= at) - 1)];
  }

  /** @param {number} number */
  turnNumbered(number) {
    return this.turns.find(({ n }) => n === number);
  }

  /** @param {{start: number, end: number}} span @returns {Turn[]} */
  turnsIn({ start, end }) {
    const first = this.turnAt(start).index;
    let last = first;
    while (last + 1 < this.turns.length && this.turns[last + 1].start < end) last += 1;
    return this.turns.slice(first, last + 1);
  }

  /** Codings at a place, the narrowest first. @param {number} at */
  codingsAt(at) {
    return this.turnAt(at)
      .codings.filter((coding) => coding.start <= at && at < coding.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** Codings that touch a range, in reading order. @param {{start: number, end: number}} span */
  codingsIn(span) {
    const found = new Set(this.turnsIn(span).flatMap((turn) => turn.codings));
    return [...found].filter((coding) => coding.start < span.end && span.start < coding.end).sort(inReadingOrder);
  }

  /** All codings that are not filtered away, in reading order. */
  visible() {
    return [...this.shown.values()].filter((coding) => this.isVisible(coding)).sort(inReadingOrder);
  }

  /** @param {Coding} coding */
  isMine(coding) {
    return coding.coder_id === this.me.id;
  }

  /** Show only the codings that pass. @param {(coding: Coding) => boolean} test */
  filter(test) {
    this.isVisible = test;
    this.index();
  }

  /** Codes that are new, or have come to stand under an id of their own. @param {any[]} codes */
  takeCodes(codes) {
    for (const code of codes) {
      if (code.guid && this.proposed.delete(code.guid)) this.codes.delete(code.guid);
      if (code.guid) this.byGuid.set(code.guid, code.id);
      this.codes.set(code.id, code);
    }
  }

  /** The id of a code that may be named by its guid. @param {string} name */
  codeId(name) {
    return this.byGuid.get(name) ?? name;
  }

  /** Offer the codes proposed here as if they were in the codebook. @param {Operation[]} operations */
  propose(operations) {
    for (const guid of this.proposed) this.codes.delete(guid);
    this.proposed.clear();
    for (const { kind, guid, label } of operations) {
      if (kind !== "propose_code" || !guid || this.byGuid.has(guid)) continue;
      const { colour = "GrayText", attributes = [], passes } = this.codes.get(NEW_CODES) ?? {};
      const words = { label, path: label, definition: "", use: "", not_use: "", cue: "", synonyms: [] };
      this.codes.set(guid, { id: guid, guid, branch: NEW_CODES, parent: NEW_CODES, colour, assignable: true, attributes, passes, ...words });
      this.proposed.add(guid);
    }
  }

  index() {
    for (const turn of this.turns) turn.codings = [];
    const codings = this.visible();
    const levels = packLanes(codings, 0);
    codings.forEach((coding, at) => {
      coding.level_of_line = levels[at];
      for (const turn of this.turnsIn(coding)) turn.codings.push(coding);
    });
  }

  /**
   * Take in an answer to a POST.
   * @param {{base: number, revision: number, codings: any[], memos?: any[], blind?: string}} answer
   * @returns {Set<string> | null} The codings it touches; null where changes in between are missing, or others may be seen than before.
   */
  receive({ base, revision, codings, memos = [], blind }) {
    if (base > this.revision || blind !== this.blind) return null;
    const touched = new Set();
    for (const wire of codings) {
      const known = this.confirmed.get(wire.id);
      if (known && known.revision > wire.revision) continue;
      if (wire.removed) this.confirmed.delete(wire.id);
      else this.confirmed.set(wire.id, { ...wire, ...this.spanOf(wire) });
      touched.add(wire.id);
    }
    this.memos.take(memos);
    this.revision = Math.max(this.revision, revision);
    return touched;
  }

  /**
   * Show what is confirmed plus what is still to be sent.
   * @param {Set<string>} ids Codings that may have changed.
   * @param {Operation[]} operations The whole outbox, oldest first.
   * @returns {Change}
   */
  refresh(ids, operations) {
    const { done } = standing(operations);
    this.propose(operations);
    const after = effectsOf(this, done);
    this.memos.refresh(done, this.me.id);
    const waiting = new Set([...operations.flatMap(codingIdsOf), ...after.keys()]);
    const touched = new Set([...ids, ...this.pending, ...waiting]);
    this.pending = waiting;
    /** @type {Set<number>} */
    const turns = new Set();
    for (const id of touched) {
      const coding = (after.has(id) ? after.get(id) : this.confirmed.get(id)) ?? null;
      this.show(id, coding && { ...coding, pending: waiting.has(id) }, turns);
    }
    return { turns, ids: touched };
  }

  /** @param {string} id @param {Coding | null} coding @param {Set<number>} turns */
  show(id, coding, turns) {
    const before = this.shown.get(id);
    if (before && coding && looksAlike(before, coding)) {
      Object.assign(before, coding);
      return;
    }
    if (before) {
      for (const turn of this.turnsIn(before)) {
        turn.codings = turn.codings.filter((other) => other.id !== id);
        turns.add(turn.index);
      }
      this.shown.delete(id);
    }
    if (!coding) return;
    this.shown.set(id, coding);
    if (!this.isVisible(coding)) return;
    const stays = before && before.start === coding.start && before.end === coding.end;
    coding.level_of_line = stays ? before.level_of_line : this.freeLine(coding);
    for (const turn of this.turnsIn(coding)) {
      turn.codings.push(coding);
      turn.codings.sort(inReadingOrder);
      turns.add(turn.index);
    }
  }

  /** The first underline that no other coding has there. @param {Coding} coding */
  freeLine(coding) {
    const near = this.turnsIn(coding).flatMap((turn) => turn.codings);
    return freeLane(coding, near.map(({ start, end, level_of_line: lane = 0 }) => ({ start, end, lane })), 0);
  }
}

/** Whether a coding is painted as it was. @param {Coding} a @param {Coding} b */
function looksAlike(a, b) {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.code_id === b.code_id &&
    a.coder_id === b.coder_id &&
    a.comments.length === b.comments.length &&
    ATTRIBUTES.every((name) => /** @type {any} */ (a)[name] === /** @type {any} */ (b)[name])
  );
}

/** @param {Coding} a @param {Coding} b */
function inReadingOrder(a, b) {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
}
