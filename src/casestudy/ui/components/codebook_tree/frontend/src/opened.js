/** Which codes show what stands below them, remembered while the tab is open. */

import { keep } from "../../../browser/storage.js";

/** A book of at most so many codes is open when it is first seen. */
const FEW = 150;

export class Opened {
  /** @param {Storage | null} storage @param {string} member @param {import("./book.js").Code[]} codes */
  constructor(storage, member, codes) {
    this.storage = storage;
    this.key = `casestudy.tree.open.${member}`;
    const kept = storage?.getItem(this.key);
    /** @type {Set<string>} */
    this.ids = new Set(kept?.split("\n") ?? first(codes));
  }

  /** @param {string} id @param {boolean} isOpen */
  set(id, isOpen) {
    if (isOpen) this.ids.add(id);
    else this.ids.delete(id);
    this.#keep();
  }

  /** @param {Iterable<string>} ids */
  add(ids) {
    for (const id of ids) this.ids.add(id);
    this.#keep();
  }

  clear() {
    this.ids.clear();
    this.#keep();
  }

  #keep() {
    keep(this.storage, this.key, [...this.ids].join("\n"));
  }
}

/** @param {import("./book.js").Code[]} codes */
function first(codes) {
  return codes.filter(({ parent }) => codes.length <= FEW || parent === null).map(({ id }) => id);
}
