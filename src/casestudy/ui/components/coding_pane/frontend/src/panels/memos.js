/** The memos of a source beside its text, in reading order, and a mark at every turn that has some. */

import { button, element, icon } from "../dom.js";
import { groupsOf } from "../source/memo_groups.js";
import { keyOf } from "../source/memos.js";
import { Marks } from "../text/marks.js";
import { Thread } from "./thread.js";
import { Writing } from "./writing.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/memos.js").Target} Target */
/** @typedef {import("../source/memo_groups.js").Group} Group */

export class MemoPanel {
  /** @param {Desk} desk @param {string} language */
  constructor(desk, language) {
    this.desk = desk;
    const { words, editable } = desk;
    this.marks = new Marks("cp-noted");
    /** @type {Map<string, import("../source/memos.js").Memo> | undefined} The memos that are marked. */
    this.marked = undefined;
    /** @type {{target: Target, writing: Writing} | null} What is being written about. */
    this.now = null;
    this.thread = new Thread({
      words, language, editable,
      edits: () => desk.session.edits,
      onEdit: (id, body) => desk.session.editMemo(id, body),
      onRemove: (id) => desk.session.removeMemo(id),
      onRefill: () => this.fill(),
    });
    this.list = element("div", { class: "cp-memo-groups" });
    const onSource = editable ? button(words("memo_on_source"), () => this.write({ target_kind: "source" }), { class: "cp-button" }) : null;
    this.panel = element("aside", { class: "cp-side cp-memos", "aria-label": words("memos"), hidden: true },
      element("header", { class: "cp-side-head" }, element("h3", { text: words("memos") }), button(words("close"), () => this.toggle(false), { class: "cp-plain" }, icon("close"))),
      onSource, this.list,
    );
    this.count = element("span", { class: "cp-badge", "aria-hidden": "true" });
    this.button = button(words("memos"), () => this.toggle(), { class: "cp-tool", "aria-expanded": "false" }, icon("memo"), this.count);
    desk.bar.panel.before(this.button);
    desk.root.querySelector(".cp-main")?.append(this.panel);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [
      { id: "memo", group: "change", keys: ["k", "Alt+k"], anywhere: true, run: () => this.begin() },
      { id: "memos", group: "show", keys: ["Shift+k"], anywhere: true, run: () => this.toggle() },
    ];
  }

  /** @param {boolean} [shows] */
  toggle(shows = Boolean(this.panel.hidden)) {
    this.panel.hidden = !shows;
    this.button.setAttribute("aria-expanded", String(shows));
    if (shows) {
      this.desk.togglePanel(false);
      this.fill();
    } else {
      this.now = null;
      this.desk.scroller.focus({ preventScroll: true });
    }
  }

  /** Write about the open coding, the selected words, or the turn one is at. */
  begin() {
    const { card, selection, session, visit, view, editable } = this.desk;
    if (!editable || !view || !session.model) return false;
    if (card.isOpen) card.write();
    else if (selection?.span) this.write({ target_kind: "segment", ...session.model.wireOf(selection.span) });
    else this.write({ target_kind: "turn", turn: visit.turnNow().n });
    return true;
  }

  /** @param {Target} target */
  write(target) {
    const { session, words } = this.desk;
    const writing = new Writing({
      words,
      label: words("memo_write"),
      send: words("memo_send"),
      body: session.draftOf(target),
      onDraft: (body) => session.draft(target, body),
      onSend: (body) => {
        this.now = null;
        session.memo(target, body);
      },
      onLeave: () => {
        this.now = null;
        session.draft(target, "");
        this.fill();
        this.desk.scroller.focus({ preventScroll: true });
      },
    });
    this.now = { target, writing };
    this.desk.palette.close();
    if (this.panel.hidden) this.toggle(true);
    else this.fill();
    writing.panel.scrollIntoView({ block: "nearest" });
    writing.write();
  }

  /** The groups to show: those with memos, with drafts, and the one written about. */
  groups() {
    const { session } = this.desk;
    const extra = [...session.draftTargets(), ...(this.now ? [this.now.target] : [])];
    return session.model ? groupsOf(session.model, extra) : [];
  }

