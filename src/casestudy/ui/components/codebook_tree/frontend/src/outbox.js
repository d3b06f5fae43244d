/** Moves that the server has not answered yet, kept over a reload of the page: ids only. */

import { keep } from "../../../browser/storage.js";

/** @typedef {import("./book.js").Target} Target */
/** @typedef {Target & {request_id: string}} Move */

const KEY = "casestudy.tree.moves.";

export class Outbox {
  /** @param {Storage | null} storage @param {string} member */
  constructor(storage, member) {
    this.storage = storage;
    this.key = KEY + member;
    /** @type {Move[]} */
    this.waiting = read(storage?.getItem(this.key) ?? null);
    /** @type {Set<string>} */
    this.sent = new Set();
  }

  /** Whether a move has not been sent at all yet. */
  get isUnsent() {
    return this.waiting.some(({ request_id }) => !this.sent.has(request_id));
  }

  get size() {
    return this.waiting.length;
  }

  /** Add a move; steps of one code that were not sent yet become one. @param {Target} target */
  add(target) {
    const last = this.waiting.at(-1);
    if (last && last.code === target.code && !this.sent.has(last.request_id)) Object.assign(last, target);
    else this.waiting.push({ ...target, request_id: crypto.randomUUID() });
    this.#keep();
  }

  /** All that waits, oldest first; the server does each once. @returns {Move[]} */
  batch() {
    for (const { request_id } of this.waiting) this.sent.add(request_id);
    return this.waiting.map((move) => ({ ...move }));
  }

  /**
   * The server has answered.
   * @param {Record<string, string>} answers Why it refused, by request id; nothing where it is done.
   * @returns {string[]} The refusals.
   */
  settle(answers) {
    const answered = this.waiting.filter(({ request_id }) => request_id in answers);
    if (answered.length === 0) return [];
    this.waiting = this.waiting.filter(({ request_id }) => !(request_id in answers));
    this.#keep();
    return answered.map(({ request_id }) => answers[request_id]).filter(Boolean);
  }

  #keep() {
    if (this.size) keep(this.storage, this.key, JSON.stringify(this.waiting));
    else this.storage?.removeItem(this.key);
  }
}

/** @param {string | null} kept @returns {Move[]} */
function read(kept) {
  try {
    const moves = JSON.parse(kept ?? "[]");
    return Array.isArray(moves) ? moves : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
