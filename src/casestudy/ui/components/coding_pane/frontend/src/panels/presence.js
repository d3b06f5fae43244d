/** Who else has the source open now, and the way to where they are. */

import { button, element } from "../dom.js";
import { initialsOf } from "../source/coders.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {{member_id: string, name: string, place: number | null, seconds: number}} Present */

const SHOWN = 4;

export class Presence {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {Present[]} */
    this.there = [];
    this.row = element("div", { class: "cp-people", role: "group", "aria-label": desk.words("people"), hidden: true });
    desk.bar.aside.append(this.row);
  }

  /** @param {any} _model @param {any} document */
  opened(_model, document) {
    this.take(document.presence ?? []);
  }

  /** @param {any} answer */
  answered(answer) {
    if (answer.presence) this.take(answer.presence);
  }

  /** @param {Present[]} there */
  take(there) {
    const isSame = JSON.stringify(there.map(({ seconds: _, ...one }) => one)) === JSON.stringify(this.there.map(({ seconds: _, ...one }) => one));
    this.there = there;
    if (isSame) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.member;
    const more = there.length - SHOWN;
    this.row.hidden = !there.length;
    this.row.replaceChildren(...there.slice(0, SHOWN).map((one) => this.person(one)), ...(more > 0 ? [element("span", { text: this.desk.words("more", { count: more }) })] : []));
    if (focused) /** @type {HTMLElement | null} */ (this.row.querySelector(`[data-member="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Present} present */
  person({ member_id, name, place }) {
    const { words, session } = this.desk;
    const { model } = session;
    const at = place === null || !model ? null : Math.min(model.offsets.toUnits(place), model.text.length - 1);
    const where = at === null || !model ? words("person_here", { name }) : words("person_at", { name, n: model.turnAt(at).n });
    return button(where, () => at !== null && this.desk.view?.scrollTo(at), { class: "cp-person", "data-member": member_id, disabled: at === null }, element("span", { text: initialsOf(name) }));
  }
}
