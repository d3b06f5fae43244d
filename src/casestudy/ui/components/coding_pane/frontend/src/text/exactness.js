/** Selecting by letters instead of whole words, until it is turned off again. */

import { button } from "../dom.js";

/** @param {import("../desk.js").Desk} desk @returns {import("../features.js").Feature} */
export function exactness(desk) {
  const toggle = () => {
    desk.isExact = !desk.isExact;
    sign.hidden = !desk.isExact;
    desk.selection?.reshape();
    desk.picking.follow();
    if (!desk.isExact) desk.bar.mention(desk.words("exact_off"));
  };
  const sign = button(desk.words("exact_on"), toggle, { class: "cp-chip cp-sign", title: desk.words("exact_on_title"), "aria-pressed": "true", hidden: true });
  desk.bar.aside.append(sign);
  return { commands: [{ id: "exact", group: "select", keys: ["Alt+x", "x"], anywhere: true, inPalette: true, run: toggle }] };
}
