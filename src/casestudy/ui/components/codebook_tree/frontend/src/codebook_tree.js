/** The tree of codes: what is seen, what is chosen, and how moves reach the server. */

import { sessionStorageOf } from "../../../browser/storage.js";
import { wordsOf } from "../../../browser/words.js";
import { Book } from "./book.js";
import { Drag } from "./drag.js";
import { Frame } from "./frame.js";
import { Keys } from "./keys.js";
import { family, isFiltered, linesOf } from "./lines.js";
import { step } from "./moving.js";
import { Opened } from "./opened.js";
import { Outbox } from "./outbox.js";
import { Rows } from "./rows.js";
import { wordsIn } from "./searching.js";
import { Several } from "./several.js";
import { Toolbar } from "./toolbar.js";

/** @typedef {import("./tree.js").Data} Data */
/** @typedef {import("./tree.js").Message} Message */
/** @typedef {import("./book.js").Target} Target */

/** How long a move rests before it is sent, so that steps by key become one, in milliseconds. */
const REST = 450;
/** How long an answer is waited for before all is sent again, in milliseconds. */
const PATIENCE = 6000;

export class CodebookTree {
  /** @param {Data} data */
  constructor(data) {
    this.words = wordsOf(data.strings);
    this.editable = data.editable;
    const storage = sessionStorageOf(window);
    this.outbox = new Outbox(storage, data.member);
    this.opened = new Opened(storage, data.member, data.codes);
    this.several = new Several(this);
    /** @type {import("./lines.js").View} */
    this.view = { open: this.opened.ids, query: "", wanted: "all", retired: false };
    this.book = this.confirmed = new Book([]);
    /** @type {import("./lines.js").Line[]} */
    this.lines = [];
    /** @type {string | null} */
    this.chosen = null;
    this.focused = "";
    /** Whether the list has the focus, or had it when the page took the list away. */
    this.isHeld = false;
    this.n = data.seen;
    /** @type {(message: Message) => void} */
    this.send = () => {};
    this.tools = new Toolbar(this);
    this.frame = new Frame(this.words, this.tools.root, this.editable, {
      click: (event) => this.#click(event),
      focusin: (event) => this.#focusIn(event),
      focusout: (event) => this.#focusOut(event),
      scroll: () => this.#keepTop(),
      unpick: () => this.several.pick(false),
    });
    this.root = this.frame.root;
    this.list = this.frame.list;
    this.rows = new Rows(this.list, this.words);
    this.drag = new Drag(this);
    this.keys = new Keys(this);
  }

  /** @param {HTMLElement} parent */
  mount(parent) {
    parent.append(this.root);
    if (this.top) this.list.scrollTop = this.top;
    if (this.isHeld && document.activeElement === document.body) this.rows.node(this.focused)?.focus({ preventScroll: true });
  }

