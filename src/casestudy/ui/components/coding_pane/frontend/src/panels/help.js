/** The list of shortcuts, in which each can be given another key. */

import { comboOf } from "../commands/combos.js";
import { refusalOf, swapped, withKeys } from "../commands/remapping.js";
import { button, element, icon } from "../dom.js";
import { capsOf, comboName, keysName } from "./caps.js";

/** @typedef {import("../commands/keys.js").Command} Command */
/** @typedef {import("../commands/remapping.js").Chosen} Chosen */

/** @type {import("../commands/keys.js").Group[]} */
const GROUPS = ["select", "code", "change", "move", "show"];

/** What pointers do, which no key map knows. @type {Record<string, string[]>} */
const POINTERS = { select: ["double_click", "triple_click", "turn_click", "exact_drag"], code: ["palette_box"] };

/** What holds for a whole group. */
const NOTED = new Set(["select", "code", "change"]);

export class Help {
  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.words = desk.words;
    this.keymap = desk.keymap;
    this.desk = desk;
    /** @type {Command | null} The command whose key is asked for. */
    this.asked = null;
    /** Whether the next key pressed is to be its key. */
    this.isWaiting = false;
    const { words } = this;
    this.lists = element("div", { class: "cp-shortcut-groups" });
    this.status = element("p", { class: "cp-help-status", role: "status" });
    this.foot = element("footer", { class: "cp-help-foot" }, this.status);
    this.resetAll = button(words("remap_reset_all"), () => this.choose({}), { class: "cp-link" });
    /** @type {HTMLDialogElement} */
    this.dialog = element("dialog", { class: "cp-help", "aria-label": words("help"), on: { keydown: (/** @type {KeyboardEvent} */ event) => this.press(event), close: () => this.rest() } },
      element("header", { class: "cp-help-head" },
        element("h3", { text: words("help") }),
        element("p", { class: "cp-hint", text: words("remap_hint") }),
        button(words("close"), () => this.dialog.close(), { class: "cp-plain" }, icon("close")),
      ),
      this.lists,
      this.foot,
    );
    this.foot.append(this.resetAll);
  }

  showModal() {
    this.status.textContent = "";
    this.rest();
    this.dialog.showModal();
  }

  /** Ask for no key any more. */
  rest() {
    this.asked = null;
    this.isWaiting = false;
    this.fill();
  }

  /** @param {string} [focused] The command whose button has the focus afterwards. */
  fill(focused) {
    this.lists.replaceChildren(...GROUPS.map((group) => this.group(group)));
    this.resetAll.hidden = !Object.keys(this.keymap.chosen).length;
    this.say(this.status.textContent ?? "");
    if (focused) /** @type {HTMLElement | null} */ (this.lists.querySelector(`[data-command="${CSS.escape(focused)}"] .cp-keys`))?.focus();
  }

  /** @param {string} sentence */
  say(sentence) {
    this.status.textContent = sentence;
    this.foot.hidden = !sentence && this.resetAll.hidden;
  }

  /** @param {import("../commands/keys.js").Group} group */
  group(group) {
    const { words } = this;
    const rows = this.keymap.commands.filter((one) => one.group === group).map((command) => this.row(command));
    const pointers = (POINTERS[group] ?? []).map((id) =>
      element("li", { class: "cp-shortcut" }, element("span", { text: words(`pointer_${id}_does`) }), element("span", { class: "cp-pointer", text: words(`pointer_${id}`) })));
    return element("section", {},
      element("h4", { text: words(`group_${group}`) }),
      NOTED.has(group) ? element("p", { class: "cp-hint", text: words(`group_${group}_note`) }) : null,
      element("ul", {}, ...rows, ...pointers),
    );
  }

  /** @param {Command} command @returns {HTMLElement} */
  row(command) {
    const { words, keymap } = this;
    const keys = keymap.keysOf(command);
    const does = words(`command_${command.id}`);
    const caps = capsOf(words, keys);
    const isChosen = command.id in keymap.chosen;
    return element("li", { class: "cp-shortcut", "data-command": command.id },
      element("span", { text: does }),
      isChosen ? button(words("remap_reset"), () => this.reset(command), { class: "cp-link" }) : null,
      command.isFixed
        ? element("span", { class: "cp-keys" }, ...caps)
        : button(words("remap_change", { command: does, keys: keysName(words, keys) }), () => this.wait(command), { class: "cp-keys", title: words("remap_title") }, ...caps),
    );
  }

  /** Wait for a command's new key. @param {Command} command */
  wait(command) {
    this.rest();
    this.ask(command, this.words("remap_press"), [this.cancel(command)]);
    this.isWaiting = true;
  }

  /** Ask something in a command's row. @param {Command} command @param {string} question @param {HTMLButtonElement[]} answers */
  ask(command, question, answers) {
    this.asked = command;
    const row = this.lists.querySelector(`[data-command="${CSS.escape(command.id)}"]`);
    row?.classList.add("cp-asking");
    row?.replaceChildren(
      element("span", { text: this.words(`command_${command.id}`) }),
      element("p", { class: "cp-question", role: "alert", text: question }),
      element("span", { class: "cp-answers" }, ...answers),
    );
    answers[0]?.focus();
  }

  /** @param {Command} command */
  nameOf({ id }) {
    return this.words("remap_quoted", { name: this.words(`command_${id}`) });
  }

  /** @param {Command} command */
  cancel(command) {
    return button(this.words("remap_cancel"), () => this.leave(command), { class: "cp-button" });
  }

  /** @param {Command} command */
  leave(command) {
    this.rest();
    this.fill(command.id);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    event.stopPropagation();
    const { asked: command, isWaiting } = this;
    if (!command || event.key === "Tab" || !(isWaiting || event.key === "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") this.leave(command);
    else if (!["Control", "Alt", "AltGraph", "Shift", "Meta"].includes(event.key)) this.take(command, comboOf(event));
  }

  /** @param {Command} command @param {string} combo */
  take(command, combo) {
    const { words, keymap } = this;
    const refusal = refusalOf(command, combo);
    const key = comboName(words, combo);
    if (refusal) {
      this.ask(command, words(refusal, { key }), [this.cancel(command)]);
      return;
    }
    const others = keymap.clashes(command, combo);
    if (!others.length) {
      this.choose(withKeys(keymap, command, [combo]), command.id);
      return;
    }
    this.isWaiting = false;
    const after = swapped(keymap, command, combo);
    const names = others.map((one) => this.nameOf(one)).join(", ");
    const again = button(words("remap_other"), () => this.wait(command), { class: "cp-button" });
    const swap = after && button(words("remap_swap"), () => this.choose(after, command.id), { class: "cp-button cp-primary" });
    this.ask(command, words(after ? "remap_clash" : "remap_clash_fixed", { key, others: names }), [...(swap ? [swap] : []), again, this.cancel(command)]);
  }

  /** @param {Command} command */
  reset(command) {
    const { words, keymap } = this;
    const others = command.keys.flatMap((combo) => keymap.clashes(command, combo));
    if (!others.length) {
      this.choose(withKeys(keymap, command, command.keys), command.id);
      return;
    }
    const names = [...new Set(others)].map((one) => this.nameOf(one)).join(", ");
    this.ask(command, words("remap_reset_clash", { keys: keysName(words, command.keys), others: names }), [this.cancel(command)]);
  }

  /** @param {Chosen} chosen @param {string} [focused] */
  choose(chosen, focused) {
    const { words } = this;
    this.keymap.choose(chosen);
    this.rest();
    this.fill(focused);
    this.say(words("remap_saving"));
    this.desk.preferences.set("shortcuts", chosen).then(() => this.say(words("remap_saved")), () => this.say(words("remap_unsaved")));
  }
}
