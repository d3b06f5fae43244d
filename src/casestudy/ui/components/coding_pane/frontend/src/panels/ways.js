/** The choice by what the margin groups its stripes: in the side panel and by a key, remembered for the member. */

import { button, element } from "../dom.js";
import { WAYS } from "../source/grouping.js";

/** @typedef {import("../source/grouping.js").By} By */

/** @param {import("../desk.js").Desk} desk @returns {import("../features.js").Feature} */
export function ways(desk) {
  const { words } = desk;
  const choices = WAYS.map((by) => button(words(`margin_${by}`), () => choose(by), { class: "cp-choice", "data-focus": `margin-${by}` }));
  const group = element("div", { class: "cp-choices", role: "group", "aria-label": words("margin_by") }, ...choices);
  desk.legend.panel.prepend(element("h3", { text: words("margin_by") }), group);

  /** @param {By} by */
  function show(by) {
    choices.forEach((choice, at) => choice.setAttribute("aria-pressed", String(WAYS[at] === by)));
    if (desk.view && desk.view.margin.by !== by) desk.view.arrange(by);
  }

  /** @param {By} by */
  function choose(by) {
    show(by);
    desk.bar.mention(words(`margin_now_${by}`));
    // Where the server does not answer, the choice holds as long as the page is open.
    desk.preferences.set("margin", by).catch(() => {});
  }

  return {
    commands: [
      {
        id: "margin_next",
        group: "show",
        keys: ["b"],
        run: () => choose(WAYS[(WAYS.indexOf(desk.view?.margin.by ?? "code") + 1) % WAYS.length]),
      },
    ],
    opened: () => show(wayOf(desk.preferences.get("margin"))),
  };
}

/** @param {unknown} kept @returns {By} */
function wayOf(kept) {
  return WAYS.find((by) => by === kept) ?? "code";
}
