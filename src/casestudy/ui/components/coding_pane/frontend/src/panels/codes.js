/** Which codes a typed word means, best first, and which were used last. */

/** @typedef {{id: string, label: string, path: string, synonyms: string[], assignable: boolean}} Code */

const REMEMBERED = 30;

/** Lower case without accents, so that "hap" finds "håp". @param {string} word */
export function fold(word) {
  return word.toLocaleLowerCase("nb").normalize("NFD").replace(/\p{M}/gu, "");
}

/**
 * How well a code answers one word: 0 is best, Infinity is not at all.
 * @param {Code} code
 * @param {string} word Folded.
 */
function distance(code, word) {
  const id = fold(code.id);
  const label = fold(code.label);
  if (id === word) return 0;
  if (id.startsWith(word)) return 1;
  if (label.startsWith(word)) return 2;
  if (label.split(/[\s/-]+/).some((part) => part.startsWith(word))) return 3;
  if (code.synonyms.some((synonym) => fold(synonym).startsWith(word))) return 4;
  if (label.includes(word) || id.includes(word)) return 5;
  if (code.synonyms.some((synonym) => fold(synonym).includes(word))) return 6;
  return fold(code.path).includes(word) ? 7 : Infinity;
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
  const words = fold(query).split(/\s+/).filter(Boolean);
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
    this.storage?.setItem(this.key, this.ids.join(" "));
  }

  /** A proposed code has got its id. @param {string} guid @param {string} id */
  rename(guid, id) {
    const at = this.ids.indexOf(guid);
    if (at < 0) return;
    this.ids[at] = id;
    this.storage?.setItem(this.key, this.ids.join(" "));
  }

  /** Those that can be applied now. @param {Map<string, Code>} codes */
  among(codes) {
    return this.ids.filter((id) => codes.get(id)?.assignable);
  }
}
