/** One open source: its model and outbox, and all that a coder can do to it. */

import { RecentCodes } from "../panels/codes.js";
import { standing } from "./effects.js";
import { Model } from "./model.js";
import { Outbox } from "./outbox.js";
import { ask, Refusal, Sync, waitAfter } from "./sync.js";

/** @typedef {import("./model.js").Operation} Operation */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {{code_id: string, level?: string | null, valence?: number | null, stage?: string | null, claim_status?: string | null, measure_id?: string | null}} Chosen A code with attributes. */
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
    if (answer.codes) this.takeCodes(answer.codes);
    const touched = model.receive(answer);
    if (touched === null) {
      this.load();
      return;
    }
    this.listener.onChange(model.refresh(touched, outbox.operations()));
    this.listener.onAnswer(answer);
  }

  /** @param {any[]} codes */
  takeCodes(codes) {
    const { model } = this.opened();
    model.takeCodes(codes);
    for (const { guid, id } of codes) this.recent?.rename(guid, id);
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
    return this.applyAll(span, [{ code_id: codeId }])[0];
  }

  /** Give a span several codes, in one step of undo. @param {Span} span @param {Chosen[]} chosen @returns {string[]} The new codings' ids. */
  applyAll(span, chosen) {
    const codings = chosen.map((one) => ({ coding_id: crypto.randomUUID(), ...one }));
    const place = this.opened().model.wireOf(span);
    for (const { code_id } of codings) this.recent?.use(code_id);
    if (codings.length === 1) this.do({ kind: "apply", ...place, ...codings[0] });
    else if (codings.length) this.do({ kind: "apply_all", ...place, codings });
    return codings.map(({ coding_id }) => coding_id);
  }

  /** Put a new code in the codebook as a proposal. @param {string} label @param {{inVivo?: boolean}} [how] @returns {string} Its guid, which names it from now on. */
  proposeCode(label, { inVivo = false } = {}) {
    const guid = crypto.randomUUID();
    this.do({ kind: "propose_code", guid, label, in_vivo: inVivo });
    return guid;
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
    return this.undoable.can_undo || this.ownSteps.done.length > 0;
  }

  get canRedo() {
    const { done, undone } = this.ownSteps;
    return undone.length > 0 || (this.undoable.can_redo && !done.length);
  }

  /** Steps that the server has not acknowledged. */
  get ownSteps() {
    return standing(this.outbox?.operations() ?? []);
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
