/** The list of shortcuts. */

import { button, element, icon } from "../dom.js";

/** @typedef {import("../commands/keys.js").Keymap} Keymap */

/** @type {import("../commands/keys.js").Group[]} */
const GROUPS = ["select", "code", "change", "move", "show"];

/** What pointers do, which no key map knows. */
const POINTERS = ["double_click", "triple_click", "turn_click", "exact_drag"];

/** @param {import("../words.js").Words} words @param {Keymap} keymap @returns {HTMLDialogElement} */
export function helpDialog(words, keymap) {
  const lists = element("div", { class: "cp-shortcut-groups" });
  /** @type {HTMLDialogElement} */
  const dialog = element("dialog", { class: "cp-help", "aria-label": words("help") },
    element("header", { class: "cp-card-head" },
      element("h3", { text: words("help") }),
      button(words("close"), () => dialog.close(), { class: "cp-plain" }, icon("close")),
    ),
    lists,
  );
  dialog.addEventListener("beforetoggle", () => lists.replaceChildren(...GROUPS.map((group) => groupOf(words, keymap, group))));
  return dialog;
}

/** @param {import("../words.js").Words} words @param {Keymap} keymap @param {import("../commands/keys.js").Group} group */
function groupOf(words, keymap, group) {
  const list = element("dl", { class: "cp-shortcuts" });
  for (const command of keymap.commands.filter((one) => one.group === group)) {
    const keys = keymap.keysOf(command).map((combo) => nameOf(words, combo));
    list.append(element("dt", {}, ...keys.map((name) => element("kbd", { text: name }))), element("dd", { text: words(`command_${command.id}`) }));
  }
  if (group === "select") {
    for (const id of POINTERS) list.append(element("dt", { text: words(`pointer_${id}`) }), element("dd", { text: words(`pointer_${id}_does`) }));
  }
  return element("section", {}, element("h4", { text: words(`group_${group}`) }), list);
}

/** The keys of a combination as they are called. @param {import("../words.js").Words} words @param {string} combo */
function nameOf(words, combo) {
  const names = combo === "+" ? ["+"] : combo.split("+");
  return names.map((name) => (name.length > 1 ? words(`key_${name}`) : name.toLocaleUpperCase())).join(" + ");
}
