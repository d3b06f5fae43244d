/** The commands of the pane itself; features bring their own. */

import { changing } from "./changing.js";
import { coding } from "./coding.js";
import { moving } from "./moving.js";
import { selecting } from "./selecting.js";

/** @param {import("../desk.js").Desk} desk @returns {import("./keys.js").Command[]} */
export function commandsOf(desk) {
  return [...selecting(desk), ...moving(desk), ...coding(desk), ...changing(desk)];
}
