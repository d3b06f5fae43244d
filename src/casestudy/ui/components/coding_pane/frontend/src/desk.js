/** The pane on the page: its parts, and what happens between them. */

import { Aloud } from "./panels/aloud.js";
import { Bar } from "./panels/bar.js";
import { Card } from "./panels/card.js";
import { Caret } from "./text/caret.js";
import { redo, undo } from "./commands/changing.js";
import { commandsOf } from "./commands/index.js";
import { Keymap, pressKey } from "./commands/keys.js";
import { chosenFrom } from "./commands/remapping.js";
import { element } from "./dom.js";
import { featuresOf } from "./features.js";
import { Filtering } from "./panels/filtering.js";
import { Handles } from "./text/handles.js";
import { Help } from "./panels/help.js";
import { Legend } from "./panels/legend.js";
import { Picking } from "./panels/picking.js";
import { pressIn } from "./panels/palette_keys.js";
import { Preferences } from "./source/preferences.js";
import { Thread } from "./panels/thread.js";
import { TextView } from "./text/render.js";
import { Selection } from "./text/selection.js";
import { Session } from "./source/session.js";
import { Visit } from "./text/visit.js";
import { wordsOf } from "../../../browser/words.js";

/** @typedef {{start: number, end: number}} Span */

/** From here the side panel stands beside the text without taking room from it. */
const WIDE = 1290;
const COUNT_REST = 60;

export class Desk {
  /** @param {any} data What Python sends. */
  constructor(data) {
    this.words = wordsOf(data.strings);
    this.editable = data.editable !== false;
    /** @type {string | null} The pass whose codes are shown. */
    this.pass = data.coding_pass ?? null;
    /** Whether selecting takes letters, not whole words. */
    this.isExact = false;
    const { words, editable } = this;
    this.visit = new Visit(this);
    /** @type {(() => void) | undefined} Who wants to know that counts have changed. */
    this.onCounts = undefined;
    /** @type {((name: string, spans: Span[]) => void) | undefined} Who wants to know what is marked in passing, by what it is. */
    this.onMarks = undefined;
    this.preferences = new Preferences(data.api);
    this.showsPanel = false;
    this.hasPanelChoice = false;
    this.layer = element("div", { class: "cp-layer" });
    this.scroller = element("div", { class: "cp-scroll", tabindex: 0, role: "region", "aria-label": words("transcript"), "aria-description": words(editable ? "text_keys" : "text_keys_reading") }, this.layer);
    this.root = element("div", { class: "cp", lang: data.language, hidden: true });
    this.bar = new Bar({
      words, editable,
      onUndo: () => undo(this),
      onRedo: () => redo(this),
      onPanel: () => this.togglePanel(),
      onHelp: () => this.help.showModal(),
    });
    this.aloud = new Aloud(this);
    this.filtering = new Filtering(this);
    this.legend = new Legend({ words, filter: () => this.filtering.filter, onCode: (id) => this.useLegend(id), onFilter: () => this.filtering.apply() });
    this.root.append(this.bar.row, this.bar.rows, element("div", { class: "cp-main" }, this.scroller, this.legend.panel));
    this.picking = new Picking(this);
    this.palette = this.picking.palette;
    this.card = this.makeCard(data.language);
    this.features = featuresOf(this, data.language);
    this.keymap = new Keymap([...commandsOf(this), ...this.features.flatMap((feature) => feature.commands ?? [])]);
    this.help = new Help(this);
    this.root.append(this.help.dialog);
    this.watch();
    this.session = new Session(data, {
      onDocument: (document) => this.open(document),
      onDeed: (deed) => this.aloud.done(deed),
      onChange: (change) => this.change(change),
      onAnswer: (answer) => this.features.forEach((feature) => feature.answered?.(answer)),
      onState: (state, waiting) => this.bar.say(state, waiting),
      onNotice: (sentence, key, values) => this.bar.tell(sentence || words(key, /** @type {any} */ (values))),
      here: () => this.visit.place(),
    });
  }

