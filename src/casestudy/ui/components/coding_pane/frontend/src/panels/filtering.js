/** Showing some of the codings: what is ticked, kept while the tab is open, and a sentence of what is hidden. */

import { button, element } from "../dom.js";
import { Filter, readFilter } from "../source/filter.js";
import { keep, sessionStorageOf } from "../../../../browser/storage.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Model} Model */

export class Filtering {
  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.filter = new Filter();
    this.storage = sessionStorageOf(window);
    this.key = "";
    /** @type {string | null} The pass one was sent to. */
    this.pass = null;
    this.sentence = element("span", { role: "status" });
    this.row = element("div", { class: "cp-hidden-row", hidden: true }, this.sentence, button(desk.words("filter_clear"), () => this.clear(), { class: "cp-button" }));
    desk.bar.rows.append(this.row);
  }

  /** A source has come. @param {Model} model @param {string | null} pass */
  begin(model, pass) {
    if (!this.key) {
      this.key = `casestudy.filter.${model.me.id}`;
      this.filter = readFilter(this.storage?.getItem(this.key));
      this.filter.pass = this.pass = pass;
    }
    model.filter(this.filter.test(model));
  }

  /** Show the codes of a pass. @param {string | null} pass */
  usePass(pass) {
    if (pass === this.pass || !this.key) return;
    this.filter.pass = this.pass = pass;
    this.apply();
  }

  /** What is ticked has changed. */
  apply() {
    const { session, view, card, legend } = this.desk;
    const { model } = session ?? {};
    if (!model || !view) return;
    keep(this.storage, this.key, JSON.stringify(this.filter));
    model.filter(this.filter.test(model));
    const open = card.id ? model.shown.get(card.id) : undefined;
    if (open && !model.isVisible(open)) card.close();
    legend.fill(model);
    this.show();
    view.arrange();
  }

  clear() {
    this.filter.clear();
    this.apply();
    this.desk.scroller.focus({ preventScroll: true });
  }

  /** Codings that one has just made or asked for are never hidden. @param {Iterable<Coding | undefined>} codings */
  letThrough(codings) {
    const { model } = this.desk.session;
    if (!model || !this.filter.isOn) return;
    const admitted = [...codings].filter((coding) => coding && this.filter.admit(model, coding));
    if (admitted.length) this.apply();
  }

  /** Say how much is hidden. */
  show() {
    const { session, bar, words, scroller } = this.desk;
    const codings = [...(session.model?.shown.values() ?? [])];
    const shown = codings.filter((coding) => session.model?.isVisible(coding)).length;
    const { isOn, pass } = this.filter;
    const sentence = words("filter_shown", { shown, count: codings.length });
    const said = pass === null ? sentence : `${words(`pass_${pass}`)}: ${sentence}`;
    if (this.sentence.textContent !== said) this.sentence.textContent = said;
    bar.panel.classList.toggle("cp-filtering", isOn);
    if (this.row.hidden !== isOn) return;
    this.row.hidden = !isOn;
    // The words stay where they are while the row comes or goes.
    const { height } = this.row.getBoundingClientRect();
    scroller.scrollTop += isOn ? height : -this.height;
    this.height = height;
  }

  height = 0;
}
