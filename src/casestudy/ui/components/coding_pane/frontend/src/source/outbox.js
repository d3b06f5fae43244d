/** Operations that the server has not acknowledged, kept over a reload: ids, ranges and codes, never text. */

/** @typedef {import("./model.js").Operation} Operation */
/** @typedef {{at: number, text_version_id: string, operation: Operation}} Entry */

/** Kinds that carry words, which may be those of someone interviewed: these stay in memory. */
const WORDY = new Set(["comment", "propose_code"]);

export class Outbox {
  /**
   * One stored entry per operation, so that two tabs on one source do not overwrite each other.
   * @param {Storage | null} storage
   * @param {{member: string, source: string, textVersion: string}} owner
   */
  constructor(storage, { member, source, textVersion }) {
    this.storage = storage;
    this.textVersion = textVersion;
    this.prefix = `casestudy.outbox.${member}.${source}.`;
    /** @type {Map<string, Operation>} */
    this.waiting = new Map();
    /** Operations on a text that is no longer there; they can't be sent. */
    this.stale = 0;
    this.restore();
  }

  restore() {
    if (!this.storage) return;
    /** @type {Entry[]} */
    const entries = [];
    for (const key of keysOf(this.storage).filter((name) => name.startsWith(this.prefix))) {
      const entry = read(this.storage, key);
      if (entry && entry.text_version_id === this.textVersion) entries.push(entry);
      else {
        this.storage.removeItem(key);
        this.stale += 1;
      }
    }
    entries.sort((a, b) => a.at - b.at);
    for (const { operation } of entries) this.waiting.set(operation.request_id, operation);
    this.clock = Math.max(0, ...entries.map((entry) => entry.at));
  }

  /** @param {Operation} operation */
  add(operation) {
    this.waiting.set(operation.request_id, operation);
    if (WORDY.has(operation.kind)) return;
    this.clock = Math.max(Date.now(), (this.clock ?? 0) + 1);
    const entry = { at: this.clock, text_version_id: this.textVersion, operation };
    try {
      this.storage?.setItem(this.prefix + operation.request_id, JSON.stringify(entry));
    } catch (error) {
      // A full or forbidden storage costs only the survival over a reload; the page still holds the operation.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** @param {string} requestId */
  settle(requestId) {
    this.waiting.delete(requestId);
    this.storage?.removeItem(this.prefix + requestId);
  }

  /** All operations, oldest first. */
  operations() {
    return [...this.waiting.values()];
  }

  get size() {
    return this.waiting.size;
  }

  /** Whether leaving the page would lose something: words are not stored. */
  get isFragile() {
    return this.operations().some((operation) => WORDY.has(operation.kind)) || (!this.storage && this.size > 0);
  }
}

/** @param {Storage} storage */
function keysOf(storage) {
  return Array.from({ length: storage.length }, (_, at) => /** @type {string} */ (storage.key(at)));
}

/** @param {Storage} storage @param {string} key @returns {Entry | null} */
function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