  #keepTop() {
    this.top = this.list.scrollTop;
  }

  show() {
    this.root.hidden = false;
    if (this.top) this.list.scrollTop = this.top;
    else if (this.chosen) this.#see(this.chosen);
  }

  destroy() {
    clearTimeout(this.timer);
    this.root.remove();
  }

  /** The page has drawn itself. @param {Data} data @param {(message: Message) => void} send */
  update(data, send) {
    this.send = send;
    const refusals = this.outbox.settle(data.answers);
    this.confirmed = new Book(data.codes);
    // A newer choice is on its way to the page; what the page says is old.
    if (data.seen >= this.n) this.#adopt(data);
    this.draw();
    if (refusals.length) this.frame.refuse(refusals.join(" "));
    if (this.outbox.size) this.#later(this.outbox.isUnsent ? REST : PATIENCE);
  }

  /** Take what the page says is chosen. @param {Data} data */
  #adopt({ chosen, ticked }) {
    this.several.adopt(ticked);
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    if (chosen === null || !this.confirmed.codes.has(chosen)) return;
    if (this.confirmed.code(chosen).status === "retired") this.view.retired = true;
    this.opened.add(this.confirmed.above(chosen));
    this.focused = chosen;
    this.draw();
    this.#see(chosen);
  }

  draw() {
    this.book = this.confirmed.moved(this.outbox.waiting);
    this.several.keepOnly(this.book.codes);
    this.lines = linesOf(this.book, this.view);
    if (!this.lineOf(this.focused)) this.focused = this.#standIn();
    this.rows.draw(this.book, this.lines, {
      chosen: this.chosen,
      ticked: this.several.ids,
      focused: this.focused,
      pending: new Set(this.outbox.waiting.map(({ code }) => code)),
      sought: wordsIn(this.view.query),
    });
    this.tools.draw();
    this.frame.draw(this.several.isOn, this.several.ids.size, this.lines.length === 0);
    this.root.classList.toggle("bt-movable", this.canMove);
  }

  /** The line that stands for one that is not seen. */
  #standIn() {
    const above = this.book.codes.has(this.focused) ? this.book.above(this.focused) : [];
    return [...above, this.chosen ?? ""].find((id) => this.lineOf(id)) ?? this.lines[0]?.id ?? "";
  }

  /** @param {string} id */
  lineOf(id) {
    return this.lines.find((line) => line.id === id);
  }

  get isFiltered() {
    return isFiltered(this.view);
  }

  get canMove() {
    return this.editable && !this.isFiltered;
  }

  /** @param {string} id */
  #see(id) {
    this.rows.node(id)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} id */
  focus(id) {
    this.focused = id;
    this.draw();
    const node = this.rows.node(id);
    node?.focus({ preventScroll: true });
    node?.scrollIntoView({ block: "nearest" });
  }

  /** Where focus went when it left the list; nowhere, where the page took the list away. @param {FocusEvent} event */
  #focusOut({ relatedTarget }) {
    setTimeout(() => {
      if (this.root.isConnected && relatedTarget !== null) this.isHeld = this.list.contains(document.activeElement);
    });
  }

  /** @param {FocusEvent} event */
  #focusIn({ target }) {
    this.isHeld = true;
    const id = target instanceof HTMLElement ? target.dataset.code : undefined;
    if (!id || id === this.focused) return;
    this.focused = id;
    this.draw();
  }

  /** From the search into the tree. @param {boolean} chooses */
  enter(chooses) {
    const first = this.lines.find(({ isFound }) => isFound);
    if (!first) return;
    this.focus(first.id);
    if (chooses) this.choose(first.id);
  }

  /** The search has changed. */
  filter() {
    this.draw();
    const count = this.lines.filter(({ isFound }) => isFound).length;
    if (this.isFiltered) this.frame.say(this.words("found", { count }));
  }

  /** @param {string} id @param {boolean} isOpen */
  open(id, isOpen) {
    this.opened.set(id, isOpen);
    this.draw();
  }

  /** @param {boolean} isOpen */
  openAll(isOpen) {
    if (isOpen) this.opened.add(this.book.codes.keys());
    else this.opened.clear();
    this.draw();
    this.#see(this.focused);
  }

  /** @param {string} id */
  openSiblings(id) {
    this.opened.add(family(this.book, this.book.code(id).parent, this.view));
    this.draw();
  }

  /** @param {MouseEvent} event */
  #click({ target, ctrlKey, metaKey, shiftKey }) {
    const row = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".bt-row")) : null;
    const id = row?.dataset.code;
    if (!row || !id || this.wasDropped) return;
    if (target instanceof Element && target.closest(".bt-twist")) return this.open(id, !this.lineOf(id)?.isOpen);
    this.focus(id);
    if (shiftKey && this.editable) this.several.tickTo(id);
    else if (this.editable && (this.several.isOn || ctrlKey || metaKey)) this.several.tick(id);
    else this.choose(id);
  }

  /** A drag has ended; the click that follows is none. */
  dropped() {
    this.wasDropped = true;
    setTimeout(() => {
      this.wasDropped = false;
    });
  }

  /** Open a code beside the tree. @param {string} id */
  choose(id) {
    this.chosen = id;
    this.several.begin(id);
    this.post();
  }

  escape() {
    if (this.drag.isOn) this.drag.cancel();
    else if (this.several.isOn) this.several.pick(false);
  }

  /** Move the focused code one step. @param {import("./moving.js").Direction} direction */
  step(direction) {
    if (!this.editable) return;
    if (this.isFiltered) return this.frame.say(this.words("no_move_filtered"));
    const target = step(this.book, this.view, this.focused, direction);
    if (target) this.move(target);
    else this.frame.say(this.words(`no_move_${direction}`));
  }

  /** @param {Target} target */
  move(target) {
    this.frame.refuse("");
    this.outbox.add(target);
    if (target.parent !== null) this.opened.add([target.parent]);
    this.focused = target.code;
    this.draw();
    this.focus(target.code);
    this.frame.say(this.#placeOf(target));
    this.#later(REST);
  }

  /** Where a code stands now, in words. @param {Target} target */
  #placeOf({ code, parent }) {
    const line = this.lineOf(code);
    const values = { code: this.book.code(code).label, place: line?.place ?? 0, of: line?.of ?? 0 };
    return parent === null ? this.words("moved_top", values) : this.words("moved", { ...values, parent: this.book.code(parent).label });
  }

  /** Tell the page what is chosen, and all moves that wait. */
  post() {
    this.draw();
    this.n += 1;
    this.send({ n: this.n, chosen: this.chosen, ticked: [...this.several.ids], moves: this.outbox.batch() });
    if (this.outbox.size) this.#later(PATIENCE);
  }

  /** @param {number} delay */
  #later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.post(), delay);
  }
}
