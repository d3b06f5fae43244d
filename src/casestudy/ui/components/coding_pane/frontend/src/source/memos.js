/** Memos on segments, turns and the source; those on a coding are its comments and come with it. */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Operation} Operation */
/**
 * What a memo or a draft is about; places in code points.
 * @typedef {{target_kind: "coding", coding_id: string} | {target_kind: "segment", start: number, end: number} | {target_kind: "turn", turn: number} | {target_kind: "source"}} Target
 *
 * @typedef {object} Memo
 * @property {string} id
 * @property {string} author_id
 * @property {string} body
 * @property {string} at Empty until the server has it.
 * @property {number} revision
 * @property {Target} target
 */

/** One name for each target. @param {Target} target */
export function keyOf(target) {
  switch (target.target_kind) {
    case "coding":
      return `coding:${target.coding_id}`;
    case "segment":
      return `segment:${target.start}-${target.end}`;
    case "turn":
      return `turn:${target.turn}`;
    default:
      return "source";
  }
}

/** The target among the fields of something from the wire. @param {any} wire @returns {Target} */
export function targetOf({ target_kind, coding_id, start, end, turn }) {
  if (target_kind === "coding") return { target_kind, coding_id };
  if (target_kind === "segment") return { target_kind, start, end };
  if (target_kind === "turn") return { target_kind, turn };
  return { target_kind: "source" };
}

/** Where a target begins, in UTF-16 units. @param {Model} model @param {Target} target */
export function placeOf(model, target) {
  switch (target.target_kind) {
    case "coding":
      return model.shown.get(target.coding_id)?.start ?? null;
    case "segment":
      return model.offsets.toUnits(target.start);
    case "turn":
      return model.turnNumbered(target.turn)?.start ?? null;
    default:
      return null;
  }
}

export class Memos {
  /** @param {any[]} memos From the wire. */
  constructor(memos) {
    /** @type {Map<string, Memo>} */
    this.confirmed = new Map();
    /** Whether what is shown has to be made anew. */
    this.isOutOfDate = true;
    this.take(memos);
    this.shown = new Map(this.confirmed);
  }

  /** @param {any[]} memos From the wire; removed ones among them. */
  take(memos) {
    this.isOutOfDate ||= memos.length > 0;
    for (const { id, author_id, body, at, revision, removed, ...wire } of memos) {
      if (wire.target_kind === "coding" || (this.confirmed.get(id)?.revision ?? -1) > revision) continue;
      if (removed) this.confirmed.delete(id);
      else this.confirmed.set(id, { id, author_id, body, at, revision, target: targetOf(wire) });
    }
  }

  /** Show what is confirmed and what is still to be sent. @param {Operation[]} operations @param {string} me */
  refresh(operations, me) {
    const own = operations.filter(({ kind }) => kind.startsWith("memo"));
    if (!own.length && !this.isOutOfDate) return;
    this.isOutOfDate = own.length > 0;
    this.shown = new Map(this.confirmed);
    for (const { kind, memo_id, body = "", ...wire } of own) {
      const memo = memo_id === undefined ? undefined : this.shown.get(memo_id);
      if (kind === "memo" && memo_id && wire.target_kind !== "coding") {
        this.shown.set(memo_id, { id: memo_id, author_id: me, body, at: "", revision: 0, target: targetOf(wire) });
      } else if (kind === "memo_edit" && memo) this.shown.set(memo.id, { ...memo, body, at: "" });
      else if (kind === "memo_remove" && memo) this.shown.delete(memo.id);
    }
  }

  /** @param {Target} target @returns {Memo[]} The oldest first. */
  on(target) {
    const key = keyOf(target);
    return [...this.shown.values()].filter((memo) => keyOf(memo.target) === key);
  }

  /** All, in reading order: those on the source first. @param {Model} model @returns {Memo[]} */
  inOrder(model) {
    const place = (/** @type {Memo} */ { target }) => placeOf(model, target) ?? -1;
    return [...this.shown.values()].sort((a, b) => place(a) - place(b) || (a.at < b.at ? -1 : 1));
  }
}
