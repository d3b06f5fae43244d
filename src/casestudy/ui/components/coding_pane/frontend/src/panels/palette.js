/** The palette: pick one code or several, by a few letters, by number or with a pointer, and what is said beside. */

import { button, element } from "../dom.js";
import { nextValue, shortNames } from "../source/attributes.js";
import { AttributeRow } from "./attribute_row.js";
import { answeringName, findCodes, isInPass, isTaken } from "./codes.js";
import { Options } from "./options.js";
import { placeNear } from "./popover.js";
import { Ticked } from "./ticked.js";

/** @typedef {import("../source/attributes.js").Value} Value */
/** @typedef {import("../source/attributes.js").Values} Values */
/** @typedef {{code: any, values: Values}} Picked With attributes; a code that is to be made has `isNew`, and `isInVivo` if its name is someone's words. */

/**
 * @typedef {object} Book What can be picked.
 * @property {Map<string, any>} codes
 * @property {string[]} recent Ids, last used first.
 * @property {string | null} pass
 * @property {import("../source/attributes.js").Choices} choices
 * @property {import("../source/attributes.js").Presets | undefined} presets
 * @property {any} home The branch of new codes; null where none may be made.
 */

const NUMBERED = 9;
/** @type {Book} */
const NO_BOOK = { codes: new Map(), recent: [], pass: null, choices: {}, presets: undefined, home: null };

export class Palette {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {(picked: Picked[]) => void} options.onPick
   * @param {() => void} options.onInVivo A name from the words themselves is wanted.
   * @param {() => void} options.onClose
   */
  constructor({ root, words, onPick, onInVivo, onClose }) {
    this.root = root;
    this.words = words;
    this.onPick = onPick;
    this.onClose = onClose;
    this.book = NO_BOOK;
    /** @type {any[]} Codes of the pass. */
    this.offered = [];
    /** @type {any[]} Codes listed. */
    this.found = [];
    /** Whether only one code can be picked. */
    this.isSingle = false;
    this.isInVivo = false;
    /** @type {Map<string, Values>} Attributes set since it was opened, by code. */
    this.set = new Map();
    /** A ticked code that is looked at while none is picked. @type {any} */
    this.looked = null;
    const listId = `cp-codes-${crypto.randomUUID()}`;
    const [headId, aboutId] = [`${listId}-for`, `${listId}-about`];
    this.ticked = new Ticked(words, { onPick: (code) => this.look(code), onRemove: (code) => this.tick(code) });
    this.options = new Options(listId, words("palette_codes"), {
      onChoose: (code) => this.finish(code),
      onTick: (code) => this.tick(code),
      onHover: (code) => this.describe(code ?? this.current),
    });
    this.attributes = new AttributeRow(words, (name, value) => this.setValue(name, value));
    this.heading = element("p", { class: "cp-palette-head", id: headId });
    this.input = this.filter(listId, `${headId} ${aboutId}`);
    this.about = element("p", { class: "cp-about", id: aboutId });
    this.inVivo = button(words("palette_in_vivo"), onInVivo, { class: "cp-link" });
    this.apply = button("", () => this.finish(), { class: "cp-button cp-primary", hidden: true });
    this.hint = element("span", { class: "cp-palette-hint" });
    this.panel = element("section", { class: "cp-float cp-palette", role: "dialog", "aria-label": words("palette_name"), hidden: true },
      this.heading, this.ticked.row, this.input, this.options.root, this.attributes.row, this.about,
      element("footer", { class: "cp-palette-foot" }, this.hint, this.inVivo, this.apply),
    );
    root.append(this.panel);
  }

