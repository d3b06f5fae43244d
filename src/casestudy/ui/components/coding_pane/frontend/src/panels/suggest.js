/**
 * Suggested codes in the palette: a group of its own above the list, of which nothing is ever picked beforehand.
 * They come a moment after the palette; where someone is at work in it by then, they wait to be asked for.
 */

import { button, element, icon, swatch } from "../dom.js";
import { comboName } from "./caps.js";
import { note, Question, whysOf } from "../source/suggestions.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/suggestions.js").CodeSuggestion} CodeSuggestion */
/** @typedef {{start: number, end: number}} Span */

const MOST = 3;

export class Suggest {
  /** @param {Desk} desk @param {() => void} onMore More like the words is wanted. */
  constructor(desk, onMore) {
    this.desk = desk;
    const { words, palette } = desk;
    /** @type {CodeSuggestion[]} */
    this.found = [];
    /** @type {Span | null} In code points. */
    this.span = null;
    /** What has been shown or rejected for which words, as long as the source is open. @type {{shown: Set<string>, rejected: Set<string>}} */
    this.known = { shown: new Set(), rejected: new Set() };
    this.isOn = false;
    this.isTouched = false;
    this.question = new Question((answer) => this.take(answer));
    this.said = element("span", { class: "cp-suggest-said", role: "status" });
    this.showing = button("", () => this.open(), { class: "cp-link", hidden: true });
    this.list = element("ul", { class: "cp-suggest-list" });
    this.more = button(words("similar"), onMore, { class: "cp-link" });
    this.group = element("section", { class: "cp-suggest", "aria-label": words("suggest"), hidden: true },
      element("div", { class: "cp-suggest-head" }, element("h3", { text: words("suggest") }), this.said, this.showing, this.more),
      this.list,
    );
    palette.input.before(this.group);
    palette.panel.addEventListener("pointerenter", () => (this.isTouched = true));
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [
      {
        id: "suggestion",
        group: "code",
        keys: Array.from({ length: MOST }, (_, at) => `Alt+${at + 1}`),
        when: "words",
        isFixed: true,
        anywhere: true,
        inPalette: true,
        run: (event) => this.use(this.found[Number(event.key) - 1]),
      },
    ];
  }

  /** @param {import("../source/model.js").Model} _model @param {any} document */
  opened(_model, document) {
    this.isOn = Boolean(document.suggests && document.rights?.code !== false);
    this.known = { shown: new Set(), rejected: new Set() };
    this.group.hidden = !this.isOn;
    this.desk.palette.panel.classList.toggle("cp-suggesting", this.isOn);
  }

  /** The palette is open for these words, or for others than before. @param {Span} span */
  picking(span) {
    const { model } = this.desk.session;
    const asked = model?.wireOf(span);
    if (!this.isOn || !asked || (this.span?.start === asked.start && this.span.end === asked.end && this.found.length)) return;
    this.span = asked;
    this.isTouched = this.desk.palette.panel.matches(":hover");
    this.fill([]);
    this.said.textContent = "";
    this.question.ask(this.url, { ...asked, pass: this.desk.pass });
  }

  get url() {
    return `${this.desk.session.url}/suggestions`;
  }

  /** @param {import("../source/suggestions.js").Answer} answer */
  take({ state, codes, text_version_id: version, model: lemmas, tried }) {
    const { session, words, palette } = this.desk;
    const { model } = session;
    if (!model || (state === "ready" && version !== model.source.text_version_id)) return;
    const found = codes.filter(({ code_id }) => model.codes.has(code_id) && !this.known.rejected.has(this.keyOf(code_id)));
    this.said.textContent = state === "ready" ? (found.length ? "" : words("suggest_none")) : state === "off" ? "" : words(`suggest_${state}`);
    this.group.title = [
      ...(lemmas.name ? [words("suggest_model", { model: lemmas.name, version: lemmas.version })] : []),
      ...(state === "ready" && !tried ? [words("suggest_untried")] : []),
    ].join(". ");
    const isBusy = this.isTouched || palette.input.value || palette.ticked.size;
    this.fill(found);
    if (isBusy && found.length) this.wait();
    else this.noteShown();
    const names = this.found.map(({ code_id }) => model.codes.get(code_id).label).join(", ");
    if (found.length && palette.isOpen) this.desk.bar.voice.say(words("suggest_aloud", { count: found.length, codes: names }));
  }

  /** Do not move what someone is about to press. */
  wait() {
    this.list.hidden = true;
    this.showing.hidden = false;
    this.showing.textContent = this.desk.words("suggest_show", { count: this.found.length });
  }

  open() {
    this.list.hidden = false;
    this.showing.hidden = true;
    this.noteShown();
    this.list.querySelector("button")?.focus({ preventScroll: true });
  }

  noteShown() {
    const fresh = this.found.map(({ code_id }) => code_id).filter((code) => !this.known.shown.has(this.keyOf(code)));
    for (const code of fresh) this.known.shown.add(this.keyOf(code));
    if (fresh.length) note(this.url, fresh, "segment", "shown");
  }

  /** @param {string} codeId */
  keyOf(codeId) {
    return `${this.span?.start}-${this.span?.end} ${codeId}`;
  }

  /** @param {CodeSuggestion[]} found */
  fill(found) {
    this.found = found;
    this.list.hidden = false;
    this.showing.hidden = true;
    this.list.replaceChildren(...found.map((one, at) => this.row(one, at)));
  }

  /** @param {CodeSuggestion} one @param {number} at */
  row(one, at) {
    const { session, words, palette } = this.desk;
    const code = session.model?.codes.get(one.code_id);
    const why = whysOf(one.reasons, words);
    const about = one.trial ? `${why}. ${words("why_trial", { ...one.trial })}` : why;
    const tell = () => (palette.about.textContent = about);
    const whyId = `${palette.options.list.id}-why-${at}`;
    return element("li", { class: "cp-suggestion", on: { pointerenter: tell, focusin: tell } },
      button(words("suggest_take", { code: code.label }), () => this.use(one), { class: "cp-suggestion-take", "aria-describedby": whyId, title: "" },
        swatch(code.colour),
        element("span", { class: "cp-suggestion-name", text: code.label }),
        element("kbd", { text: comboName(words, `Alt+${at + 1}`) }),
        element("span", { class: "cp-suggestion-why", id: whyId, text: why }),
      ),
      button(words("suggest_reject", { code: code.label }), () => this.reject(one), { class: "cp-plain" }, icon("close")),
    );
  }

  /** Give a suggested code, with those that are ticked. @param {CodeSuggestion | undefined} one */
  use(one) {
    const { session, palette } = this.desk;
    const code = one && session.model?.codes.get(one.code_id);
    if (!code || !palette.isOpen) return false;
    note(this.url, [code.id], "segment", "accepted");
    const ticked = palette.isSingle ? [] : [...palette.ticked.codes.values()].filter(({ id }) => id !== code.id);
    palette.onPick([...ticked, code].map((each) => ({ code: each, values: palette.valuesOf(each) })));
    return true;
  }

  /** @param {CodeSuggestion} one */
  reject(one) {
    this.known.rejected.add(this.keyOf(one.code_id));
    note(this.url, [one.code_id], "segment", "rejected");
    this.fill(this.found.filter((other) => other !== one));
    this.desk.palette.input.focus({ preventScroll: true });
  }

  closed() {
    this.question.drop();
    this.span = null;
    this.fill([]);
  }

  destroy() {
    this.question.drop();
  }
}
