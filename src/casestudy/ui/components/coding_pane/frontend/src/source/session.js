/** One open source: its model and outbox, and how they are kept up to date with the server. */

import { RecentCodes } from "../panels/codes.js";
import { Presets } from "./attributes.js";
import { Deeds } from "./deeds.js";
import { standing } from "./effects.js";
import { groupsOf } from "./memo_groups.js";
import { keyOf, targetOf } from "./memos.js";
import { Model } from "./model.js";
import { Outbox } from "./outbox.js";
import { ask, isLostContact, Refusal, Sync, waitAfter } from "./sync.js";
import { storageOf } from "../../../../browser/storage.js";
import { openTabs } from "./tabs.js";

/** @typedef {import("./model.js").Operation} Operation */
/**
 * @typedef {object} Listener
 * @property {(document: any) => void} onDocument A document has been loaded, or loaded anew.
 * @property {(deed: Omit<Operation, "request_id">) => void} onDeed Something is about to be done.
 * @property {(change: import("./model.js").Change) => void} onChange
 * @property {(answer: any) => void} onAnswer The server has answered a batch or a poll.
 * @property {(state: import("./sync.js").State, waiting: number) => void} onState
 * @property {(sentence: string | null, key: string, values?: object) => void} onNotice Someone must be told;
 *     `key` names our own sentence where the server gave none.
 * @property {() => number} here The first place in view.
 */

const DRAFT_REST = 600;

export class Session extends Deeds {
  /** @param {{api: string, source_id: string, coding_pass?: string | null}} place @param {Listener} listener */
  constructor({ api, source_id: sourceId, coding_pass: pass }, listener) {
    super();
    this.url = `${api}/sources/${encodeURIComponent(sourceId)}`;
    this.query = pass ? `?pass=${encodeURIComponent(pass)}` : "";
    this.sourceId = sourceId;
    this.listener = listener;
    /** @type {Model | null} */
    this.model = null;
    /** @type {Outbox | null} */
    this.outbox = null;
    this.undoable = { can_undo: false, can_redo: false };
    this.isClosed = false;
    this.failures = 0;
    /** How often in a row the server knew another source than this one. */
    this.changes = 0;
    this.warn = (/** @type {BeforeUnloadEvent} */ event) => (this.outbox?.isFragile || this.edits.size) && event.preventDefault();
    window.addEventListener("beforeunload", this.warn);
    this.load();
  }

  /** Fetch the source, for the first time or anew; what has not been sent stays. */
  async load() {
    this.sync?.stop();
    try {
      const [tabs, document] = await Promise.all([openTabs(), ask(this.url + this.query)]);
      if (this.isClosed) return;
      this.failures = 0;
      this.begin(document, tabs);
    } catch (error) {
      if (this.isClosed) return;
      this.retryLoad(error);
    }
  }

  /** @param {any} document @param {Set<string>} tabs */
  begin(document, tabs) {
    const model = new Model(document);
    const storage = storageOf(window);
    this.outbox ??= new Outbox(storage, { member: model.me.id, source: this.sourceId }, tabs);
    const outbox = this.outbox;
    this.model = model;
    this.drafts = new Map([...(document.drafts ?? []).map(draftOf), ...this.drafts]);
    this.recent = new RecentCodes(storage, model.me.id);
    this.presets = new Presets(storage, model.me.id);
    this.undoable = { can_undo: false, can_redo: false, ...document.undo };
    model.refresh(new Set(), this.shownOperations());
    this.sync = new Sync({
      url: `${this.url}/operations`,
      me: model.me.id,
      textVersion: model.source.text_version_id,
      outbox,
      revision: () => model.revision,
      codes: () => model.proposals,
      here: () => (document.visit && !this.isClosed ? { place: this.listener.here() } : undefined),
      onAnswer: (answer) => this.receive(answer),
      onState: (state, waiting) => this.isClosed || this.listener.onState(state, waiting),
      onRefusal: (refusal) => this.refuse(refusal),
    });
    this.listener.onDocument(document);
    this.tellLost();
    this.sync.start();
  }

  /** @param {unknown} error */
  retryLoad(error) {
    const status = error instanceof Refusal ? error.status : 0;
    const waiting = this.outbox?.size ?? 0;
    this.listener.onState(status === 401 ? "signed_out" : waiting ? "unsaved" : "offline", waiting);
    if (error instanceof Refusal && status !== 401) this.listener.onNotice(error.sentence, "refused");
    else if (!(error instanceof Refusal) && !isLostContact(error)) throw error;
    this.failures += 1;
    this.retry = setTimeout(() => this.load(), waitAfter(this.failures));
  }

