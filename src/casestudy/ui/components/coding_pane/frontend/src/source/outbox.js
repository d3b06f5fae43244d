/** Operations that the server has not acknowledged, kept over a reload: ids, ranges and codes, never words. */

import { keep } from "../../../../browser/storage.js";
import { TAB } from "./tabs.js";

/** @typedef {import("./model.js").Operation} Operation */
/** @typedef {{at: number, tab: string, text_version_id: string, operation: Operation}} Entry */
/** @typedef {{at: number, tab: string, kind: Operation["kind"], id?: string}} Trace What was written, without its words. */

/** Kinds that carry words, which may be those of someone interviewed: these stay in memory. */
const WORDY = new Set(["comment", "memo", "memo_edit", "propose_code", "draft"]);

export class Outbox {
  /**
   * One stored entry per operation, so that two tabs on one source do not overwrite each other.
   * @param {Storage | null} storage
   * @param {{member: string, source: string}} owner
   * @param {Set<string>} tabs Those open now; what others have left is taken over.
   */
  constructor(storage, { member, source }, tabs) {
    this.storage = storage;
    this.tabs = tabs;
    this.prefix = `casestudy.outbox.${member}.${source}.`;
    this.tracePrefix = `casestudy.unsent.${member}.${source}.`;
    /** @type {Map<string, {operation: Operation, textVersion: string}>} */
    this.waiting = new Map();
    this.clock = 0;
    this.restore();
    /** Words that were not saved before a page was left. */
    this.lost = this.takeTraces();
  }

  /** @param {string} tab */
  isLeft(tab) {
    return tab === TAB || !this.tabs.has(tab);
  }

  restore() {
    const entries = /** @type {Entry[]} */ (this.stored(this.prefix)).filter((entry) => this.isLeft(entry.tab));
    entries.sort((a, b) => a.at - b.at);
    for (const entry of entries) {
      this.waiting.set(entry.operation.request_id, { operation: entry.operation, textVersion: entry.text_version_id });
      this.clock = entry.at;
      this.keep(this.prefix, { ...entry, tab: TAB }, entry.operation.request_id);
    }
  }

  /** @returns {Trace[]} */
  takeTraces() {
    const traces = this.stored(this.tracePrefix, (trace) => trace.tab !== TAB && this.isLeft(trace.tab), true);
    return traces.sort((a, b) => a.at - b.at);
  }

  /**
   * @param {string} prefix
   * @param {(entry: any) => boolean} [test]
   * @param {boolean} [takes] Out of the storage.
   * @returns {any[]}
   */
  stored(prefix, test = () => true, takes = false) {
    const { storage } = this;
    if (!storage) return [];
    return keysOf(storage).filter((key) => key.startsWith(prefix)).flatMap((key) => {
      const entry = read(storage, key);
      if (entry && !test(entry)) return [];
      if (!entry || takes) storage.removeItem(key);
      return entry ? [entry] : [];
    });
  }

  /** @param {Operation} operation @param {string} textVersion The text its places are in. */
  add(operation, textVersion) {
    this.waiting.set(operation.request_id, { operation, textVersion });
    if (operation.kind === "draft") return;
    this.clock = Math.max(Date.now(), this.clock + 1);
    const made = { at: this.clock, tab: TAB };
    if (!WORDY.has(operation.kind)) this.keep(this.prefix, { ...made, text_version_id: textVersion, operation }, operation.request_id);
    else this.keep(this.tracePrefix, { ...made, kind: operation.kind, id: operation.comment_id ?? operation.memo_id ?? operation.guid }, operation.request_id);
  }

  /** A full or forbidden storage costs only the survival over a reload; the page still holds the operation. @param {string} prefix @param {object} entry @param {string} requestId */
  keep(prefix, entry, requestId) {
    keep(this.storage, prefix + requestId, JSON.stringify(entry));
  }

  /** @param {string} requestId */
  settle(requestId) {
    this.waiting.delete(requestId);
    this.storage?.removeItem(this.prefix + requestId);
    this.storage?.removeItem(this.tracePrefix + requestId);
  }

  /** Take back what waits and is no longer wanted. @param {(operation: Operation) => boolean} test */
  drop(test) {
    for (const operation of this.operations().filter(test)) this.settle(operation.request_id);
  }

  /** All operations, oldest first. */
  operations() {
    return [...this.waiting.values()].map(({ operation }) => operation);
  }

  /** Those whose places are in a text. @param {string} textVersion */
  operationsOn(textVersion) {
    return [...this.waiting.values()].filter((entry) => entry.textVersion === textVersion).map(({ operation }) => operation);
  }

  /**
   * What is to be sent next: the oldest operations, all on one text.
   * @param {string} textVersion The text of a batch that is empty.
   * @param {number} most
   */
  batch(textVersion, most) {
    const entries = [...this.waiting.values()];
    const on = entries[0]?.textVersion ?? textVersion;
    const others = entries.findIndex((entry) => entry.textVersion !== on);
    const operations = entries.slice(0, others < 0 ? most : Math.min(most, others)).map(({ operation }) => operation);
    return { text_version_id: on, operations };
  }

  get size() {
    return this.waiting.size;
  }

  /** Whether leaving the page would lose something: words are not stored. */
  get isFragile() {
    return this.size > 0 && (!this.storage || this.operations().some(({ kind }) => WORDY.has(kind)));
  }
}

/** @param {Storage} storage */
function keysOf(storage) {
  return Array.from({ length: storage.length }, (_, at) => /** @type {string} */ (storage.key(at)));
}

/** @param {Storage} storage @param {string} key @returns {any} */
function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
