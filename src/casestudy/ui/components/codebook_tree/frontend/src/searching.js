/** Which codes answer a typed word and the marks asked for. */

import { fold } from "../../../browser/folding.js";

/** @typedef {import("./book.js").Code} Code */
/** @typedef {"all" | "missing" | "unreviewed" | "queue" | "comments" | "draft"} Wanted */

/** What can be asked for beside all codes. @type {Exclude<Wanted, "all">[]} */
export const MARKS = ["missing", "unreviewed", "queue", "comments", "draft"];

/** @param {Code} code @param {Wanted} wanted */
export function isWanted({ marks }, wanted) {
  if (wanted === "all") return true;
  const mark = marks[wanted];
  return Array.isArray(mark) ? mark.length > 0 : Boolean(mark);
}

/** The words of a query. @param {string} query */
export function wordsIn(query) {
  return fold(query).split(/\s+/).filter(Boolean);
}

/** Whether each word stands in the id or one of the names. @param {Code} code @param {string[]} words Folded. */
export function answers({ id, label, names }, words) {
  const said = [id, label, ...names].map(fold);
  return words.every((word) => said.some((name) => name.includes(word)));
}

/** The name that answers where neither label nor id does. @param {Code} code @param {string[]} words Folded. */
export function otherName({ id, label, names }, words) {
  const seen = `${fold(id)} ${fold(label)}`;
  const asked = words.filter((word) => !seen.includes(word));
  return names.find((name) => asked.some((word) => fold(name).includes(word))) ?? null;
}
