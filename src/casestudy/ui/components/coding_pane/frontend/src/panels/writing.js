/** A field for one's own words, which grows with them; every word of it is kept while it is written. */

import { button, element } from "../dom.js";

export class Writing {
  /**
   * @param {object} options
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {string} options.label
   * @param {string} options.send What the button says.
   * @param {string} options.body What it holds already.
   * @param {(body: string) => void} options.onDraft Something has been written.
   * @param {(body: string) => void} options.onSend
   * @param {() => void} [options.onLeave] It is not wanted after all.
   */
  constructor({ words, label, send, body, onDraft, onSend, onLeave }) {
    this.onSend = onSend;
    /** @type {HTMLTextAreaElement} */
    this.field = element("textarea", {
      class: "cp-comment-field",
      rows: 1,
      "aria-label": label,
      placeholder: label,
      "data-focus": "writing",
      on: {
        input: () => {
          this.fit();
          onDraft(this.field.value);
        },
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send();
        },
      },
    });
    this.button = button(send, () => this.send(), { class: "cp-button" });
    const leave = onLeave ? button(words("writing_leave"), onLeave, { class: "cp-button" }) : null;
    this.actions = element("div", { class: "cp-writing-actions" }, this.button, leave);
    this.panel = element("div", { class: "cp-draft" }, this.field, this.actions);
    this.field.value = body;
    this.fit();
  }

  fit() {
    this.actions.hidden = !this.field.value.trim();
    if (!this.field.isConnected) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  /** Go on writing, at the end. */
  write() {
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.fit();
  }

  send() {
    const body = this.field.value.trim();
    if (!body) return;
    this.field.value = "";
    this.fit();
    this.onSend(body);
  }
}