  /** @param {string} language */
  makeCard(language) {
    return new Card({
      root: this.root, words: this.words, language, editable: this.editable,
      onChange: (id, fields) => this.session.change(id, fields),
      onComment: (id, body) => this.session.memo({ target_kind: "coding", coding_id: id }, body),
      onDraft: (id, body) => this.session.draft({ target_kind: "coding", coding_id: id }, body),
      thread: new Thread({
        words: this.words, language, editable: this.editable,
        edits: () => this.session.edits,
        onEdit: (id, body) => this.session.editMemo(id, body),
        onRemove: (id) => this.session.removeMemo(id),
        onRefill: () => this.session.model && this.card.update(this.session.model),
      }),
      draftOf: (id) => this.session.draftOf({ target_kind: "coding", coding_id: id }),
      onRemove: (id) => this.session.remove(id),
      onRecode: () => this.picking.recode(),
      onOpen: (id) => this.visit.openCoding(id, true),
      onClose: () => this.visit.activate(null),
    });
  }

  watch() {
    const stop = new AbortController();
    const options = { signal: stop.signal };
    this.root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => pressKey(this, event), options);
    this.scroller.addEventListener("scroll", () => this.root.isConnected && (this.top = this.scroller.scrollTop), { ...options, passive: true });
    this.scroller.addEventListener("pointerdown", () => this.caret?.hide(), options);
    this.scroller.addEventListener("focusin", () => this.visit.offerStripe(), options);
    this.unwatch = () => (this.bar.voice.hush(), stop.abort());
  }

  /** A document has come. @param {any} document */
  open(document) {
    const model = /** @type {import("./source/model.js").Model} */ (this.session.model);
    const kept = this.visit.keep();
    this.visit.left = document.visit?.place ?? null;
    this.clearText();
    this.filtering.begin(model, this.pass);
    this.preferences.take(document.preferences);
    this.keymap.choose(chosenFrom(this.preferences.get("shortcuts")));
    this.bar.name(model.source);
    const { words, layer } = this;
    this.view = new TextView({
      model, scroller: this.scroller, words,
      onTurn: (turn) => this.selection?.take({ start: turn.start, end: turn.end }),
      onMade: (turns) => this.features.forEach((feature) => feature.made?.(turns)),
      onPainted: () => this.painted(),
    });
    layer.before(this.view.margin.heads, this.view.body);
    this.selection = new Selection({
      view: this.view,
      isExact: () => this.isExact,
      onSelect: () => this.picking.code(false),
      onStand: () => this.caret?.show(),
      onClick: (at) => this.visit.clickAt(at),
      onClear: () => this.palette.close(),
    });
    this.caret = new Caret(this.view, this.selection, layer);
    this.handles = new Handles({ view: this.view, layer, words, isExact: () => this.isExact, onResize: (id, span) => this.session.resize(id, span) });
    this.picking.opened(document);
    for (const feature of this.features) feature.opened?.(model, document);
    this.change({ turns: new Set(), ids: new Set() });
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.count(model), COUNT_REST);
    if (kept) {
      this.visit.restore(kept);
      this.view.arrive();
    } else if (!this.root.hidden) this.arrange();
  }

  /** What can be done only once the text has its place on the page. */
  arrange() {
    this.visit.resume();
    this.visit.goTo(this.visit.wanted);
    this.view?.arrive();
  }

  clearText() {
    for (const feature of this.features) feature.closed?.();
    this.palette.close();
    this.card.close();
    this.selection?.destroy();
    this.handles?.destroy();
    this.caret?.hide();
    this.view?.destroy();
  }

  /** Codings have changed. @param {import("./source/model.js").Change} change */
  change({ turns, ids }) {
    const { model } = this.session;
    if (!model || !this.view) return;
    this.bar.undo.disabled = !this.session.canUndo;
    this.bar.redo.disabled = !this.session.canRedo;
    this.filtering.letThrough([...ids].map((id) => model.shown.get(id)).filter((coding) => coding?.pending && model.isMine(coding)));
    if (turns.size) {
      this.view.repaint(turns);
      this.onCounts?.();
      clearTimeout(this.counting);
      this.counting = setTimeout(() => this.count(model), COUNT_REST);
    }
    if (this.card.id && ids.has(this.card.id)) this.card.update(model);
    for (const feature of this.features) feature.changed?.({ turns, ids });
  }

  /** Turns were painted: what hangs on their text has to be put right. */
  painted() {
    if (!this.selection?.isDragging) this.selection?.lose();
    this.handles?.place();
    this.caret?.draw();
    for (const feature of this.features) feature.painted?.();
  }

  /** @param {import("./source/model.js").Model} model */
  count(model) {
    this.legend.fill(model);
    this.filtering.show();
  }

  /** @param {boolean} [shows] */
  togglePanel(shows = !this.showsPanel) {
    this.hasPanelChoice = true;
    this.showsPanel = shows;
    this.legend.panel.hidden = !shows;
    if (this.session.model) this.legend.fill(this.session.model);
    this.bar.panel.setAttribute("aria-expanded", String(shows));
  }

  /** @param {string} codeId */
  useLegend(codeId) {
    if (this.selection?.span && this.editable) {
      this.picking.giveOne(codeId);
      return;
    }
    const codings = this.session.model?.visible().filter((coding) => coding.code_id === codeId) ?? [];
    const now = codings.findIndex((coding) => coding.id === this.card.id);
    if (codings.length) this.visit.reveal(codings[(now + 1) % codings.length].id, false);
  }

  /** @param {1 | -1} direction @param {import("./text/caret.js").Unit} unit @param {KeyboardEvent} event */
  moveCaret(direction, unit, event) {
    if (event.target !== this.scroller) return false;
    if (this.palette.isOpen && unit === "line" && !event.shiftKey) {
      this.palette.input.focus({ preventScroll: true });
      return pressIn(this.palette, event);
    }
    this.caret?.move(direction, unit, event.shiftKey);
    this.aloud.moved(unit);
    this.palette.close();
    if (this.selection?.span) this.card.close();
    return true;
  }

  /** @param {"sentence" | "turn"} unit */
  selectWhole(unit) {
    if (!this.view) return false;
    this.palette.close();
    this.caret?.selectWhole(unit, this.visit.caretAt() ?? this.visit.turnNow().start);
    this.card.close();
    this.scroller.focus({ preventScroll: true });
    this.aloud.moved(unit);
    return true;
  }

  activeOfMine() {
    const { model } = this.session;
    const coding = this.card.id ? model?.shown.get(this.card.id) : undefined;
    return coding && model?.isMine(coding) ? coding : null;
  }

  /** Put the pane on the page (again). @param {HTMLElement} parent */
  mount(parent) {
    parent.append(this.root);
    if (this.top) this.scroller.scrollTop = this.top;
    this.selection?.lose();
  }

  /** @param {any} data */
  update(data) {
    this.root.style.setProperty("--cp-height", `${data.height ?? 720}px`);
    document.documentElement.lang = data.language;
    this.pass = data.coding_pass ?? null;
    this.filtering.usePass(this.pass);
    this.visit.goTo(data.goto);
  }

  /** The styles have come. */
  show() {
    this.root.hidden = false;
    this.togglePanel(this.hasPanelChoice ? this.showsPanel : this.root.clientWidth >= WIDE);
    if (this.session.model) this.arrange();
  }

  destroy() {
    this.unwatch?.();
    this.clearText();
    for (const feature of this.features) feature.destroy?.();
    this.visit.destroy();
    this.session.close();
    this.root.remove();
  }
}

