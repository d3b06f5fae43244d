/** Which codes a typed word means, best first, and which were used last. */

import { fold } from "../../../../browser/folding.js";
import { keep } from "../../../../browser/storage.js";

/**
 * @typedef {object} Code
 * @property {string} id
 * @property {string} label In the language of the page.
 * @property {string[]} [names] The label in every language.
 * @property {string[]} synonyms In every language.
 * @property {string} path
 * @property {boolean} assignable
 * @property {string[]} [passes] None: all.
 */

const REMEMBERED = 30;

/** What a code is called beside its label. @param {Code} code */
function otherNames({ label, names = [], synonyms }) {
  return [...names.filter((name) => name !== label), ...synonyms];
}

/** @type {WeakMap<Code, {id: string, label: string, parts: string[], others: string[], path: string}>} */
const FOLDED = new WeakMap();

/** A code's names as they are searched; made once, for every key press asks for all. @param {Code} code */
function foldedOf(code) {
  const known = FOLDED.get(code);
  if (known) return known;
  const label = fold(code.label);
  const folded = { id: fold(code.id), label, parts: label.split(/[\s/-]+/), others: otherNames(code).map(fold), path: fold(code.path) };
  FOLDED.set(code, folded);
  return folded;
}

/**
 * How well a code answers one word: 0 is best, Infinity is not at all.
 * @param {Code} code
 * @param {string} word Folded.
 */
function distance(code, word) {
  const { id, label, parts, others, path } = foldedOf(code);
  if (id === word) return 0;
  if (id.startsWith(word)) return 1;
  if (label.startsWith(word)) return 2;
  if (parts.some((part) => part.startsWith(word))) return 3;
  if (others.some((name) => name.startsWith(word))) return 4;
  if (label.includes(word) || id.includes(word)) return 5;
  if (others.some((name) => name.includes(word))) return 6;
  return path.includes(word) ? 7 : Infinity;
}

/**
 * The codes that can be applied and answer every word of a query, best first, then last used, then as in the codebook.
 * @template {Code} T
 * @param {Iterable<T>} codes
 * @param {string} query
 * @param {string[]} recent Ids, last used first.
 * @returns {T[]}
 */
export function findCodes(codes, query, recent) {
  const words = wordsIn(query);
  const lately = (/** @type {Code} */ code) => {
    const at = recent.indexOf(code.id);
    return at < 0 ? recent.length : at;
  };
  return [...codes]
    .filter((code) => code.assignable)
    .map((code, order) => ({
      code,
      order,
      far: words.reduce((sum, word) => sum + distance(code, word), 0),
    }))
    .filter(({ far }) => far < Infinity)
    .sort((a, b) => a.far - b.far || lately(a.code) - lately(b.code) || a.order - b.order)
    .map(({ code }) => code);
}

/** The name that answers where neither label nor id does: a synonym, or the name in the other language. @param {Code} code @param {string} query */
export function answeringName(code, query) {
  const { id, label } = foldedOf(code);
  const seen = `${id} ${label}`;
  const asked = wordsIn(query).filter((word) => !seen.includes(word));
  return otherNames(code).find((name) => asked.some((word) => fold(name).includes(word))) ?? null;
}

/** Whether a code is called just so already. @param {Iterable<Code>} codes @param {string} typed */
export function isTaken(codes, typed) {
  const wanted = wordsIn(typed).join(" ");
  return [...codes].some((code) => [code.id, code.label, ...(code.names ?? [])].some((name) => wordsIn(name).join(" ") === wanted));
}

/** @param {Code} code @param {string | null | undefined} pass Null: all passes. */
export function isInPass(code, pass) {
  return !pass || !code.passes || code.passes.includes(pass);
}

/** @param {string} query */
function wordsIn(query) {
  return fold(query).split(/\s+/).filter(Boolean);
}

/** The codes a member used last, remembered by id over a reload. */
export class RecentCodes {
  /** @param {Storage | null} storage @param {string} member */
  constructor(storage, member) {
    this.storage = storage;
    this.key = `casestudy.recent.${member}`;
    const kept = storage?.getItem(this.key);
    /** @type {string[]} */
    this.ids = kept ? kept.split(" ") : [];
  }

  /** @param {string} id */
  use(id) {
    this.ids = [id, ...this.ids.filter((other) => other !== id)].slice(0, REMEMBERED);
    keep(this.storage, this.key, this.ids.join(" "));
  }

  /** A proposed code has got its id. @param {string} guid @param {string} id */
  rename(guid, id) {
    const at = this.ids.indexOf(guid);
    if (at < 0) return;
    this.ids[at] = id;
    keep(this.storage, this.key, this.ids.join(" "));
  }

  /** Those that can be applied now. @param {Map<string, Code>} codes @param {string | null} [pass] */
  among(codes, pass = null) {
    return this.ids.filter((id) => {
      const code = codes.get(id);
      return code?.assignable && isInPass(code, pass);
    });
  }
}
