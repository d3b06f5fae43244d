/** Going to codings and places: by click, by key, by deep link. */

import { targetOf } from "../source/target.js";

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
  }

  get model() {
    return this.desk.session.model;
  }

  /** The first code point in view. @returns {number} */
  place() {
    const { model } = this;
    return model && this.desk.view ? model.offsets.toPoints(this.desk.view.firstInView().start) : 0;
  }

  /** @param {number} at */
  clickAt(at) {
    const [coding] = this.desk.view?.model.codingsAt(at) ?? [];
    if (coding) this.openCoding(coding.id, false);
    else this.desk.card.close();
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
    const anchor = this.desk.view.places.edge(coding, "start") ?? this.desk.scroller.getBoundingClientRect();
    this.desk.card.open(model, id, anchor, focuses);
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
    this.desk.view.scrollTo(coding.start);
    this.openCoding(id, focuses);
    requestAnimationFrame(() => this.desk.card.id === id && this.openCoding(id, focuses));
  }

  /** Follow a deep link: a coding's id, `turn:n` or `start-end`. @param {string | null | undefined} address */
  goTo(address) {
    this.wanted = address;
    const { model } = this;
    if (!address || !model || !this.desk.view || this.desk.root.hidden || this.reached === address) return;
    this.reached = address;
    const target = targetOf(address, model);
    if (!target) this.desk.bar.tell(this.desk.words("goto_missing"));
    else if (target.coding) this.reveal(target.coding, false);
    else if (target.span) {
      this.desk.view.scrollTo(target.span.start);
      CSS.highlights?.set(MARK, new Highlight(...this.desk.view.places.ranges(target.span)));
    }
  }

  destroy() {
    CSS.highlights?.delete(MARK);
  }
}
