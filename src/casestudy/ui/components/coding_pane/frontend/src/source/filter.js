/** Which codings are shown: of some codes or branches, by some coders, in some layers, of one pass. */

/** @typedef {import("./model.js").Coding} Coding */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {"codes" | "branches" | "coders" | "layers"} Kind */

/** @type {Kind[]} */
const KINDS = ["codes", "branches", "coders", "layers"];

/** What is ticked of a kind is shown, and where nothing is, all of it. It holds ids alone. */
export class Filter {
  /** @param {Partial<Record<Kind, string[]>>} [kept] */
  constructor(kept = {}) {
    /** @type {Record<Kind, Set<string>>} */
    this.ticked = { codes: new Set(kept.codes), branches: new Set(kept.branches), coders: new Set(kept.coders), layers: new Set(kept.layers) };
    /** @type {string | null} The pass whose codes are shown. */
    this.pass = null;
  }

  get isOn() {
    return this.pass !== null || KINDS.some((kind) => this.ticked[kind].size > 0);
  }

  /** @param {Model} model @returns {(coding: Coding) => boolean} */
  test(model) {
    const { coders, layers } = this.ticked;
    return (coding) =>
      (!coders.size || coders.has(coding.coder_id)) &&
      (!layers.size || layers.has(coding.layer ?? "coder")) &&
      this.passesCode(model.codes.get(coding.code_id), coding.code_id);
  }

  /** @param {any} code @param {string} id */
  passesCode(code, id) {
    const { codes, branches } = this.ticked;
    if (this.pass !== null && code && !code.passes?.includes(this.pass)) return false;
    return (!codes.size && !branches.size) || codes.has(id) || branches.has(code?.branch);
  }

  /** @param {Kind} kind @param {string} id */
  has(kind, id) {
    return this.ticked[kind].has(id);
  }

  /** @param {Kind} kind @param {string} id */
  toggle(kind, id) {
    if (!this.ticked[kind].delete(id)) this.ticked[kind].add(id);
  }

  /** Tick or untick a code; within a ticked branch the others stay ticked. @param {{id: string, branch: string}} code @param {Iterable<{id: string, branch: string}>} all */
  toggleCode(code, all) {
    if (this.ticked.branches.delete(code.branch)) {
      for (const other of all) if (other.branch === code.branch) this.ticked.codes.add(other.id);
    }
    this.toggle("codes", code.id);
  }

  /** Tick or untick a branch, and with it its codes. @param {string} branch @param {Iterable<{id: string, branch: string}>} all */
  toggleBranch(branch, all) {
    for (const code of all) if (code.branch === branch) this.ticked.codes.delete(code.id);
    this.toggle("branches", branch);
  }

  /** Let a coding through that would be hidden; says whether that changed anything. @param {Model} model @param {Coding} coding */
  admit(model, coding) {
    if (this.test(model)(coding)) return false;
    const code = model.codes.get(coding.code_id);
    if (this.pass !== null && !code?.passes?.includes(this.pass)) this.pass = null;
    if (!this.passesCode(code, coding.code_id)) this.ticked.codes.add(coding.code_id);
    if (this.ticked.coders.size) this.ticked.coders.add(coding.coder_id);
    if (this.ticked.layers.size) this.ticked.layers.add(coding.layer ?? "coder");
    return true;
  }

  clear() {
    for (const kind of KINDS) this.ticked[kind].clear();
    this.pass = null;
  }

  /** What is ticked, as it is kept. */
  toJSON() {
    return Object.fromEntries(KINDS.filter((kind) => this.ticked[kind].size).map((kind) => [kind, [...this.ticked[kind]]]));
  }
}

/** Read what was kept; nothing where it is not understood. @param {string | null | undefined} kept */
export function readFilter(kept) {
  try {
    const found = JSON.parse(kept ?? "{}");
    const lists = KINDS.filter((kind) => Array.isArray(found?.[kind])).map((kind) => [kind, found[kind].map(String)]);
    return new Filter(Object.fromEntries(lists));
  } catch (error) {
    if (error instanceof SyntaxError) return new Filter();
    throw error;
  }
}
