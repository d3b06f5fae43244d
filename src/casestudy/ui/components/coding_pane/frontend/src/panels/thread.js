/** What people have written about one thing; one's own can be changed and taken away. */

import { button, element } from "../dom.js";
import { Writing } from "./writing.js";

/** @typedef {import("../source/model.js").Model} Model */
/** @typedef {{id: string, author_id: string, body: string, at: string}} Note */

export class Thread {
  /**
   * @param {object} options
   * @param {import("../../../../browser/words.js").Words} options.words
   * @param {string} options.language
   * @param {boolean} options.editable
   * @param {() => Map<string, string>} options.edits Changes that are being written, by the note's id.
   * @param {(id: string, body: string) => void} options.onEdit
   * @param {(id: string) => void} options.onRemove
   * @param {() => void} options.onRefill It has to be shown anew.
   */
  constructor(options) {
    this.options = options;
    /** @type {Map<string, Writing>} */
    this.writings = new Map();
  }

  /** @param {Model} model @param {Note[]} notes @returns {HTMLElement | null} */
  list(model, notes) {
    return notes.length ? element("ul", { class: "cp-thread" }, ...notes.map((note) => this.item(model, note))) : null;
  }

  /** @param {Model} model @param {Note} note */
  item(model, note) {
    const { words, language, editable, edits } = this.options;
    const isMine = note.author_id === model.me.id && editable;
    const when = note.at ? new Date(note.at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }) : words("comment_unsaved");
    const by = element("p", { class: "cp-comment-by" },
      element("b", { text: model.coders.get(note.author_id) ?? "" }),
      element("span", { text: when }),
      isMine ? button(words("note_edit"), () => this.edit(note), { class: "cp-note-act", "data-focus": `edit-${note.id}` }) : null,
      isMine ? button(words("note_remove"), () => this.options.onRemove(note.id), { class: "cp-note-act", "data-focus": `remove-${note.id}` }) : null,
    );
    const said = isMine && edits().has(note.id) ? this.writing(note.id).panel : element("p", { class: "cp-comment", text: note.body });
    return element("li", {}, by, said);
  }

  /** @param {Note} note */
  edit(note) {
    this.options.edits().set(note.id, note.body);
    this.options.onRefill();
    this.writing(note.id).write();
  }

  /** @param {string} id */
  writing(id) {
    const there = this.writings.get(id);
    if (there) return there;
    const { words, edits, onEdit, onRefill } = this.options;
    const end = () => {
      edits().delete(id);
      this.writings.delete(id);
      onRefill();
    };
    const made = new Writing({
      words,
      label: words("note_edit_label"),
      send: words("note_save"),
      body: edits().get(id) ?? "",
      onDraft: (body) => edits().set(id, body),
      onSend: (body) => (onEdit(id, body), end()),
      onLeave: end,
    });
    this.writings.set(id, made);
    return made;
  }
}
