/** All that a coder can do to an open source, as operations. */

import { keyOf, targetOf } from "./memos.js";

/** @typedef {import("./memos.js").Target} Target */
/** @typedef {import("./model.js").Operation} Operation */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {{code_id: string, level?: string | null, valence?: number | null, stage?: string | null, claim_status?: string | null, measure_id?: string | null}} Chosen A code with attributes. */

/** @abstract */
export class Deeds {
  /** @param {Omit<Operation, "request_id">} _operation */
  do(_operation) {
    throw new Error("abstract");
  }

  /** @returns {{model: import("./model.js").Model, outbox: import("./outbox.js").Outbox}} */
  opened() {
    throw new Error("abstract");
  }

  /** @type {import("../panels/codes.js").RecentCodes | undefined} */
  recent = undefined;

  /** @type {Map<string, {target: Target, body: string}>} What has been written and not sent, by what it is about. */
  drafts = new Map();

  /** @type {Map<string, string>} Changes of memos that are being written, by the memo's id. */
  edits = new Map();

  /** @param {string} codeId @param {Span} span @returns {string} The new coding's id. */
  apply(codeId, span) {
    return this.applyAll(span, [{ code_id: codeId }])[0];
  }

  /** Give a span several codes, in one step of undo. @param {Span} span @param {Chosen[]} chosen @returns {string[]} The new codings' ids. */
  applyAll(span, chosen) {
    const codings = chosen.map((one) => ({ coding_id: crypto.randomUUID(), ...one }));
    const place = this.opened().model.wireOf(span);
    for (const { code_id } of codings) this.recent?.use(code_id);
    if (codings.length === 1) this.do({ kind: "apply", ...place, ...codings[0] });
    else if (codings.length) this.do({ kind: "apply_all", ...place, codings });
    return codings.map(({ coding_id }) => coding_id);
  }

  /** Put a new code in the codebook as a proposal. @param {string} label @param {{inVivo?: boolean}} [how] @returns {string} Its guid, which names it from now on. */
  proposeCode(label, { inVivo = false } = {}) {
    const guid = crypto.randomUUID();
    this.do({ kind: "propose_code", guid, label, in_vivo: inVivo });
    return guid;
  }

  /** A coding still fits its words after a correction. @param {string} checkId */
  seeCheck(checkId) {
    this.do({ kind: "check_seen", check_id: checkId });
  }

  /** @param {string} id */
  remove(id) {
    this.do({ kind: "remove", coding_id: id });
  }

  /** @param {string} id @param {object} fields */
  change(id, fields) {
    this.do({ kind: "change", coding_id: id, ...fields });
  }

  /** @param {string} id @param {Span} span */
  resize(id, span) {
    this.change(id, this.opened().model.wireOf(span));
  }

  /** Cut a coding in two. @param {string} id @param {{end: number, start: number}} cut Where the first ends and the second begins. */
  split(id, cut) {
    const { offsets } = this.opened().model;
    const [end, start] = [offsets.toPoints(cut.end), offsets.toPoints(cut.start)];
    this.do({ kind: "split", coding_id: id, end, new_id: crypto.randomUUID(), new_start: start });
  }

  /** @param {string} id The coding that stays. @param {string[]} others Those that become part of it. */
  merge(id, others) {
    this.do({ kind: "merge", coding_id: id, other_ids: others });
  }

  /** Write a memo. @param {Target} target @param {string} body */
  memo(target, body) {
    const id = crypto.randomUUID();
    if (target.target_kind === "coding") this.do({ kind: "comment", coding_id: target.coding_id, comment_id: id, body });
    else this.do({ kind: "memo", memo_id: id, ...target, body });
    this.draft(target, "");
  }

  /** @param {string} id @param {string} body */
  editMemo(id, body) {
    this.do({ kind: "memo_edit", memo_id: id, body });
  }

  /** @param {string} id */
  removeMemo(id) {
    this.do({ kind: "memo_remove", memo_id: id });
  }

  /** Keep what has been written so far; nothing drops it. @param {Target} target @param {string} body */
  draft(target, body) {
    const key = keyOf(target);
    if (body) this.drafts.set(key, { target, body });
    else this.drafts.delete(key);
    this.opened().outbox.drop((waiting) => waiting.kind === "draft" && keyOf(targetOf(waiting)) === key);
    this.do({ kind: "draft", ...target, body });
  }

  /** @param {Target} target */
  draftOf(target) {
    return this.drafts.get(keyOf(target))?.body ?? "";
  }

  draftTargets() {
    return [...this.drafts.values()].map(({ target }) => target);
  }

  /** Mark turns as read, or not. @param {number} first @param {number} last Turn numbers, both included. @param {boolean} read */
  markRead(first, last, read) {
    this.do({ kind: "read", first, last, read });
  }
}
