/** More like this: places of the source that resemble what is selected or coded, gone through one by one. */

import { button, element, icon } from "../dom.js";
import { note, Question, whysOf } from "../source/suggestions.js";
import { Marks } from "../text/marks.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/suggestions.js").Reason} Reason */
/** @typedef {{start: number, end: number, reasons: Reason[]}} Hit In UTF-16 units. */

export class Similar {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const { words } = desk;
    /** @type {Hit[]} */
    this.hits = [];
    this.now = 0;
    /** The code that places are to be given; null where one is chosen at each. @type {string | null} */
    this.code = null;
    this.isOn = false;
    this.marks = { all: new Marks("cp-alike"), now: new Marks("cp-alike-now", 1) };
    this.question = new Question((answer) => this.take(answer));
    this.title = element("strong", { class: "cp-similar-title" });
    this.count = element("span", { class: "cp-search-count", role: "status" });
    this.why = element("span", { class: "cp-similar-why" });
    const step = (/** @type {string} */ key, /** @type {1 | -1} */ by, /** @type {"up" | "down"} */ sign) => button(words(key), () => this.step(by), { class: "cp-tool" }, icon(sign));
    this.steps = [step("similar_previous", -1, "up"), step("similar_next", 1, "down")];
    this.accepting = button("", () => this.accept(), { class: "cp-button" });
    this.rejecting = button(words("similar_reject"), () => this.reject(), { class: "cp-button" });
    this.panel = element("section", { class: "cp-similar", "aria-label": words("similar_name"), hidden: true },
      this.title, this.count, ...this.steps, this.accepting, this.rejecting,
      button(words("close"), () => this.close(), { class: "cp-plain" }, icon("close")),
      this.why,
    );
    desk.bar.rows.append(this.panel);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [
      { id: "similar", group: "move", keys: ["g", "Alt+g"], anywhere: true, inPalette: true, run: () => this.find() },
      { id: "similar_next", group: "move", keys: ["."], anywhere: true, run: () => this.isOpen && this.step(1) },
      { id: "similar_previous", group: "move", keys: [","], anywhere: true, run: () => this.isOpen && this.step(-1) },
      { id: "similar_accept", group: "code", keys: ["+"], when: "free", anywhere: true, run: () => this.isOpen && this.accept() },
      { id: "similar_reject", group: "code", keys: ["-"], when: "free", anywhere: true, run: () => this.isOpen && this.reject() },
    ];
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  get url() {
    return `${this.desk.session.url}/suggestions`;
  }

  /** Find more like the coding that is open or at the words selected, or like these words. */
  find() {
    const { desk } = this;
    const { model } = desk.session;
    if (!this.isOn || !model) return false;
    const pattern = this.pattern(model);
    if (!pattern) {
      desk.bar.mention(desk.words("similar_first"));
      return true;
    }
    this.code = "code_id" in pattern ? pattern.code_id : null;
    desk.palette.close();
    desk.card.close();
    desk.selection?.clear();
    const label = this.code && model.codes.get(this.code)?.label;
    this.title.textContent = label ? desk.words("similar_code", { code: label }) : desk.words("similar_words");
    this.accepting.textContent = desk.words(this.code ? "similar_accept" : "similar_choose");
    this.panel.hidden = false;
    this.set([]);
    this.count.textContent = desk.words("suggest_preparing");
    desk.scroller.focus({ preventScroll: true });
    this.question.ask(`${this.url}/similar`, { ...model.wireOf(pattern), code: this.code });
    return true;
  }

  /** @param {import("../source/model.js").Model} model @returns {{start: number, end: number, code_id: string} | {start: number, end: number} | null} */
  pattern(model) {
    const { card, selection, visit, palette, picking } = this.desk;
    const open = model.shown.get(card.id ?? "");
    const span = selection?.span ?? (palette.isOpen ? picking.span : null);
    if (!span) {
      const at = visit.caretAt();
      return open ?? (at === null ? null : (model.codingsAt(at)[0] ?? null));
    }
    const around = model.codingsIn(span).filter((coding) => model.isMine(coding) && coding.start <= span.start && span.end <= coding.end);
    return around.length === 1 ? { ...span, code_id: around[0].code_id } : span;
  }

