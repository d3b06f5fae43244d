/** Going to codings and places: by click, by key, by deep link; and keeping one's place. */

import { targetOf } from "../source/target.js";
import { anchorOf, carryOver, standAt } from "./anchor.js";
import { namesAt } from "./names.js";

/** @typedef {import("../desk.js").Desk} Desk */

const MARK = "cp-target";

export class Visit {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {string | null | undefined} The deep link asked for, and the one that has been followed. */
    this.wanted = null;
    /** @type {string | null} */
    this.reached = null;
    /** @type {string | null} What the address says of the place. */
    this.written = null;
    /** @type {number | null} The code point where the source was left the last time. */
    this.left = null;
    /** @type {number | null} Where the text was clicked. */
    this.clicked = null;
  }

  get model() {
    return this.desk.session.model;
  }

  /** The first code point in view. @returns {number} */
  place() {
    const { model } = this;
    return model && this.desk.view ? model.offsets.toPoints(anchorOf(this.desk.view).at) : 0;
  }

  /** What has to be kept while a source is loaded anew. */
  keep() {
    const { view, selection, card } = this.desk;
    if (!view || !this.desk.root.isConnected || this.desk.root.hidden) return null;
    return { text: view.model.text, anchor: anchorOf(view), span: selection?.span ?? null, card: card.id, writes: card.isWriting };
  }

  /** Stand, in the text as it is now, where one stood. @param {NonNullable<ReturnType<Visit["keep"]>>} kept */
  restore({ text, anchor, span, card, writes }) {
    const { view, selection } = this.desk;
    if (!view) return;
    const carry = carryOver(text, view.model.text);
    if (text !== view.model.text) this.desk.bar.mention(this.desk.words("text_renewed"));
    standAt(view, { ...anchor, at: carry(anchor.at) });
    const held = span && { start: carry(span.start), end: carry(span.end) };
    if (held && held.start < held.end) selection?.hold(held);
    if (card) this.openCoding(card, false);
    if (writes) this.desk.card.write();
  }

  /** Begin where the source was left the last time, unless a link leads elsewhere. */
  resume() {
    const { view } = this.desk;
    if (!view || !this.left || this.wanted) return;
    standAt(view, { at: Math.min(view.model.offsets.toUnits(this.left), view.model.text.length - 1), top: 0 });
  }

  /** @param {number} at */
  clickAt(at) {
    this.clicked = at;
    const [coding] = this.desk.view?.model.codingsAt(at) ?? [];
    if (coding) this.openCoding(coding.id, false);
    else this.desk.card.close();
  }

  /** Where the caret stands, or where the text was clicked. @returns {number | null} */
  caretAt() {
    return this.desk.caret?.at() ?? this.clicked;
  }

  /** The turn of the caret, the selection or the open coding, as far as that is in view. */
  turnMarked() {
    const { view, selection, card, caret } = this.desk;
    const at = caret?.at() ?? selection?.span?.start ?? this.model?.shown.get(card.id ?? "")?.start ?? this.clicked;
    const turn = at === null || !view ? null : view.model.turnAt(at);
    return turn && view?.isInView(turn) ? turn : null;
  }

  /** The turn one is at; otherwise the first in view. */
  turnNow() {
    return this.turnMarked() ?? /** @type {import("./render.js").TextView} */ (this.desk.view).firstInView();
  }

  /** Go to a place, the caret too. @param {number} at */
  stand(at) {
    this.desk.card.close();
    this.desk.view?.scrollTo(at);
    this.desk.scroller.focus({ preventScroll: true });
    this.desk.caret?.put(at);
    this.desk.aloud.moved("turn");
  }

  openAtCaret() {
    const at = this.desk.caret?.at();
    const [coding] = (at !== null && at !== undefined && this.desk.view?.model.codingsAt(at)) || [];
    if (coding) this.openCoding(coding.id, true);
    return Boolean(coding);
  }

  /** @param {string} id @param {boolean} focuses */
  openCoding(id, focuses) {
    const { model } = this;
    const coding = model?.shown.get(id);
    if (!model || !coding || !this.desk.view) return;
    this.desk.selection?.clear();
    this.desk.palette.close();
    this.activate(id);
    const start = this.desk.view.places.edge(coding, "start") ?? this.desk.scroller.getBoundingClientRect();
    this.desk.card.open(model, id, [...namesAt(this.desk.view, coding), start], focuses);
  }

  /** @param {string | null} id */
  activate(id) {
    this.desk.view?.activate(id);
    this.desk.handles?.show(this.desk.editable && id && this.activeIsMine(id) ? id : null);
  }

  /** @param {string} id */
  activeIsMine(id) {
    const coding = this.model?.shown.get(id);
    return Boolean(coding && this.model?.isMine(coding));
  }

  /** Go to the next or previous coding. @param {1 | -1} step */
  stepCoding(step) {
    const codings = this.model?.visible() ?? [];
    if (!codings.length) return false;
    const focused = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.coding;
    const here = codings.findIndex((coding) => coding.id === (focused ?? this.desk.card.id));
    const top = this.desk.view?.firstInView().start ?? 0;
    const next = here < 0 ? codings.findIndex((coding) => coding.start >= top) : here + step;
    const target = codings[Math.max(0, Math.min(codings.length - 1, next))];
    this.reveal(target.id, false);
    /** @type {HTMLElement | null} */ (this.stripe(target.id))?.focus({ preventScroll: true });
    return true;
  }

  /** @param {string} id */
  stripe(id) {
    return this.desk.view?.body.querySelector(`.cp-begins[data-coding="${CSS.escape(id)}"]`) ?? null;
  }

  /** One stripe at a time takes part in tabbing: the open one, or the first in view. */
  offerStripe() {
    const stripes = [...(this.desk.view?.body.querySelectorAll(".cp-begins") ?? [])];
    const top = this.desk.scroller.getBoundingClientRect().top;
    const first = (this.desk.card.id && this.stripe(this.desk.card.id)) || stripes.find((stripe) => stripe.getBoundingClientRect().top >= top);
    for (const stripe of stripes) stripe.setAttribute("tabindex", stripe === first || stripe === document.activeElement ? "0" : "-1");
  }

  /** Scroll to a coding and open it. @param {string} id @param {boolean} focuses */
  reveal(id, focuses) {
    const coding = this.model?.shown.get(id);
    if (!coding || !this.desk.view) return;
    this.desk.filtering.letThrough([coding]);
    this.desk.view.scrollTo(coding.start);
    this.openCoding(id, focuses);
    requestAnimationFrame(() => this.desk.card.id === id && this.openCoding(id, focuses));
  }

  /** Follow a deep link: a coding's id, `turn:n` or `start-end`. @param {string | null | undefined} address */
  goTo(address) {
    this.wanted = address;
    const { model } = this;
    if (!address || !model || !this.desk.view || this.desk.root.hidden || !this.isNew(address)) return;
    this.reached = address;
    this.written = null;
    const target = targetOf(address, model);
    if (!target) this.desk.bar.tell(this.desk.words("goto_missing"));
    else if (target.coding) this.reveal(target.coding, false);
    else if (target.span) this.point(target.span);
  }

  /** Whether a link leads elsewhere than the last one did, or back to there from where one has gone since. @param {string} address */
  isNew(address) {
    if (address === this.written) return false;
    return address !== this.reached || (this.written !== null && new URL(location.href).searchParams.get("sted") === address);
  }

  /** Show a place, and mark it until something is done in the text. @param {{start: number, end: number}} span */
  point(span) {
    const { view, scroller } = this.desk;
    if (!view) return;
    view.scrollTo(span.start);
    const mark = () => CSS.highlights?.set(MARK, new Highlight(...view.places.ranges(span)));
    mark();
    this.desk.onMarks?.("target", [span]);
    // Painting on the way there has replaced the text that was marked.
    requestAnimationFrame(mark);
    for (const kind of ["pointerdown", "keydown"]) scroller.addEventListener(kind, () => this.destroy(), { once: true });
  }

  destroy() {
    CSS.highlights?.delete(MARK);
    this.desk.onMarks?.("target", []);
  }
}
