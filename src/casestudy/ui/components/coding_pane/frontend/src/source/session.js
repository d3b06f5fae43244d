/** One open source: its model and outbox, and all that a coder can do to it. */

import { RecentCodes } from "../panels/codes.js";
import { Model } from "./model.js";
import { Outbox } from "./outbox.js";
import { ask, Refusal, Sync, waitAfter } from "./sync.js";

/** @typedef {import("./model.js").Operation} Operation */
/** @typedef {{start: number, end: number}} Span */
/**
 * @typedef {object} Listener
 * @property {(document: any) => void} onDocument A document has been loaded, or loaded anew.
 * @property {(change: import("./model.js").Change) => void} onChange
 * @property {(answer: any) => void} onAnswer The server has answered a batch or a poll.
 * @property {(state: import("./sync.js").State, waiting: number) => void} onState
 * @property {(sentence: string | null, key: string, values?: object) => void} onNotice Someone must be told;
 *     `key` names our own sentence where the server gave none.
 */

export class Session {
  /** @param {{api: string, source_id: string}} place @param {Listener} listener */
  constructor({ api, source_id: sourceId }, listener) {
    this.url = `${api}/sources/${encodeURIComponent(sourceId)}`;
    this.sourceId = sourceId;
    this.listener = listener;
    /** @type {Model | null} */
    this.model = null;
    this.undoable = { can_undo: false, can_redo: false };
    this.isClosed = false;
    this.failures = 0;
    this.load();
  }

  async load() {
    this.sync?.stop();
    try {
      const document = await ask(this.url);
      if (this.isClosed) return;
      this.failures = 0;
      this.begin(document);
    } catch (error) {
      if (this.isClosed) return;
      this.retryLoad(error);
    }
  }

  /** @param {any} document */
  begin(document) {
    const model = new Model(document);
    const storage = storageOf(window);
    const textVersion = document.source.text_version_id;
    this.model = model;
    this.outbox = new Outbox(storage, { member: model.me.id, source: this.sourceId, textVersion });
    this.recent = new RecentCodes(storage, model.me.id);
    this.undoable = { can_undo: false, can_redo: false, ...document.undo };
    model.refresh(new Set(), this.outbox.operations());
    this.sync = new Sync({
      url: `${this.url}/operations`,
      me: model.me.id,
      textVersion,
      outbox: this.outbox,
      revision: () => model.revision,
      onAnswer: (answer) => this.receive(answer),
      onState: this.listener.onState,
      onRefusal: (refusal) => this.refuse(refusal),
    });
    this.listener.onDocument(document);
    if (this.outbox.stale) this.listener.onNotice(null, "stale", { count: this.outbox.stale });
    this.sync.start();
  }

  /** @param {unknown} error */
  retryLoad(error) {
    const status = error instanceof Refusal ? error.status : 0;
    this.listener.onState(status === 401 ? "signed_out" : "offline", 0);
    if (error instanceof Refusal && status !== 401) this.listener.onNotice(error.sentence, "refused");
    else if (!(error instanceof Refusal || error instanceof TypeError || error instanceof DOMException)) throw error;
    this.failures += 1;
    this.retry = setTimeout(() => this.load(), waitAfter(this.failures));
  }

  /** @param {any} answer */
  receive(answer) {
    const { model, outbox } = this.opened();
    for (const [requestId, result] of Object.entries(answer.results)) {
      outbox.settle(requestId);
      if (!result.ok) this.listener.onNotice(result.sentence, "refused");
    }
    if (answer.undo) this.undoable = answer.undo;
    const touched = model.receive(answer);
    if (touched === null) {
      this.load();
      return;
    }
    this.listener.onChange(model.refresh(touched, outbox.operations()));
    this.listener.onAnswer(answer);
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    if (refusal.status === 401) return;
    this.listener.onNotice(refusal.sentence, "refused");
    if (refusal.code === "source.changed") this.load();
  }

  /** @param {Omit<Operation, "request_id">} operation */
  do(operation) {
    const { model, outbox } = this.opened();
    const asked = /** @type {Operation} */ ({ request_id: crypto.randomUUID(), ...operation });
    outbox.add(asked);
    this.listener.onChange(model.refresh(new Set(), outbox.operations()));
    this.sync?.send();
  }

  /** @param {string} codeId @param {Span} span @returns {string} The new coding's id. */
  apply(codeId, span) {
    const id = crypto.randomUUID();
    this.recent?.use(codeId);
    this.do({ kind: "apply", coding_id: id, code_id: codeId, ...this.opened().model.wireOf(span) });
    return id;
  }

  /** @param {string} id */
  remove(id) {
    this.do({ kind: "remove", coding_id: id });
  }

  /** @param {string} id @param {object} fields */
  change(id, fields) {
    this.do({ kind: "change", coding_id: id, ...fields });
  }

  /** @param {string} id @param {Span} span */
  resize(id, span) {
    this.change(id, this.opened().model.wireOf(span));
  }

  /** @param {string} id @param {string} body */
  comment(id, body) {
    this.do({ kind: "comment", coding_id: id, comment_id: crypto.randomUUID(), body });
  }

  undo() {
    if (this.canUndo) this.do({ kind: "undo" });
  }

  redo() {
    if (this.canRedo) this.do({ kind: "redo" });
  }

  get canUndo() {
    const own = this.outbox?.operations().some(({ kind }) => kind !== "undo" && kind !== "redo");
    return Boolean(this.undoable.can_undo || own);
  }

  get canRedo() {
    return this.undoable.can_redo;
  }

  opened() {
    if (!this.model || !this.outbox) throw new Error("The source is not open yet");
    return { model: this.model, outbox: this.outbox };
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.sync?.stop();
  }
}

/** The browser's storage, or null where it is forbidden. @param {Window} page */
function storageOf(page) {
  try {
    return page.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
