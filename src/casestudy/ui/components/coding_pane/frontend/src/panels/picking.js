/** What the palette is opened for, and what is done with the codes picked in it. */

import { nextValue, shortNames } from "../source/attributes.js";
import { widenToWords } from "../source/offsets.js";
import { NEW_CODES } from "../source/model.js";
import { nameFrom } from "./in_vivo.js";
import { Palette } from "./palette.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {{start: number, end: number}} Span */

export class Picking {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** Whether new codes may be proposed. */
    this.proposes = false;
    /** @type {Coding | null} The coding that is to have another code. */
    this.recoded = null;
    /** @type {Span | null} Words that are to be coded. */
    this.span = null;
    this.palette = new Palette({
      root: desk.root,
      words: desk.words,
      onPick: (picked) => this.give(picked),
      onInVivo: () => this.nameInVivo(),
      onClose: () => desk.scroller.focus({ preventScroll: true }),
    });
  }

  /** @param {any} document */
  opened(document) {
    this.proposes = Boolean(document.rights?.propose_code);
  }

  /** Open for the words that are selected, or those of the coding that is open. @param {boolean} focuses @param {string} [typed] */
  code(focuses, typed = "") {
    const { selection, card, editable } = this.desk;
    const span = selection?.span ?? this.desk.activeOfMine();
    if (!span || !editable) return false;
    if (this.palette.isOpen && focuses) {
      this.palette.type(typed);
      return true;
    }
    if (selection?.span) card.close();
    this.recoded = null;
    this.open(span, { focuses, typed });
    return true;
  }

  /** Open for another code on the coding that is open. */
  recode() {
    const coding = this.desk.activeOfMine();
    if (!coding || !this.desk.editable) return false;
    this.recoded = coding;
    this.open(coding, { focuses: true, typed: "" });
    return true;
  }

  /** Put the words themselves in the filter, as the name of a new code. */
  nameInVivo() {
    const { model } = this.desk.session;
    if (!model || !this.proposes || (!this.palette.isOpen && !this.code(true)) || !this.span) return false;
    this.palette.propose(nameFrom(model.text.slice(this.span.start, this.span.end)));
    return true;
  }

  /** @param {Span} span @param {{focuses: boolean, typed: string}} how */
  open(span, how) {
    const { model } = this.desk.session;
    const anchor = this.desk.view?.places.box(span);
    if (!model || !anchor) return;
    this.span = { start: span.start, end: span.end };
    this.palette.open({ book: this.book(model), heading: this.heading(model), anchor, instead: this.recoded?.code_id ?? null, ...how });
    this.tell();
  }

  /** The selection has another shape. */
  follow() {
    const { session, selection } = this.desk;
    if (!this.palette.isOpen || this.recoded || !selection?.span || !session.model) return;
    this.span = { ...selection.span };
    this.palette.head(this.heading(session.model));
    this.tell();
  }

  /** Say to who wants to know for which words a code is wanted. */
  tell() {
    for (const feature of this.desk.features) if (this.span) feature.picking?.(this.span);
  }

  /** @param {import("../source/model.js").Model} model @returns {import("./palette.js").Book} */
  book(model) {
    const { pass, session } = this.desk;
    const home = this.proposes ? (model.codes.get(NEW_CODES) ?? null) : null;
    return { codes: model.codes, recent: this.recent(), pass, choices: model.attributes, presets: session.presets, home };
  }

  /** @param {import("../source/model.js").Model} model */
  heading(model) {
    const { words, pass } = this.desk;
    const span = /** @type {Span} */ (this.span);
    const code = this.recoded && model.codes.get(this.recoded.code_id);
    return [
      ...(code ? [words("palette_recode", { code: code.label })] : []),
      this.sizeOf(model, span),
      ...(pass ? [words(`pass_${pass}`)] : []),
    ];
  }

  /** How much a span holds, in words. @param {import("../source/model.js").Model} model @param {Span} span */
  sizeOf(model, span) {
    const { words } = this.desk;
    const text = model.text.slice(span.start, span.end);
    const turns = model.turnsIn(span).length;
    const snapped = widenToWords(model.text, span);
    const isExact = snapped.start !== span.start || snapped.end !== span.end;
    const size = isExact ? words("palette_characters", { count: [...text].length }) : words("palette_words", { count: (text.match(/[\p{L}\p{N}]\S*/gu) ?? []).length });
    return turns > 1 ? words("palette_over", { size, count: turns }) : size;
  }

  /** Ids of the codes used last that can be given now. */
  recent() {
    const { session, pass } = this.desk;
    return (session.model && session.recent?.among(session.model.codes, pass)) ?? [];
  }

  /** Give what was picked in the palette. @param {import("./palette.js").Picked[]} picked */
  give(picked) {
    const { recoded, span } = this;
    this.palette.close();
    const { session } = this.desk;
    const chosen = picked.map(({ code, values }) => ({ code_id: code.isNew ? session.proposeCode(code.label, { inVivo: code.isInVivo }) : code.id, values }));
    if (recoded) {
      if (chosen[0].code_id !== recoded.code_id) session.change(recoded.id, { code_id: chosen[0].code_id });
    } else if (span) this.apply(span, chosen);
  }

  /** Give a code with what was last said beside it. @param {string} codeId */
  giveOne(codeId) {
    const { session, selection } = this.desk;
    const code = session.model?.codes.get(codeId);
    if (!code || !selection?.span) return;
    this.palette.close();
    this.apply(selection.span, [{ code_id: codeId, values: session.presets?.of(session.model?.attributes, code) ?? {} }]);
  }

  /** @param {Span} span @param {{code_id: string, values: import("../source/attributes.js").Values}[]} chosen */
  apply(span, chosen) {
    const { session, bar, words } = this.desk;
    for (const { code_id, values } of chosen) session.presets?.keep(code_id, values);
    session.applyAll(span, chosen.map(({ code_id, values }) => ({ code_id, ...values })));
    bar.mention(words("applied", { codes: chosen.map((one) => this.nameOf(one)).join(" + ") }));
  }

  /** @param {{code_id: string, values: import("../source/attributes.js").Values}} chosen */
  nameOf({ code_id, values }) {
    const { model } = this.desk.session;
    const said = shortNames(model?.attributes, values);
    const label = model?.codes.get(code_id)?.label ?? code_id;
    return said.length ? `${label} (${said.join(", ")})` : label;
  }

  /** Tick the code at hand, to give it with others. */
  tick() {
    if (!this.palette.isOpen || this.recoded) return false;
    this.palette.tick(this.palette.current);
    return true;
  }

  /** @param {number} at */
  giveRecent(at) {
    if (this.palette.isOpen) {
      this.palette.pickNumber(at);
      return true;
    }
    const code = this.recent()[at];
    if (!code || !this.desk.editable || !this.desk.selection?.span) return false;
    this.giveOne(code);
    return true;
  }

  /** Set the next value of an attribute: of the code at hand in the palette, or of the coding that is open. @param {string} name @param {1 | -1} step */
  cycle(name, step) {
    if (this.palette.isOpen) return this.palette.cycle(name, step);
    const { session } = this.desk;
    const coding = /** @type {any} */ (this.desk.activeOfMine());
    const { codes, attributes } = session.model ?? {};
    if (!coding || !this.desk.editable || !codes?.get(coding.code_id)?.attributes.includes(name) || !attributes[name]?.length) return false;
    session.change(coding.id, { [name]: nextValue(attributes, name, coding[name] ?? null, step) });
    return true;
  }

  /** Say nothing beside the code at hand, or the coding that is open. */
  clearValues() {
    if (this.palette.isOpen) return this.palette.clearValues();
    const { session } = this.desk;
    const coding = /** @type {any} */ (this.desk.activeOfMine());
    const set = Object.keys(session.model?.attributes ?? {}).filter((name) => coding && coding[name] !== null && coding[name] !== undefined);
    if (!set.length || !this.desk.editable) return false;
    session.change(coding.id, Object.fromEntries(set.map((name) => [name, null])));
    return true;
  }
}