  /** @param {string} listId @param {string} aboutIds What describes it: the words, and the code at hand. @returns {HTMLInputElement} */
  filter(listId, aboutIds) {
    return element("input", {
      class: "cp-filter",
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      "aria-controls": listId,
      "aria-describedby": aboutIds,
      "aria-label": this.words("palette_filter"),
      placeholder: this.words("palette_filter"),
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 120,
      on: { input: () => this.fill() },
    });
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  /**
   * @param {object} options
   * @param {Book} options.book
   * @param {string[]} options.heading What the code is for, and what else should be known.
   * @param {import("./popover.js").Box} options.anchor
   * @param {boolean} [options.focuses] Keys go to the filter at once.
   * @param {string} [options.typed] What has been typed already.
   * @param {string | null} [options.instead] The code that one other is to take the place of.
   */
  open({ book, heading, anchor, focuses = false, typed = "", instead = null }) {
    const isSingle = instead !== null;
    this.book = book;
    this.isSingle = isSingle;
    this.isInVivo = false;
    this.set.clear();
    this.ticked.codes.clear();
    this.head(heading);
    this.offered = [...book.codes.values()].filter((code) => isInPass(code, book.pass) && code.id !== instead);
    this.attributes.reserve(book.choices, isSingle ? [] : this.offered);
    this.inVivo.hidden = !book.home;
    this.hint.textContent = this.words(isSingle ? "palette_hint_one" : "palette_hint");
    this.panel.hidden = false;
    this.input.value = typed;
    this.fill();
    placeNear(this.panel, anchor, this.root);
    if (focuses) this.input.focus({ preventScroll: true });
  }

  /** Say what the code is for. @param {string[]} heading */
  head(heading) {
    this.heading.replaceChildren(...heading.map((text) => element("span", { text })));
  }

  /** Go on typing in the filter. @param {string} letters */
  type(letters) {
    this.input.value += letters;
    this.input.focus({ preventScroll: true });
    this.fill();
  }

  /** Offer a new code of this name, to be mended before it is made. @param {string} name */
  propose(name) {
    this.input.value = name;
    this.input.focus({ preventScroll: true });
    this.isInVivo = true;
    this.fill();
    this.pick(this.found.length - 1);
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    if (hadFocus) this.onClose();
  }

  /** What is written in the filter. */
  get typed() {
    return this.input.value.trim().replace(/\s+/g, " ");
  }

  /** The code whose attributes and meaning are shown. */
  get current() {
    return this.found[this.options.picked] ?? this.looked;
  }

  fill() {
    const { typed, book } = this;
    if (!typed) this.isInVivo = false;
    this.found = findCodes(this.offered, typed, book.recent);
    const notice = this.found.length ? null : this.noneText();
    if (book.home && typed && !isTaken(book.codes.values(), typed)) this.found.push(this.newCode(book.home));
    this.options.fill(this.found.map((code) => this.row(code)), notice);
    this.looked = this.ticked.last;
    // A code is made on purpose: typing alone does not pick it.
    const isAimed = notice === null && (typed || !this.ticked.size);
    this.pick(isAimed ? 0 : -1);
  }

  noneText() {
    const { codes, pass, recent } = this.book;
    const elsewhere = pass ? findCodes(codes.values(), this.typed, recent).length : 0;
    if (elsewhere) return this.words("palette_elsewhere", { count: elsewhere });
    return this.words(this.book.home && this.typed ? "palette_none_new" : "palette_none");
  }

  /** @param {any} home */
  newCode({ colour, attributes }) {
    const { typed, isInVivo } = this;
    const definition = this.words(isInVivo ? "palette_new_in_vivo" : "palette_new_about");
    return { id: `new ${typed}`, isNew: true, isInVivo, label: typed, colour, attributes, definition };
  }

  /** @param {any} code @returns {import("./options.js").Row} */
  row(code) {
    const number = this.typed ? -1 : this.book.recent.slice(0, NUMBERED).indexOf(code.id);
    return {
      code,
      name: code.isNew ? this.words("palette_new", { name: code.label }) : code.label,
      also: this.typed && !code.isNew ? answeringName(code, this.typed) : null,
      values: this.isSingle ? [] : this.shortsOf(code),
      number: number < 0 ? null : number + 1,
      isTicked: this.isSingle ? null : this.ticked.codes.has(code.id),
    };
  }

  /** @param {any} code @returns {Values} */
  valuesOf(code) {
    return this.set.get(code.id) ?? this.book.presets?.of(this.book.choices, code) ?? {};
  }

  /** @param {any} code */
  shortsOf(code) {
    return shortNames(this.book.choices, this.valuesOf(code));
  }

  /** @param {number} at */
  pick(at) {
    const option = this.options.pick(at);
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  /** @param {any} code */
  look(code) {
    this.looked = code;
    this.pick(-1);
  }

  /** Show what belongs to the code at hand. */
  show() {
    const { current } = this;
    this.panel.classList.toggle("cp-making", Boolean(current?.isNew));
    this.describe(current);
    this.attributes.fill(this.book.choices, this.isSingle ? null : current, current ? this.valuesOf(current) : {});
    this.ticked.draw(this.options.picked < 0 ? current : null, (code) => this.shortsOf(code));
    this.apply.hidden = !this.ticked.size;
    this.hint.hidden = !this.apply.hidden;
    this.apply.textContent = this.words("palette_apply", { count: this.chosen().length });
  }

  /** @param {any} code */
  describe(code) {
    this.about.textContent = code?.definition ?? "";
  }

  /** @param {string} name @param {Value} value */
  setValue(name, value) {
    const { current } = this;
    if (!current || this.isSingle) return false;
    this.set.set(current.id, { ...this.valuesOf(current), [name]: value });
    const at = this.found.indexOf(current);
    if (at >= 0) this.options.update(at, this.row(current));
    this.show();
    return true;
  }

  /** Set the next value of an attribute that the code at hand has. @param {string} name @param {1 | -1} step */
  cycle(name, step) {
    const { current, book } = this;
    if (!current?.attributes.includes(name) || !book.choices[name]?.length) return false;
    return this.setValue(name, nextValue(book.choices, name, this.valuesOf(current)[name] ?? null, step));
  }

  /** Say nothing beside the code at hand. */
  clearValues() {
    for (const name of Object.keys(this.current ? this.valuesOf(this.current) : {})) this.setValue(name, null);
    return true;
  }

  /** Tick a code, or take the tick away, and go on to the next. @param {any} code */
  tick(code) {
    if (!code || this.isSingle) return;
    this.ticked.toggle(code);
    this.input.value = "";
    this.fill();
  }

  /** What would be given now. @returns {Picked[]} */
  chosen() {
    const picked = this.found[this.options.picked];
    const codes = [...this.ticked.codes.values(), ...(picked && !this.ticked.codes.has(picked.id) ? [picked] : [])];
    return codes.map((code) => ({ code, values: this.valuesOf(code) }));
  }

  /** @param {any} [code] Given too. */
  finish(code) {
    const at = code ? this.found.indexOf(code) : this.options.picked;
    if (at !== this.options.picked) this.options.pick(at);
    const chosen = this.chosen();
    if (chosen.length) this.onPick(chosen);
  }

  /** Pick by number among the codes used last. @param {number} at */
  pickNumber(at) {
    const code = this.found.find(({ id }) => id === this.book.recent[at]);
    if (code) this.finish(code);
  }
}
