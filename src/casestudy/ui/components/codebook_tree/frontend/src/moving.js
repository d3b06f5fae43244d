/** Where a code goes: by keys, and by where it is dropped. */

import { family } from "./lines.js";

/** @typedef {import("./book.js").Book} Book */
/** @typedef {import("./book.js").Target} Target */
/** @typedef {import("./lines.js").View} View */
/** @typedef {"up" | "down" | "in" | "out"} Direction */
/** @typedef {"before" | "into" | "after"} Side */

/** The share of a line's height at its edges where a code is dropped beside it, not under it. */
const EDGE = 0.28;

/**
 * One step: up or down among the siblings, in under the one above, or out after the parent.
 * @param {Book} book
 * @param {View} view
 * @param {string} code
 * @param {Direction} direction
 * @returns {Target | null} Null: there is no such place.
 */
export function step(book, view, code, direction) {
  const { parent } = book.code(code);
  const siblings = family(book, parent, view);
  const at = siblings.indexOf(code);
  if (direction === "up") return at > 0 ? { code, parent, before: siblings[at - 1] } : null;
  if (direction === "down") return at + 1 < siblings.length ? { code, parent, before: after(book, siblings[at + 1]) } : null;
  if (direction === "in") return at > 0 ? { code, parent: siblings[at - 1], before: null } : null;
  return parent === null ? null : { code, parent: book.code(parent).parent, before: after(book, parent) };
}

/** The sibling that follows a code; null where it is the last. @param {Book} book @param {string} id */
function after(book, id) {
  const siblings = book.children(book.code(id).parent);
  return siblings[siblings.indexOf(id) + 1] ?? null;
}

/** Which side of a line the pointer is on. @param {number} share 0 at its top to 1 at its bottom. @returns {Side} */
export function sideAt(share) {
  if (share < EDGE) return "before";
  return share > 1 - EDGE ? "after" : "into";
}

/**
 * Where a code lands that is dropped on a line. Below a line whose children are seen means before the first of them.
 * @param {Book} book
 * @param {string} code
 * @param {import("./lines.js").Line} line
 * @param {Side} side
 * @returns {{target: Target, level: number} | null} Null: it cannot stand there, or does already.
 */
export function drop(book, code, line, side) {
  const target = landing(book, code, line, side);
  if (!book.canMove(target)) return null;
  const inside = target.parent === line.id;
  return { target, level: inside ? line.level + 1 : line.level };
}

/** @param {Book} book @param {string} code @param {import("./lines.js").Line} line @param {Side} side @returns {Target} */
function landing(book, code, { id, isOpen }, side) {
  const { parent } = book.code(id);
  if (side === "before") return { code, parent, before: id };
  if (side === "into") return { code, parent: id, before: null };
  if (isOpen) return { code, parent: id, before: book.children(id).find((child) => child !== code) ?? null };
  const next = after(book, id);
  return { code, parent, before: next === code ? after(book, code) : next };
}
