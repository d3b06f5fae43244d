/** What one has read: a mark at every turn, how far one has come in the bar, and marking up to here. */

import { button } from "../dom.js";
import { progressOf, readTurns } from "../source/progress.js";
import { choose } from "./choice.js";

/** @typedef {import("../desk.js").Desk} Desk */

const REST = 250;

export class Reading {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Set<number>} Numbers of the turns that are marked. */
    this.read = new Set();
    this.button = button("", () => this.offer(), { class: "cp-progress", hidden: true, "aria-haspopup": "menu" });
    desk.bar.aside.append(this.button);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [
      { id: "read_here", group: "change", keys: ["l"], anywhere: true, run: () => this.markHere(true) },
      { id: "unread_here", group: "change", keys: ["Shift+l"], anywhere: true, run: () => this.markHere(false) },
    ];
  }

  /** @param {import("../source/model.js").Model} _model @param {any} document */
  opened(_model, document) {
    const { session, view } = this.desk;
    this.button.hidden = !document.visit;
    if (!document.visit || !view) return;
    this.read = readTurns(document.visit.read_turns, session.outbox?.operations() ?? []);
    this.show();
  }

  /** Turns up to where one is are read; or those from here on are not. @param {boolean} isRead */
  markHere(isRead) {
    const { view, visit, session, bar, words } = this.desk;
    const turns = session.model?.turns ?? [];
    if (this.button.hidden || !view || !turns.length) return false;
    const here = isRead ? (visit.turnMarked() ?? view.lastInView()) : visit.turnNow();
    const [first, last] = isRead ? [turns[0], here] : [here, turns[turns.length - 1]];
    this.mark(first.n, last.n, isRead);
    bar.mention(words(isRead ? "read_to" : "unread_from", { n: here.n }));
    return true;
  }

  /** @param {number} first @param {number} last @param {boolean} read */
  mark(first, last, read) {
    this.read = readTurns([...this.read].map((n) => [n, n]), [/** @type {any} */ ({ kind: "read", first, last, read })]);
    this.desk.session.markRead(first, last, read);
    this.show();
  }

  show() {
    const { view, session } = this.desk;
    if (!view || !session.model) return;
    this.made(session.model.turns.filter(({ index }) => view.rows.made[index]));
    this.count();
  }

  /** @param {import("../source/model.js").Turn[]} turns */
  made(turns) {
    for (const { index, n } of turns) this.desk.view?.rows.made[index].classList.toggle("cp-read", this.read.has(n));
  }

  count() {
    const { session, words } = this.desk;
    if (!session.model || this.button.hidden) return;
    const label = words("progress", progressOf(session.model, this.read, this.desk.pass));
    if (this.button.textContent !== label) this.button.textContent = label;
  }

  changed() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.count(), REST);
  }

  offer() {
    const { root, words, session } = this.desk;
    const turns = session.model?.turns ?? [];
    const [first, last] = [turns[0]?.n ?? 1, turns[turns.length - 1]?.n ?? 0];
    choose({
      root,
      label: words("read_marks"),
      anchor: this.button.getBoundingClientRect(),
      options: [
        { label: words("command_read_here"), run: () => this.markHere(true) },
        { label: words("read_all"), run: () => this.mark(first, last, true) },
        { label: words("read_none"), run: () => this.mark(first, last, false) },
      ],
    });
  }

  destroy() {
    clearTimeout(this.resting);
  }
}
