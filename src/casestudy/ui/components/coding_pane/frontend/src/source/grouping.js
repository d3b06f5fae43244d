/** By what the margin groups and colours its stripes: by code, by branch or by coder. */

import { coderColour, initialsOf } from "./coders.js";

/** @typedef {import("./model.js").Coding} Coding */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {"code" | "branch" | "coder"} By */

/** @type {By[]} */
export const WAYS = ["code", "branch", "coder"];

/** What has no group of its own. */
const REST = "";

export class Grouping {
  /** @param {Model} model @param {By} by */
  constructor(model, by) {
    this.model = model;
    this.by = by;
    /** @type {Set<string>} The groups, in the order they stand. */
    this.keys = new Set();
    this.left = 0;
  }

  /** Choose the groups. @param {number} most How many have room; below two, all stand together and only the colours tell. */
  fit(most) {
    const used = this.by === "code" || most < 2 ? [] : this.used();
    const shown = used.length > most ? used.slice(0, most - 1) : used;
    this.keys = new Set(shown);
    this.left = used.length - shown.length;
  }

  /** Whether the groups have headings. */
  get hasHeads() {
    return this.keys.size > 0;
  }

  /** The branches or coders that are seen in the source: in the codebook's order, or oneself first. */
  used() {
    const { model } = this;
    const found = new Set(model.visible().map((coding) => this.ownerOf(coding)));
    const all = this.by === "coder" ? [model.me.id, ...model.coders.keys()] : [...model.codes.values()].map((code) => code.branch);
    return [...new Set(all)].filter((key) => found.has(key));
  }

  /** @param {Coding} coding @returns {string} The coder or the branch. */
  ownerOf(coding) {
    return this.by === "coder" ? coding.coder_id : (this.model.codes.get(coding.code_id)?.branch ?? coding.code_id);
  }

  /** @param {Coding} coding */
  keyOf(coding) {
    const owner = this.keys.size ? this.ownerOf(coding) : REST;
    return this.keys.has(owner) ? owner : REST;
  }

  /** @param {Coding} coding @returns {string} */
  colourOf(coding) {
    const { codes, coders } = this.model;
    if (this.by === "coder") return coderColour(coders, coding.coder_id);
    const code = codes.get(coding.code_id);
    return (this.by === "branch" ? codes.get(code?.branch) : code)?.colour ?? code?.colour ?? "GrayText";
  }

  /** What stands above a group. @param {string} key @returns {{short: string, name: string}} */
  headOf(key) {
    const { codes, coders } = this.model;
    if (key === REST) return { short: `+${this.left}`, name: "" };
    if (this.by === "branch") return { short: key, name: codes.get(key)?.label ?? key };
    const name = coders.get(key) ?? "";
    return { short: initialsOf(name), name };
  }
}