  /** Say what was written before a page was left and never came to the server. */
  tellLost() {
    const { model, outbox } = this.opened();
    const known = new Set([...model.memos.confirmed.keys(), ...model.byGuid.keys()]);
    for (const { comments } of model.confirmed.values()) for (const { id } of comments) known.add(id);
    const [first, ...more] = outbox.lost.filter(({ id, kind }) => kind === "memo_edit" || !known.has(id ?? ""));
    outbox.lost = [];
    if (!first) return;
    this.listener.onNotice(null, more.length ? "lost_more" : `lost_${first.kind}`, { at: timeOf(first.at), count: more.length + 1 });
  }

  /** @param {any} answer */
  receive(answer) {
    const { model, outbox } = this.opened();
    for (const [requestId, result] of Object.entries(answer.results)) {
      outbox.settle(requestId);
      if (!result.ok && !this.isClosed) this.listener.onNotice(result.sentence, "refused");
    }
    if (this.isClosed) return;
    this.changes = 0;
    if (answer.undo) this.undoable = answer.undo;
    if (answer.codes) this.takeCodes(answer);
    const isOtherText = answer.text_version_id !== undefined && answer.text_version_id !== model.source.text_version_id;
    const touched = isOtherText ? null : model.receive(answer);
    if (touched === null) {
      this.load();
      return;
    }
    this.listener.onChange(model.refresh(touched, this.shownOperations()));
    this.listener.onAnswer(answer);
  }

  /** Codes proposed since the last answer. @param {{codes: any[], proposals: number}} answer */
  takeCodes({ codes, proposals }) {
    const { model } = this.opened();
    model.takeCodes(codes);
    model.proposals = proposals;
    for (const { guid, id } of codes) {
      this.recent?.rename(guid, id);
      this.presets?.rename(guid, id);
    }
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    if (refusal.status === 401 || this.isClosed) return;
    this.listener.onNotice(refusal.sentence, "refused");
    if (refusal.code !== "source.changed") return;
    this.changes += 1;
    if (this.changes > 1) this.giveUp();
    this.load();
  }

  /** What was done on a text that the source never had can't be sent. */
  giveUp() {
    const { model, outbox } = this.opened();
    const { operations } = outbox.batch(model.source.text_version_id, Infinity);
    for (const { request_id } of operations) outbox.settle(request_id);
    if (operations.length) this.listener.onNotice(null, "given_up", { count: operations.length });
  }

  /** @param {Omit<Operation, "request_id">} operation */
  do(operation) {
    const { model, outbox } = this.opened();
    this.listener.onDeed(operation);
    outbox.add({ request_id: crypto.randomUUID(), ...operation }, model.source.text_version_id);
    if (operation.kind === "draft") {
      this.sync?.sendAfter(DRAFT_REST);
      return;
    }
    this.listener.onChange(model.refresh(new Set(), this.shownOperations()));
    this.sync?.push();
  }

  /** What waits and has its places in this text; the rest the server carries over first. */
  shownOperations() {
    return this.outbox?.operationsOn(this.model?.source.text_version_id ?? "") ?? [];
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

  /** How much is coded here, for the page around. */
  counts() {
    const codings = [...(this.model?.shown.values() ?? [])];
    const mine = codings.filter((coding) => this.model?.isMine(coding)).length;
    return { source_id: this.sourceId, codings: codings.length, mine };
  }

  /** Steps that the server has not acknowledged. */
  get ownSteps() {
    return standing(this.outbox?.operations() ?? []);
  }

  /** @override */
  opened() {
    if (!this.model || !this.outbox) throw new Error("The source is not open yet");
    return { model: this.model, outbox: this.outbox };
  }

  /** Changes of memos that have not been sent are kept as drafts. @param {Model} model */
  keepEdits(model) {
    for (const { target, notes } of groupsOf(model, [])) {
      const edited = notes.find(({ id, body }) => (this.edits.get(id) ?? body) !== body);
      if (edited && !this.draftOf(target)) this.draft(target, /** @type {string} */ (this.edits.get(edited.id)));
    }
    this.edits.clear();
  }

  /** Leave the source; what waits is still sent. */
  close() {
    if (this.model) this.keepEdits(this.model);
    this.isClosed = true;
    clearTimeout(this.retry);
    const forget = () => window.removeEventListener("beforeunload", this.warn);
    if (this.sync && this.outbox?.size) this.sync.drain(forget);
    else {
      this.sync?.stop();
      forget();
    }
  }
}

/** @param {any} wire @returns {[string, {target: import("./memos.js").Target, body: string}]} */
function draftOf(wire) {
  const target = targetOf(wire);
  return [keyOf(target), { target, body: wire.body }];
}

/** @param {number} at */
function timeOf(at) {
  return new Date(at).toLocaleTimeString("nb", { hour: "2-digit", minute: "2-digit" });
}
