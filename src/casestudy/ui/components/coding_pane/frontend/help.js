/** The list of shortcuts. */

import { button, element, icon } from "./dom.js";

/** Keys beside the sentences that say what they do; the names of keys are words too. */
const SHORTCUTS = [
  ["keys_select", "help_select"],
  ["keys_exact", "help_exact"],
  ["keys_caret", "help_caret"],
  ["keys_extend", "help_extend"],
  ["keys_palette", "help_palette"],
  ["keys_recent", "help_recent"],
  ["keys_repeat", "help_repeat"],
  ["keys_open", "help_open"],
  ["keys_next", "help_next"],
  ["keys_remove", "help_remove"],
  ["keys_undo", "help_undo"],
  ["keys_close", "help_close"],
];

/** @param {import("./words.js").Words} words @returns {HTMLDialogElement} */
export function helpDialog(words) {
  const list = element("dl", { class: "cp-shortcuts" });
  for (const [keys, sentence] of SHORTCUTS) {
    list.append(element("dt", {}, element("kbd", { text: words(keys) })), element("dd", { text: words(sentence) }));
  }
  const dialog = element("dialog", { class: "cp-help", "aria-label": words("help") },
    element("header", { class: "cp-card-head" },
      element("h3", { text: words("help") }),
      button(words("close"), () => dialog.close(), { class: "cp-plain" }, icon("close")),
    ),
    list,
  );
  return dialog;
}
