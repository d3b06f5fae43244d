/** The side panel: whose codings and which codes are shown, and the codes used in this source with how often. */

import { button, element, swatch } from "../dom.js";
import { coderColour, initialsOf } from "../source/coders.js";

/** @typedef {import("../source/filter.js").Filter} Filter */
/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {{label: string, focus: string, isOn: boolean, isPart?: boolean, act: () => void}} Tick */

const LAYERS = ["coder", "consensus"];

export class Legend {
  /**
   * @param {object} options
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {() => Filter} options.filter
   * @param {(codeId: string) => void} options.onCode
   * @param {() => void} options.onFilter What is ticked has changed.
   */
  constructor({ words, filter, onCode, onFilter }) {
    this.words = words;
    this.filterNow = filter;
    this.onCode = onCode;
    this.onFilter = onFilter;
    this.showsAll = false;
    this.coders = element("ul", { "aria-label": words("filter_coders") });
    this.layers = element("div", {});
    this.list = element("div", { class: "cp-legend-list" });
    this.panel = element("aside", { class: "cp-legend", "aria-label": words("legend_name"), hidden: true },
      element("h3", { text: words("filter_coders") }), this.coders, this.layers, this.list);
  }

  /** @param {Model} model */
  fill(model) {
    if (this.panel.hidden) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.focus;
    const isInside = this.panel.contains(document.activeElement);
    const codings = [...model.shown.values()];
    this.coders.replaceChildren(...this.coderRows(model, codings));
    this.layers.replaceChildren(...this.layerRows(codings));
    this.fillCodes(model, codings);
    if (isInside && focused) /** @type {HTMLElement | null} */ (this.panel.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Tick} tick */
  tick({ label, focus, isOn, isPart = false, act }) {
    const box = element("input", { type: "checkbox", "aria-label": label, "data-focus": focus, on: { change: () => { act(); this.onFilter(); } } });
    box.checked = isOn;
    box.indeterminate = isPart;
    return element("label", { class: "cp-show", title: label }, box);
  }

  /** @param {Model} model @param {Coding[]} codings */
  coderRows(model, codings) {
    const filter = this.filterNow();
    const counts = countBy(codings, (coding) => coding.coder_id);
    const ids = [model.me.id, ...[...model.coders.keys()].filter((id) => id !== model.me.id && (counts.has(id) || filter.has("coders", id)))];
    return ids.map((id) => {
      const name = model.coders.get(id) ?? "";
      const shown = id === model.me.id ? this.words("filter_me", { coder: name }) : name;
      const tick = this.tick({ label: this.words("filter_only", { name }), focus: `coder-${id}`, isOn: filter.has("coders", id), act: () => filter.toggle("coders", id) });
      tick.append(swatch(coderColour(model.coders, id)), element("span", { class: "cp-initials", text: initialsOf(name) }), element("span", { class: "cp-legend-name", text: shown }), countOf(counts.get(id)));
      return element("li", {}, tick);
    });
  }

  /** Only where there are more layers than one. @param {Coding[]} codings */
  layerRows(codings) {
    const filter = this.filterNow();
    const counts = countBy(codings, (coding) => coding.layer ?? "coder");
    if (counts.size < 2 && !filter.ticked.layers.size) return [];
    const rows = LAYERS.map((layer) => {
      const name = this.words(`layer_${layer}`);
      const tick = this.tick({ label: this.words("filter_only", { name }), focus: `layer-${layer}`, isOn: filter.has("layers", layer), act: () => filter.toggle("layers", layer) });
      tick.append(element("span", { class: "cp-legend-name", text: name }), countOf(counts.get(layer)));
      return element("li", {}, tick);
    });
    return [element("h3", { text: this.words("filter_layers") }), element("ul", {}, ...rows)];
  }

  /** @param {Model} model @param {Coding[]} codings */
  fillCodes(model, codings) {
    const filter = this.filterNow();
    const { coders, layers } = filter.ticked;
    const counted = codings.filter((coding) => (!coders.size || coders.has(coding.coder_id)) && (!layers.size || layers.has(coding.layer ?? "coder")));
    const counts = countBy(counted, (coding) => coding.code_id);
    /** @type {Map<string, any[]>} */
    const branches = new Map();
    for (const code of model.codes.values()) {
      const isOfPass = filter.pass === null || code.passes?.includes(filter.pass);
      const isListed = code.assignable && isOfPass && (this.showsAll || counts.has(code.id) || filter.has("codes", code.id));
      if (isListed) branches.set(code.branch, [...(branches.get(code.branch) ?? []), code]);
    }
    this.list.replaceChildren(...[...branches].flatMap(([branch, codes]) => this.branch(model, branch, codes, counts)));
    if (!branches.size) this.list.append(element("p", { class: "cp-hint", text: this.words("legend_empty") }));
    const all = this.words(this.showsAll ? "legend_used" : "legend_all");
    this.list.append(button(all, () => this.toggleAll(model), { class: "cp-link", "data-focus": "all" }));
  }

  /** @param {Model} model */
  toggleAll(model) {
    this.showsAll = !this.showsAll;
    this.fill(model);
  }

  /** @param {Model} model @param {string} branch @param {any[]} codes @param {Map<string, number>} counts */
  branch(model, branch, codes, counts) {
    const filter = this.filterNow();
    const name = model.codes.get(branch)?.label ?? branch;
    const all = [...model.codes.values()].filter((code) => code.assignable);
    const isOn = filter.has("branches", branch);
    const isPart = !isOn && all.some((code) => code.branch === branch && filter.has("codes", code.id));
    const tick = this.tick({ label: this.words("filter_only", { name }), focus: `branch-${branch}`, isOn, isPart, act: () => filter.toggleBranch(branch, all) });
    const rows = codes.map((code) => {
      const only = { label: this.words("filter_only", { name: code.label }), focus: `tick-${code.id}`, isOn: isOn || filter.has("codes", code.id), act: () => filter.toggleCode(code, all) };
      return element("li", {}, this.tick(only), this.code(code, counts.get(code.id) ?? 0));
    });
    return [element("div", { class: "cp-branch" }, tick, element("h3", { text: name })), element("ul", {}, ...rows)];
  }

  /** @param {any} code @param {number} count */
  code(code, count) {
    const about = { class: "cp-legend-code", "data-focus": `code-${code.id}` };
    return button(this.words("legend_code", { code: code.label, count }), () => this.onCode(code.id), about, swatch(code.colour), element("span", { class: "cp-legend-name", text: code.label }), countOf(count));
  }
}

/** @param {Coding[]} codings @param {(coding: Coding) => string} key */
function countBy(codings, key) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const coding of codings) counts.set(key(coding), (counts.get(key(coding)) ?? 0) + 1);
  return counts;
}

/** @param {number} [count] */
function countOf(count) {
  return element("span", { class: "cp-count", text: count ? String(count) : "" });
}
