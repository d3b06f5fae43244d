/** Memos and comments by what they are about, in reading order. */

import { keyOf, placeOf } from "./memos.js";

/** @typedef {import("./memos.js").Target} Target */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {{id: string, author_id: string, body: string, at: string}} Note */
/** @typedef {{target: Target, at: number | null, notes: Note[]}} Group `at` is where it begins; null for the source. */

/**
 * @param {Model} model
 * @param {Target[]} extra Shown although nothing has been written there yet.
 * @returns {Group[]}
 */
export function groupsOf(model, extra) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const groupOf = (/** @type {Target} */ target) => {
    const key = keyOf(target);
    const there = groups.get(key) ?? { target, at: placeOf(model, target), notes: [] };
    groups.set(key, there);
    return there;
  };
  for (const memo of model.memos.inOrder(model)) groupOf(memo.target).notes.push(memo);
  for (const { id, comments } of model.shown.values()) {
    if (comments.length) groupOf({ target_kind: "coding", coding_id: id }).notes.push(...comments);
  }
  for (const target of extra) if (isThere(model, target)) groupOf(target);
  return [...groups.values()].sort((a, b) => (a.at ?? -1) - (b.at ?? -1));
}

/** @param {Model} model @param {Target} target */
function isThere(model, target) {
  return target.target_kind !== "coding" || model.shown.has(target.coding_id);
}
