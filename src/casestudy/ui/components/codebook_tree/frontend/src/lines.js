/** Which codes are seen in the tree, line by line. */

import { answers, isWanted, wordsIn } from "./searching.js";

/** @typedef {import("./book.js").Book} Book */

/**
 * @typedef {object} View What the person has chosen to see.
 * @property {Set<string>} open Codes whose children are shown.
 * @property {string} query
 * @property {import("./searching.js").Wanted} wanted
 * @property {boolean} retired Whether retired codes are shown.
 */

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {number} level From 1.
 * @property {number} place Among its siblings that are seen, from 1.
 * @property {number} of How many these are.
 * @property {boolean | null} isOpen Null: nothing below.
 * @property {boolean} isFound False: only on the way to one that is.
 */

/** Whether some codes are left out by a search. @param {View} view */
export function isFiltered({ query, wanted }) {
  return query.trim() !== "" || wanted !== "all";
}

/** The siblings of a level that are not hidden: retired codes are, unless something is left to do with them. @param {Book} book @param {string | null} parent @param {View} view */
export function family(book, parent, view) {
  return book.children(parent).filter((id) => {
    const { status, marks } = book.code(id);
    return view.retired || status !== "retired" || marks.queue > 0 || marks.comments > 0;
  });
}

/**
 * @param {Book} book
 * @param {View} view
 * @returns {Line[]}
 */
export function linesOf(book, view) {
  const found = isFiltered(view) ? findings(book, view) : null;
  /** @type {Line[]} */
  const lines = [];
  /** @param {string | null} parent @param {number} level */
  const walk = (parent, level) => {
    const ids = family(book, parent, view).filter((id) => !found || found.way.has(id));
    ids.forEach((id, at) => {
      const inside = family(book, id, view).filter((child) => !found || found.way.has(child));
      const isOpen = inside.length === 0 ? null : found !== null || view.open.has(id);
      lines.push({ id, level, place: at + 1, of: ids.length, isOpen, isFound: !found || found.hits.has(id) });
      if (isOpen) walk(id, level + 1);
    });
  };
  walk(null, 1);
  return lines;
}

/** The codes that answer, and those with the ones above them. @param {Book} book @param {View} view */
function findings(book, { query, wanted }) {
  const words = wordsIn(query);
  const hits = new Set([...book.codes.values()].filter((code) => isWanted(code, wanted) && answers(code, words)).map(({ id }) => id));
  const way = new Set([...hits].flatMap((id) => [id, ...book.above(id)]));
  return { hits, way };
}