  fill() {
    if (this.panel.hidden || !this.desk.session.model) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const isInside = this.list.contains(focused);
    const groups = this.groups();
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    if (!groups.length) this.list.append(element("p", { class: "cp-hint", text: this.desk.words("memos_none") }));
    if (!isInside) return;
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    else /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-focus="${CSS.escape(focused?.dataset.focus ?? "")}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Group} group */
  group({ target, at, notes }) {
    const { words, editable, session } = this.desk;
    const key = keyOf(target);
    const model = /** @type {import("../source/model.js").Model} */ (session.model);
    const isNow = this.now && keyOf(this.now.target) === key;
    const draft = session.draftOf(target);
    const more = isNow || !editable ? null : button(words(draft ? "memo_draft" : "memo_more"), () => this.writeOn(target), { class: "cp-note-act", "data-focus": `more-${key}` });
    return element("section", { class: "cp-memo-group", "data-target": key },
      button(this.nameOf(target), () => this.go(target, at), { class: "cp-memo-place", "data-focus": `go-${key}` }),
      this.thread.list(model, notes),
      isNow ? /** @type {any} */ (this.now).writing.panel : more,
    );
  }

  /** @param {Target} target */
  writeOn(target) {
    if (target.target_kind === "coding") {
      this.desk.visit.reveal(target.coding_id, true);
      requestAnimationFrame(() => this.desk.card.write());
    } else this.write(target);
  }

  /** @param {Target} target @param {number | null} at */
  go(target, at) {
    const { visit, session } = this.desk;
    if (target.target_kind === "coding") visit.reveal(target.coding_id, false);
    else if (target.target_kind === "segment" && session.model) visit.point(session.model.spanOf(target));
    else if (at !== null) visit.stand(at);
  }

  /** @param {Target} target */
  nameOf(target) {
    const { words, session } = this.desk;
    const model = /** @type {import("../source/model.js").Model} */ (session.model);
    if (target.target_kind === "source") return words("memo_of_source");
    if (target.target_kind === "turn") return words("memo_of_turn", { n: target.turn, speaker: model.turnNumbered(target.turn)?.speaker || words("no_speaker") });
    if (target.target_kind === "coding") {
      const coding = model.shown.get(target.coding_id);
      return words("memo_of_coding", { code: model.codes.get(coding?.code_id ?? "")?.label ?? "", n: model.turnAt(coding?.start ?? 0).n });
    }
    const { start, end } = model.spanOf(target);
    return words("memo_of_words", { words: shortened(model.text.slice(start, end)) });
  }

  /** Marks at the turns and under the words that have memos. */
  mark() {
    const { session, view, words } = this.desk;
    const { model } = session;
    if (!model || !view) return;
    const memos = model.memos.inOrder(model);
    this.marks.set(view, memos.flatMap(({ target }) => (target.target_kind === "segment" ? [model.spanOf(target)] : [])));
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const { target } of memos) {
      const turn = target.target_kind === "turn" ? model.turnNumbered(target.turn) : target.target_kind === "segment" ? model.turnAt(model.offsets.toUnits(target.start)) : undefined;
      if (turn) counts.set(turn.index, (counts.get(turn.index) ?? 0) + 1);
    }
    for (const mark of view.body.querySelectorAll(".cp-turn-memos")) mark.remove();
    for (const [index, count] of counts) {
      const mark = button(words("turn_memos", { count, n: model.turns[index].n }), () => this.open(index), { class: "cp-turn-memos", tabindex: -1 }, icon("memo"));
      view.places.turnElement(index).firstElementChild?.append(mark);
    }
    this.count.textContent = model.memos.shown.size ? String(model.memos.shown.size) : "";
  }

  /** Show the memos at a turn. @param {number} index */
  open(index) {
    this.toggle(true);
    const { model } = this.desk.session;
    const group = this.groups().find(({ at }) => at !== null && model?.turnAt(at).index === index);
    const key = group && keyOf(group.target);
    const section = [...this.list.children].find((child) => /** @type {HTMLElement} */ (child).dataset.target === key);
    section?.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null | undefined} */ (section?.firstElementChild)?.focus({ preventScroll: true });
  }

  opened() {
    this.marked = undefined;
    this.changed();
  }

  changed() {
    const { model } = this.desk.session;
    if (model && this.marked !== model.memos.shown) this.mark();
    this.marked = model?.memos.shown;
    this.fill();
  }

  painted() {
    if (this.desk.view) this.marks.paint(this.desk.view);
  }

  leave() {
    if (!this.panel.contains(document.activeElement)) return false;
    this.desk.scroller.focus({ preventScroll: true });
    if (this.now && !this.now.writing.field.value.trim()) {
      this.now = null;
      this.fill();
    }
    return true;
  }

  destroy() {
    this.marks.clear();
  }
}

const MOST_WORDS = 80;

/** @param {string} words */
function shortened(words) {
  const letters = [...words.replace(/\s+/g, " ")];
  return letters.length > MOST_WORDS ? `${letters.slice(0, MOST_WORDS).join("")} …` : letters.join("");
}
