/** The list of places whose words a correction has changed: go there, and say that the codings still fit. */

import { button, element, icon, swatch } from "../dom.js";
import { excerptOf, placesOf } from "../source/corrections.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/corrections.js").Place} Place */
/** @typedef {{turn: number, at: string, made_by: string | null, reason: string, replaced: {was: string, now: string}[], checks: {id: string, coding_id: string}[]}} Reviewed */

export class Review {
  /** @param {Desk} desk @param {string} language */
  constructor(desk, language) {
    this.desk = desk;
    this.language = language;
    const { words } = desk;
    /** @type {Reviewed[]} */
    this.reviews = [];
    /** @type {string[]} Numbers of quotes that keep the words from before. */
    this.quotes = [];
    /** @type {Set<string>} Checks that are settled here. */
    this.seen = new Set();
    this.list = element("div");
    this.panel = element("section", { class: "cp-review", "aria-label": words("review"), hidden: true },
      element("header", { class: "cp-card-head" }, element("h3", { text: words("review") }), button(words("close"), () => this.toggle(false), { class: "cp-plain" }, icon("close"))),
      this.list,
    );
    this.tool = button("", () => this.toggle(), { class: "cp-button", "aria-expanded": "false", hidden: true });
    desk.bar.aside.append(this.tool);
    desk.bar.rows.append(this.panel);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [{ id: "review", group: "show", keys: ["Shift+e"], anywhere: true, run: () => this.list.childElementCount > 0 && this.toggle() }];
  }

  get model() {
    return /** @type {import("../source/model.js").Model} */ (this.desk.session.model);
  }

  /** @param {any} _model @param {any} document */
  opened(_model, document) {
    this.reviews = document.checks?.reviews ?? [];
    this.quotes = document.checks?.quotes ?? [];
    this.render();
  }

  /** @param {import("../source/model.js").Change} change */
  changed({ ids }) {
    if (this.reviews.some(({ checks }) => checks.some((check) => ids.has(check.coding_id)))) this.render();
  }

  /** What waits after one correction, by place: one's own, and the others'. @param {Reviewed} review */
  waiting({ checks }) {
    const open = checks.filter(({ id }) => !this.seen.has(id));
    const isMine = (/** @type {Coding} */ coding) => this.model.isMine(coding);
    return { mine: placesOf(this.model, open, isMine), others: placesOf(this.model, open, (coding) => !isMine(coding)) };
  }

  render() {
    const { words } = this.desk;
    const waiting = this.reviews.map((review) => this.waiting(review));
    const count = waiting.flatMap(({ mine }) => mine).reduce((sum, { codings }) => sum + codings.length, 0);
    const groups = this.reviews.flatMap((review, at) => this.group(review, waiting[at]) ?? []);
    const quotes = this.quotes.length ? [element("p", { class: "cp-hint", text: words("review_quotes", { numbers: this.quotes.join(", ") }) })] : [];
    this.tool.hidden = !count;
    this.tool.textContent = words("review_open", { count });
    this.list.replaceChildren(...groups, ...quotes);
    if (!this.list.childElementCount) this.toggle(false);
  }

  /** @param {Reviewed} review @param {{mine: Place[], others: Place[]}} waiting */
  group(review, { mine, others }) {
    const { words } = this.desk;
    if (!mine.length && !others.length) return null;
    const by = this.model.coders.get(review.made_by) ?? "";
    const at = new Date(review.at).toLocaleDateString(this.language, { day: "numeric", month: "long" });
    const all = mine.length > 1 ? button(words("review_all"), () => this.settle(mine), { class: "cp-link" }) : null;
    const count = others.reduce((sum, { codings }) => sum + codings.length, 0);
    const ofOthers = count ? element("details", {}, element("summary", { text: words("review_others", { count }) }), this.places(others)) : null;
    return element("section", {},
      element("h4", { text: words("review_turn", { n: review.turn, by, at }) }),
      element("p", { class: "cp-review-replaced" }, ...review.replaced.flatMap(replacedNodes)),
      review.reason ? element("p", { class: "cp-hint", text: review.reason }) : null,
      this.places(mine), all, ofOthers,
    );
  }

  /** @param {Place[]} places @returns {HTMLElement} */
  places(places) {
    return element("ul", {}, ...places.map((place) => this.row(place)));
  }

  /** @param {Place} place */
  row(place) {
    const { words, visit } = this.desk;
    const names = place.codings.map((coding) => this.nameOf(coding));
    const code = names.join(", ");
    return element("li", { class: "cp-review-row" },
      element("span", { class: "cp-review-codes" }, ...place.codings.map((coding, at) => element("b", {}, swatch(this.model.codes.get(coding.code_id)?.colour ?? "GrayText", this.model.isMine(coding)), document.createTextNode(names[at])))),
      element("q", { class: "cp-review-words", text: excerptOf(this.model.text, place) }),
      button(words("review_go"), () => visit.point(place), { class: "cp-button", "aria-label": words("review_go_to", { code }) }),
      button(words("review_fits"), () => this.settle([place]), { class: "cp-button", "data-fits": true, "aria-label": words("review_fits_code", { code }) }),
    );
  }

  /** @param {Coding} coding */
  nameOf(coding) {
    const label = this.model.codes.get(coding.code_id)?.label ?? coding.code_id;
    return this.model.isMine(coding) ? label : `${label} (${this.model.coders.get(coding.coder_id)})`;
  }

  /** @param {Place[]} places */
  settle(places) {
    for (const id of places.flatMap(({ checks }) => checks)) {
      this.seen.add(id);
      this.desk.session.seeCheck(id);
    }
    this.render();
    const next = /** @type {HTMLElement | null} */ (this.panel.hidden ? null : this.list.querySelector("[data-fits]"));
    (next ?? this.desk.scroller).focus({ preventScroll: true });
  }

  /** @param {boolean} [shows] */
  toggle(shows = this.panel.hidden) {
    if (shows === !this.panel.hidden) return;
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = !shows;
    this.tool.setAttribute("aria-expanded", String(shows));
    if (shows) /** @type {HTMLElement | null} */ (this.panel.querySelector("li button, button"))?.focus({ preventScroll: true });
    else if (hadFocus) this.desk.scroller.focus({ preventScroll: true });
  }

  leave() {
    if (!this.panel.contains(document.activeElement)) return false;
    this.toggle(false);
    return true;
  }
}

/** @param {{was: string, now: string}} replaced @returns {Node[]} */
function replacedNodes({ was, now }) {
  const nodes = was ? [element("del", { text: was })] : [];
  return [...nodes, ...(now ? [element("ins", { text: now })] : []), document.createTextNode(" ")];
}
