/** Correcting what is said in a turn: a window with its words, what is changed in them, and whom it touches. */

import { button, element, icon } from "../dom.js";
import { editsOf, shortened, touchedBy } from "../source/corrections.js";
import { ask, isLostContact, Refusal } from "../source/sync.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/model.js").Model} Model */

/** Refusals after which the text has to be fetched anew. */
const OTHER_TEXT = new Set(["correction.meanwhile", "text_changed"]);
const LONGEST_REASON = 500;

export class Correct {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const { words } = desk;
    this.number = 0;
    this.was = "";
    this.request = "";
    this.isBusy = false;
    /** @type {Map<number, {text: string, reason: string}>} What was typed and not saved, by turn. */
    this.left = new Map();
    this.about = element("p", { class: "cp-hint" });
    /** @type {HTMLTextAreaElement} */
    this.field = element("textarea", { class: "cp-correct-field", "aria-label": words("correct_words"), autofocus: true, on: { input: () => this.typed() } });
    this.shown = element("p", { class: "cp-correct-shown", role: "group", "aria-label": words("correct_shown") });
    this.touched = element("p", { class: "cp-hint", role: "status" });
    /** @type {HTMLInputElement} */
    this.reason = element("input", { class: "cp-correct-reason", type: "text", maxlength: LONGEST_REASON, "aria-label": words("correct_reason"), placeholder: words("correct_reason"), autocomplete: "off" });
    this.refused = element("p", { class: "cp-correct-refused", role: "alert", hidden: true });
    this.saves = button(words("correct_save"), () => this.save(), { class: "cp-button cp-main-button" });
    this.dialog = this.makeDialog();
    desk.root.append(this.dialog);
    this.tool = button(words("correct"), () => this.open(), { class: "cp-tool", hidden: true }, icon("pencil"));
    desk.bar.undo.before(this.tool);
    this.warn = (/** @type {BeforeUnloadEvent} */ event) => this.left.size && event.preventDefault();
    window.addEventListener("beforeunload", this.warn);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [{ id: "correct", group: "change", keys: ["e", "Alt+e"], anywhere: true, run: () => this.open() }];
  }

  /** @returns {HTMLDialogElement} */
  makeDialog() {
    const { words } = this.desk;
    const close = () => this.dialog.close();
    return element("dialog", {
      class: "cp-correct",
      "aria-label": words("correct"),
      on: {
        close: () => this.back(),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
          else if (event.key === "Enter" && event.target === this.reason) event.preventDefault();
        },
      },
    },
      element("header", { class: "cp-card-head" }, element("h3", { text: words("correct") }), button(words("close"), close, { class: "cp-plain" }, icon("close"))),
      this.about, this.field, this.shown, this.touched, this.reason, this.refused,
      element("div", { class: "cp-correct-actions" }, this.saves, button(words("writing_leave"), () => this.drop(), { class: "cp-button" })),
    );
  }

  back() {
    const { bar, scroller, words } = this.desk;
    scroller.focus({ preventScroll: true });
    if (this.left.has(this.number)) bar.mention(words("correct_kept"));
  }

  /** A source is there (anew): whoever is writing sees the turn as it is now. @param {Model} model @param {any} document */
  opened(model, document) {
    this.tool.hidden = !(this.desk.editable && document.rights?.correct);
    if (!this.dialog.open) return;
    const now = this.wordsIn(model);
    if (now === this.was) return;
    // The answer to saving it was lost on the way.
    if (now === this.field.value.trim()) {
      this.drop();
      return;
    }
    if (this.field.value === this.was) this.field.value = now;
    else this.refuse(this.desk.words("correct_other"));
    this.was = now;
    this.show();
  }

  /** @param {Model} model */
  wordsIn(model) {
    const turn = model.turnNumbered(this.number);
    return turn ? model.text.slice(turn.start, turn.end) : "";
  }

  open() {
    const { model } = this.desk.session;
    if (!model || !this.desk.view || this.tool.hidden) return false;
    const turn = this.desk.visit.turnNow();
    this.number = turn.n;
    this.was = this.wordsIn(model);
    const left = this.left.get(turn.n);
    this.about.textContent = this.desk.words("correct_turn", { n: turn.n, speaker: turn.speaker || this.desk.words("no_speaker") });
    this.field.value = left?.text ?? this.was;
    this.reason.value = left?.reason ?? "";
    this.refused.hidden = true;
    this.request = crypto.randomUUID();
    this.desk.palette.close();
    this.desk.card.close();
    this.dialog.showModal();
    this.show();
  }

  typed() {
    this.request = crypto.randomUUID();
    this.refused.hidden = true;
    this.show();
  }

  /** Mark what is changed, and say whose codings it touches. */
  show() {
    const { words, session } = this.desk;
    const model = /** @type {Model} */ (session.model);
    const edits = editsOf(this.was, this.field.value.trim());
    if (edits.length) this.left.set(this.number, { text: this.field.value, reason: this.reason.value });
    else this.left.delete(this.number);
    this.saves.disabled = !edits.length || this.isBusy;
    this.shown.hidden = !edits.length;
    this.shown.replaceChildren(...marked(this.was, edits));
    const turn = model.turnNumbered(this.number);
    const touched = turn ? touchedBy(model, turn, edits) : [];
    const count = touched.reduce((sum, [, of]) => sum + of, 0);
    const who = touched.map(([id, of]) => `${id === model.me.id ? words("correct_you") : model.coders.get(id)} (${of})`).join(", ");
    this.touched.textContent = !edits.length ? "" : count ? words("correct_touches", { count, who }) : words("correct_touches_none");
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  async save() {
    const { session, words } = this.desk;
    if (this.isBusy || this.saves.disabled || !session.model) return;
    this.setBusy(true);
    const body = { request_id: this.request, me: session.model.me.id, text_version_id: session.model.source.text_version_id, turn: this.number, text: this.field.value, reason: this.reason.value };
    try {
      this.saved(await ask(`${session.url}/corrections`, body));
    } catch (error) {
      if (error instanceof Refusal) {
        this.refuse(error.sentence || words("refused"));
        if (OTHER_TEXT.has(error.code)) session.load();
      } else if (isLostContact(error)) this.refuse(words("correct_offline"));
      else throw error;
    } finally {
      this.setBusy(false);
    }
  }

  /** @param {{evidence: number, quotes: number}} answer */
  saved({ evidence, quotes }) {
    const { bar, session, words } = this.desk;
    this.left.delete(this.number);
    this.dialog.close();
    bar.mention(words("correct_saved"));
    if (evidence || quotes) bar.tell(words("correct_rests", { evidence, quotes }));
    session.load();
  }

  /** @param {boolean} isBusy */
  setBusy(isBusy) {
    this.isBusy = isBusy;
    this.saves.disabled = isBusy;
  }

  /** @param {string} sentence */
  refuse(sentence) {
    this.refused.textContent = sentence;
    this.refused.hidden = false;
  }

  /** Leave the turn as it is; what was typed is given up. */
  drop() {
    this.left.delete(this.number);
    this.dialog.close();
  }

  destroy() {
    window.removeEventListener("beforeunload", this.warn);
  }
}

/** What goes and what comes, with the words around it. @param {string} before @param {import("../source/corrections.js").Edit[]} edits @returns {Node[]} */
function marked(before, edits) {
  /** @type {Node[]} */
  const nodes = [];
  let place = 0;
  for (const { start, end, text } of edits) {
    nodes.push(document.createTextNode(shortened(before.slice(place, start), place > 0, true)));
    if (end > start) nodes.push(element("del", { text: before.slice(start, end) }));
    if (text) nodes.push(element("ins", { text }));
    place = end;
  }
  return [...nodes, document.createTextNode(shortened(before.slice(place), true, false))];
}
