/** The codes as a tree: who stands under whom in which order, and what a move makes of it. */

/**
 * @typedef {object} Marks What is still to be done with a code.
 * @property {string[]} missing Languages in which its texts are not written.
 * @property {boolean} unreviewed
 * @property {number} queue Codings to look at again.
 * @property {number} comments Open remarks of reviewers.
 * @property {boolean} draft Has changes that are not saved.
 */

/**
 * @typedef {object} Code
 * @property {string} id
 * @property {string | null} parent
 * @property {string} label In the language of the page.
 * @property {string[]} names In the other language, and the synonyms in both.
 * @property {string} colour
 * @property {boolean} assignable
 * @property {"active" | "proposed" | "retired"} status
 * @property {number} count Codings with the code itself.
 * @property {Marks} marks
 */

/** @typedef {{code: string, parent: string | null, before: string | null}} Target Before null: last. */

export class Book {
  /** @param {Code[]} codes In reading order, each after the one above it. */
  constructor(codes) {
    /** @type {Map<string, Code>} */
    this.codes = new Map(codes.map((code) => [code.id, code]));
    /** @type {Map<string | null, string[]>} */
    this.below = new Map();
    for (const { id, parent } of codes) this.#family(parent).push(id);
  }

  /** @param {string | null} parent */
  #family(parent) {
    const known = this.below.get(parent);
    if (known) return known;
    /** @type {string[]} */
    const made = [];
    this.below.set(parent, made);
    return made;
  }

  /** @param {string} id @returns {Code} */
  code(id) {
    const code = this.codes.get(id);
    if (!code) throw new Error(`No code ${id}`);
    return code;
  }

  /** @param {string | null} id @returns {readonly string[]} */
  children(id) {
    return this.below.get(id) ?? [];
  }

  /** The codes above, nearest first. @param {string} id @returns {string[]} */
  above(id) {
    const line = [];
    for (let parent = this.code(id).parent; parent !== null; parent = this.code(parent).parent) line.push(parent);
    return line;
  }

  /** Whether a code is another one or stands somewhere below it. @param {string | null} id @param {string} other */
  isIn(id, other) {
    return id !== null && (id === other || this.above(id).includes(other));
  }

  /** How many codings a code and all below it have. @param {string} id @returns {number} */
  total(id) {
    return this.children(id).reduce((sum, child) => sum + this.total(child), this.code(id).count);
  }

  /** Whether a code could stand there, and does not already. @param {Target} target */
  canMove({ code, parent, before }) {
    if (!this.codes.has(code) || (parent !== null && !this.codes.has(parent))) return false;
    if (this.isIn(parent, code)) return false;
    if (before !== null && !this.children(parent).includes(before)) return false;
    if (this.code(code).parent !== parent) return true;
    const family = this.children(parent);
    return before !== code && before !== (family[family.indexOf(code) + 1] ?? null);
  }

  /** The tree after moves; those that lead nowhere are left out. @param {Iterable<Target>} targets */
  moved(targets) {
    const book = new Book([]);
    book.codes = new Map(this.codes);
    book.below = new Map([...this.below].map(([parent, family]) => [parent, [...family]]));
    for (const target of targets) if (book.canMove(target)) book.#move(target);
    return book;
  }

  /** @param {Target} target */
  #move({ code, parent, before }) {
    const left = this.#family(this.code(code).parent);
    left.splice(left.indexOf(code), 1);
    const joined = this.#family(parent);
    joined.splice(before === null ? joined.length : joined.indexOf(before), 0, code);
    this.codes.set(code, { ...this.code(code), parent });
  }
}
