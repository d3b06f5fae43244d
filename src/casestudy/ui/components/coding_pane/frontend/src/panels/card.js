/** The card of one coding: what it says, by whom, and what may be done with it. */

import { button, element, icon, swatch } from "../dom.js";
import { attributesOf } from "../source/attributes.js";
import { placeBeside } from "./popover.js";
import { Writing } from "./writing.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Model} Model */

const OTHERS = 8;

export class Card {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {string} options.language
   * @param {boolean} options.editable
   * @param {(id: string, fields: object) => void} options.onChange
   * @param {(id: string, body: string) => void} options.onComment
   * @param {(id: string, body: string) => void} options.onDraft
   * @param {import("./thread.js").Thread} options.thread Shows the comments.
   * @param {(id: string) => string} options.draftOf What has been written of a comment and not sent.
   * @param {(id: string) => void} options.onRemove
   * @param {(id: string) => void} options.onRecode Another code is wanted.
   * @param {(id: string) => void} options.onOpen Another coding at this place is wanted.
   * @param {() => void} options.onClose
   */
  constructor(options) {
    this.options = options;
    this.words = options.words;
    /** @type {string | null} */
    this.id = null;
    this.panel = element("section", { class: "cp-float cp-card", role: "dialog", tabindex: -1, hidden: true });
    options.root.append(this.panel);
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  /**
   * @param {Model} model
   * @param {string} id
   * @param {import("./popover.js").Box[]} boxes What it must not cover, the most wanted first.
   * @param {boolean} focuses
   */
  open(model, id, boxes, focuses) {
    this.id = id;
    this.draft = this.commentField(id);
    this.panel.hidden = false;
    this.fill(model);
    this.draft.fit();
    this.panel.scrollTop = 0;
    placeBeside(this.panel, boxes, this.options.root);
    if (focuses) this.panel.focus({ preventScroll: true });
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.id = null;
    this.options.onClose();
    if (hadFocus) /** @type {HTMLElement | null} */ (this.options.root.querySelector(".cp-scroll"))?.focus({ preventScroll: true });
  }

  /** Show the coding as it is now; what is being written stays. @param {Model} model */
  update(model) {
    if (!this.isOpen || !this.id) return;
    if (model.shown.has(this.id)) this.fill(model);
    else this.close();
  }

  /** @param {Model} model */
  fill(model) {
    const coding = model.shown.get(this.id ?? "");
    if (!coding) return;
    const code = model.codes.get(coding.code_id);
    const mine = model.isMine(coding) && this.options.editable;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.focus;
    const isInside = this.panel.contains(document.activeElement);
    this.panel.setAttribute("aria-label", this.words("card_name", { code: code?.label ?? coding.code_id }));
    this.panel.replaceChildren(
      this.heading(model, coding, code),
      ...this.meaning(code),
      ...attributesOf(model.attributes, code).map((name) => this.attribute(model, coding, name, mine)),
      mine ? this.actions(coding) : element("p", { class: "cp-hint", text: this.words("card_not_yours") }),
      this.comments(model, coding),
      ...this.others(model, coding),
    );
    if (isInside && focused) /** @type {HTMLElement | null} */ (this.panel.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }

  /** @param {Model} model @param {Coding} coding @param {any} code */
  heading(model, coding, code) {
    const coder = model.coders.get(coding.coder_id) ?? "";
    const by = model.isMine(coding) ? this.words("card_by_you", { coder }) : this.words("card_by", { coder });
    return element(
      "header",
      { class: "cp-card-head" },
      swatch(code?.colour ?? "GrayText", model.isMine(coding)),
      element("h3", { text: code?.label ?? coding.code_id }),
      button(this.words("close"), () => this.close(), { class: "cp-plain", "data-focus": "close" }, icon("close")),
      element("p", { class: "cp-by" }, element("span", { class: "cp-code-id", text: coding.code_id }), element("span", { text: by })),
    );
  }

  /** @param {any} code */
  meaning(code) {
    if (!code?.definition) return [];
    const limits = [["card_use", code.use], ["card_not_use", code.not_use], ["card_cue", code.cue]].filter(([, text]) => text);
    const definition = element("p", { class: "cp-definition", text: code.definition });
    if (!limits.length) return [definition];
    const more = element("details", { class: "cp-limits" }, element("summary", { text: this.words("card_more"), "data-focus": "more" }));
    if (this.showsLimits) more.open = true;
    more.addEventListener("toggle", () => (this.showsLimits = more.open));
    const list = element("dl", {});
    for (const [key, text] of limits) list.append(element("dt", { text: this.words(key) }), element("dd", { text }));
    more.append(list);
    return [definition, more];
  }

  /** @param {Model} model @param {Coding} coding @param {string} name @param {boolean} mine */
  attribute(model, coding, name, mine) {
    const now = /** @type {any} */ (coding)[name];
    const group = element("div", { class: "cp-choices", role: "group", "aria-label": this.words(name) });
    for (const { value, label, short } of model.attributes[name]) {
      const isOn = value === now;
      if (!mine && !isOn) continue;
      group.append(
        element("button", {
          type: "button",
          class: "cp-choice",
          text: short || label,
          title: label,
          "aria-label": label,
          "aria-pressed": String(isOn),
          disabled: !mine,
          "data-focus": `${name}-${value}`,
          on: { click: () => this.options.onChange(coding.id, { [name]: isOn ? null : value }) },
        }),
      );
    }
    if (!group.childElementCount) group.append(element("span", { class: "cp-quiet", text: this.words("not_set") }));
    return element("div", { class: "cp-attribute" }, element("span", { class: "cp-attribute-name", text: this.words(name) }), group);
  }

  /** @param {string} id */
  commentField(id) {
    const { words } = this;
    return new Writing({
      words,
      label: words("comment_write"),
      send: words("comment_send"),
      body: this.options.draftOf(id),
      onDraft: (body) => this.options.onDraft(id, body),
      onSend: (body) => this.options.onComment(id, body),
    });
  }

  get isWriting() {
    return Boolean(this.draft?.field === document.activeElement);
  }

  /** Go on writing the comment. */
  write() {
    if (this.isOpen) this.draft?.write();
  }

  /** @param {Model} model @param {Coding} coding */
  comments(model, coding) {
    const field = this.options.editable ? (this.draft?.panel ?? null) : null;
    return element("div", { class: "cp-comments" }, this.options.thread.list(model, coding.comments), field);
  }

  /** @param {Model} model @param {Coding} coding */
  others(model, coding) {
    const here = model.codingsIn(coding).filter((other) => other.id !== coding.id).slice(0, OTHERS);
    if (!here.length) return [];
    const chips = here.map((other) => {
      const code = model.codes.get(other.code_id);
      const name = code?.label ?? other.code_id;
      const coder = model.coders.get(other.coder_id) ?? "";
      return button(this.words("coding_title", { code: name, coder }), () => this.options.onOpen(other.id), { class: "cp-chip" },
        swatch(code?.colour ?? "GrayText", model.isMine(other)),
        document.createTextNode(name),
      );
    });
    return [element("div", { class: "cp-here" }, element("h4", { text: this.words("card_here") }), element("div", { class: "cp-chips" }, ...chips))];
  }

  /** @param {Coding} coding */
  actions(coding) {
    const { onRecode, onRemove } = this.options;
    return element(
      "footer",
      { class: "cp-actions" },
      button(this.words("card_recode"), () => onRecode(coding.id), { class: "cp-button", "data-focus": "recode" }),
      button(this.words("card_remove"), () => onRemove(coding.id), { class: "cp-button cp-danger", "data-focus": "remove" }),
    );
  }
}