  /** @param {import("../source/suggestions.js").Answer} answer */
  take({ state, places, text_version_id: version, model: lemmas }) {
    const { session, words, view } = this.desk;
    const { model } = session;
    if (!model || !view || !this.isOpen || state === "preparing") return;
    if (state !== "ready" || version !== model.source.text_version_id) {
      this.close();
      if (state === "blind") this.desk.bar.mention(words("suggest_blind"));
      return;
    }
    this.panel.title = words("suggest_model", { model: lemmas.name, version: lemmas.version });
    this.set(places.map(({ reasons, ...wire }) => ({ ...model.spanOf(wire), reasons })));
    if (!this.hits.length) this.count.textContent = words("similar_none");
    else if (this.code) note(this.url, [this.code], "similar", "shown");
  }

  /** @param {Hit[]} hits @param {number} [now] */
  set(hits, now = 0) {
    const { view } = this.desk;
    this.hits = hits;
    this.now = now < hits.length ? now : 0;
    if (view) this.marks.all.set(view, hits);
    this.desk.onMarks?.("alike", hits);
    this.show();
  }

  /** Go to the place whose turn it is. */
  show() {
    const { words, view } = this.desk;
    const hit = this.hits[this.now];
    this.count.textContent = hit ? words("similar_count", { n: this.now + 1, of: this.hits.length }) : "";
    this.why.textContent = hit ? whysOf(hit.reasons, words) : "";
    for (const part of [...this.steps, this.accepting, this.rejecting]) part.disabled = !hit;
    if (!view) return;
    if (hit) {
      view.scrollTo(hit.start);
      this.desk.aloud.found(hit, this.why.textContent ?? "");
    }
    this.marks.now.set(view, hit ? [hit] : []);
  }

  /** @param {1 | -1} by */
  step(by) {
    if (!this.hits.length) return false;
    this.now = (this.now + by + this.hits.length) % this.hits.length;
    this.show();
    return true;
  }

  /** Give the place the code; where there is none, let one be chosen. */
  accept() {
    const { code } = this;
    const { editable, session, picking } = this.desk;
    const hit = this.hits[this.now];
    if (!hit || !editable) return false;
    if (code) {
      note(this.url, [code], "similar", "accepted");
      const { attributes, codes } = session.model ?? {};
      picking.apply({ start: hit.start, end: hit.end }, [{ code_id: code, values: session.presets?.of(attributes, codes?.get(code)) ?? {} }]);
      this.leaveOut(hit);
    } else this.choose(hit);
    return true;
  }

  /** Let a code be chosen for a place; it stays in view. @param {Hit} hit */
  choose(hit) {
    const { scroller, selection, palette, picking } = this.desk;
    scroller.focus({ preventScroll: true });
    selection?.take({ start: hit.start, end: hit.end });
    if (!palette.isOpen) picking.code(true);
  }

  reject() {
    const hit = this.hits[this.now];
    if (!hit) return false;
    if (this.code) note(this.url, [this.code], "similar", "rejected");
    this.leaveOut(hit);
    return true;
  }

  /** Go on to the place after one that is answered. @param {Hit} hit */
  leaveOut(hit) {
    const now = this.hits.indexOf(hit);
    this.set(this.hits.filter((other) => other !== hit), now);
    if (!this.hits.length) this.count.textContent = this.desk.words("similar_done");
  }

  close() {
    this.question.drop();
    this.panel.hidden = true;
    this.hits = [];
    for (const marks of Object.values(this.marks)) marks.clear();
    this.desk.onMarks?.("alike", []);
    if (this.panel.contains(document.activeElement)) this.desk.scroller.focus({ preventScroll: true });
  }

  /** @param {import("../source/model.js").Model} _model @param {any} document */
  opened(_model, document) {
    this.isOn = Boolean(document.suggests && document.rights?.code !== false);
    if (this.isOpen) this.close();
  }

  painted() {
    const { view } = this.desk;
    if (!this.hits.length || !view) return;
    this.marks.all.paint(view);
    this.marks.now.paint(view);
  }

  leave() {
    const isFirst = this.panel.contains(document.activeElement) || !(this.desk.card.isOpen || this.desk.selection?.span);
    if (!this.isOpen || !isFirst) return false;
    this.close();
    return true;
  }

  destroy() {
    this.question.drop();
    for (const marks of Object.values(this.marks)) marks.clear();
  }
}
