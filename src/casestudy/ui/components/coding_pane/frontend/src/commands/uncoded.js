/** Going to the next turn that one has not coded, in this pass. */

import { nextUncoded } from "../source/progress.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** @param {Desk} desk @returns {import("../features.js").Feature} */
export function uncoded(desk) {
  const go = (/** @type {1 | -1} */ step) => {
    const { model } = desk.session;
    const turn = model && nextUncoded(model, desk.visit.turnNow().index, step, desk.pass);
    if (turn) desk.visit.stand(turn.start);
    else desk.bar.mention(desk.words("uncoded_none"));
  };
  return {
    commands: [
      { id: "uncoded_next", group: "move", keys: ["u"], anywhere: true, run: () => go(1) },
      { id: "uncoded_previous", group: "move", keys: ["Shift+u"], anywhere: true, run: () => go(-1) },
    ],
  };
}
