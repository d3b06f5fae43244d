/** The attributes of the code at hand, each a list of its values, to be set before the code is given. */

import { element } from "../dom.js";
import { attributesOf } from "../source/attributes.js";

/** @typedef {import("../source/attributes.js").Choices} Choices */
/** @typedef {import("../source/attributes.js").Value} Value */
/** @typedef {import("../source/attributes.js").Values} Values */

/** Beyond so many they take a second line. */
const PER_LINE = 4;

export class AttributeRow {
  /** @param {import("../../../../browser/words.js").Words} words @param {(name: string, value: Value) => void} onSet */
  constructor(words, onSet) {
    this.words = words;
    this.onSet = onSet;
    this.row = element("div", { class: "cp-values", role: "group", "aria-label": words("palette_values") });
  }

  /** Take the room that any of the codes may need, so that nothing moves from code to code. @param {Choices} choices @param {Iterable<any>} codes */
  reserve(choices, codes) {
    const most = Math.max(0, ...[...codes].map((code) => attributesOf(choices, code).length));
    this.row.hidden = !most;
    this.row.style.setProperty("--lines", String(Math.min(2, Math.ceil(most / PER_LINE))));
  }

  /** @param {Choices} choices @param {any} code @param {Values} values */
  fill(choices, code, values) {
    const names = attributesOf(choices, code);
    const shown = [...this.row.children].map((list) => /** @type {HTMLElement} */ (list).dataset.attribute);
    if (names.join() !== shown.join()) this.row.replaceChildren(...names.map((name) => this.list(choices, name)));
    for (const list of /** @type {Iterable<HTMLSelectElement>} */ (this.row.children)) {
      const at = choices[/** @type {string} */ (list.dataset.attribute)].findIndex(({ value }) => value === values[/** @type {string} */ (list.dataset.attribute)]);
      list.selectedIndex = at + 1;
      list.classList.toggle("cp-set", at >= 0);
    }
  }

  /** @param {Choices} choices @param {string} name @returns {HTMLSelectElement} */
  list(choices, name) {
    const list = element("select", {
      class: "cp-value",
      "data-attribute": name,
      "aria-label": this.words(name),
      title: this.words(name),
      on: { change: () => this.onSet(name, choices[name][list.selectedIndex - 1]?.value ?? null) },
    }, element("option", { text: this.words(name) }), ...choices[name].map(({ label }) => element("option", { text: label })));
    return list;
  }
}
