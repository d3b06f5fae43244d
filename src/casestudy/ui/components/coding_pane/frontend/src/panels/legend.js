/** The side panel: filters, and the codes used in this source with how often. */

import { button, element, swatch } from "../dom.js";

/** @typedef {import("../source/model.js").Model} Model */

export class Legend {
  /**
   * @param {object} options
   * @param {import("../words.js").Words} options.words
   * @param {(codeId: string) => void} options.onCode
   * @param {() => void} options.onFilter
   */
  constructor({ words, onCode, onFilter }) {
    this.words = words;
    this.onCode = onCode;
    this.onFilter = onFilter;
    this.onlyMine = false;
    this.showsAll = false;
    /** @type {Set<string>} Branches shown; none is all. */
    this.branches = new Set();
    this.coders = element("div", { class: "cp-choices", role: "group", "aria-label": words("filter_coders") });
    this.chips = element("div", { class: "cp-chips", role: "group", "aria-label": words("filter_branches") });
    this.list = element("div", { class: "cp-legend-list" });
    this.panel = element("aside", { class: "cp-legend", "aria-label": words("legend_name") }, this.coders, this.chips, this.list);
  }

  get isFiltering() {
    return this.onlyMine || this.branches.size > 0;
  }

  /** Whether a coding passes the filters. @param {Model} model */
  test(model) {
    return (/** @type {import("../source/model.js").Coding} */ coding) =>
      (!this.onlyMine || model.isMine(coding)) &&
      (!this.branches.size || this.branches.has(model.codes.get(coding.code_id)?.branch));
  }

  /** @param {Model} model */
  fill(model) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const coding of model.shown.values()) {
      if (!this.onlyMine || model.isMine(coding)) counts.set(coding.code_id, (counts.get(coding.code_id) ?? 0) + 1);
    }
    const branches = new Map();
    for (const code of model.codes.values()) {
      const entry = branches.get(code.branch) ?? { codes: [], count: 0 };
      branches.set(code.branch, entry);
      if (code.assignable) entry.codes.push(code);
      entry.count += counts.get(code.id) ?? 0;
    }
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.focus;
    const isInside = this.panel.contains(document.activeElement);
    this.coders.replaceChildren(this.coderChoice("filter_all", false), this.coderChoice("filter_mine", true));
    this.chips.replaceChildren(...[...branches].filter(([, { count }]) => count).map(([branch]) => this.chip(model, branch)));
    this.list.replaceChildren(...[...branches].flatMap(([branch, { codes }]) => this.group(model, branch, codes, counts)));
    if (!this.list.childElementCount) this.list.append(element("p", { class: "cp-hint", text: this.words("legend_empty") }));
    const all = this.words(this.showsAll ? "legend_used" : "legend_all");
    this.list.append(button(all, () => this.toggleAll(model), { class: "cp-link", "data-focus": "all" }));
    if (isInside && focused) /** @type {HTMLElement | null} */ (this.panel.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Model} model */
  toggleAll(model) {
    this.showsAll = !this.showsAll;
    this.fill(model);
  }

  /** @param {string} key @param {boolean} onlyMine */
  coderChoice(key, onlyMine) {
    return button(this.words(key), () => {
      this.onlyMine = onlyMine;
      this.onFilter();
    }, { class: "cp-choice", "aria-pressed": String(this.onlyMine === onlyMine), "data-focus": key });
  }

  /** @param {Model} model @param {string} branch */
  chip(model, branch) {
    const isOn = this.branches.has(branch);
    return button(nameOf(model, branch), () => {
      if (isOn) this.branches.delete(branch);
      else this.branches.add(branch);
      this.onFilter();
    }, { class: "cp-chip", "aria-pressed": String(isOn), "data-focus": `branch-${branch}` });
  }

  /** @param {Model} model @param {string} branch @param {any[]} codes @param {Map<string, number>} counts */
  group(model, branch, codes, counts) {
    const listed = codes.filter((code) => this.showsAll || counts.has(code.id));
    if (!listed.length || (this.branches.size && !this.branches.has(branch))) return [];
    const rows = listed.map((code) => {
      const count = counts.get(code.id) ?? 0;
      return element("li", {}, button(this.words("legend_code", { code: code.label, count }), () => this.onCode(code.id), { class: "cp-legend-code", "data-focus": `code-${code.id}` },
        swatch(code.colour),
        element("span", { class: "cp-legend-name", text: code.label }),
        element("span", { class: "cp-count", text: count ? String(count) : "" }),
      ));
    });
    return [element("h3", { text: nameOf(model, branch) }), element("ul", {}, ...rows)];
  }
}

/** @param {Model} model @param {string} branch */
function nameOf(model, branch) {
  return model.codes.get(branch)?.label ?? branch;
}
