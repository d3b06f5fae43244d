/** Above the tree: search, what to show, opening all, and choosing several. */

import { button, element } from "../../../browser/dom.js";
import { picture } from "./pictures.js";
import { MARKS, isWanted } from "./searching.js";

/** @typedef {import("./codebook_tree.js").CodebookTree} CodebookTree */

export class Toolbar {
  /** @param {CodebookTree} tree */
  constructor(tree) {
    const { words, view } = tree;
    this.tree = tree;
    this.search = element("input", {
      type: "search",
      class: "bt-search",
      placeholder: words("search_hint"),
      "aria-label": words("search"),
      autocomplete: "off",
      spellcheck: "false",
      on: {
        input: () => {
          view.query = this.search.value;
          tree.filter();
        },
        keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      },
    });
    this.wanted = element("select", { class: "bt-wanted", "aria-label": words("show"), on: { change: () => this.#want() } });
    this.expand = button(words("expand_all"), () => tree.openAll(true), { class: "bt-button" }, picture("expand"));
    this.collapse = button(words("collapse_all"), () => tree.openAll(false), { class: "bt-button" }, picture("collapse"));
    this.several = button(words("several"), () => tree.several.pick(!tree.several.isOn), { class: "bt-button", "aria-pressed": "false" }, picture("tick"));
    this.several.hidden = !tree.editable;
    this.retired = button("", () => this.#showRetired(), { class: "bt-text-button", "aria-pressed": "false" });
    this.root = element("div", { class: "bt-tools" }, this.search, element("div", { class: "bt-choices" }, this.wanted, this.retired, this.expand, this.collapse, this.several));
    this.options = "";
  }

  /** Show what there is to choose from now. */
  draw() {
    const { tree } = this;
    const { words, view } = tree;
    const codes = [...tree.book.codes.values()];
    const retired = codes.filter(({ status }) => status === "retired").length;
    const seen = codes.filter(({ status }) => view.retired || status !== "retired");
    /** @type {[string, string][]} */
    const options = [["all", words("show_all")]];
    for (const name of MARKS) {
      const count = seen.filter((code) => isWanted(code, name)).length;
      if (count || view.wanted === name) options.push([name, words(`show_${name}`, { count })]);
    }
    const drawn = JSON.stringify(options);
    if (drawn !== this.options) {
      this.options = drawn;
      this.wanted.replaceChildren(...options.map(([value, text]) => element("option", { value, text })));
    }
    this.wanted.value = view.wanted;
    this.retired.hidden = !retired;
    this.retired.textContent = words("retired", { count: retired });
    this.retired.setAttribute("aria-pressed", String(view.retired));
    this.several.setAttribute("aria-pressed", String(tree.several.isOn));
    this.expand.disabled = this.collapse.disabled = tree.isFiltered;
  }

  #want() {
    this.tree.view.wanted = /** @type {import("./searching.js").Wanted} */ (this.wanted.value);
    this.tree.filter();
  }

  #showRetired() {
    this.tree.view.retired = !this.tree.view.retired;
    this.tree.draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.tree.enter(event.key === "Enter");
    } else if (event.key === "Escape" && this.search.value) {
      event.preventDefault();
      this.search.value = this.tree.view.query = "";
      this.tree.filter();
    }
  }
}
