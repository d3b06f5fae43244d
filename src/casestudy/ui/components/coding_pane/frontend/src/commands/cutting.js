/** Cutting a coding in two at the caret, and joining those that stand side by side. */

import { swatch } from "../dom.js";
import { choose } from "../panels/choice.js";
import { ATTRIBUTES } from "../source/attributes.js";
import { agree, besides, cutAt } from "../source/cutting.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/model.js").Coding} Coding */

/** @param {Desk} desk @returns {import("../features.js").Feature} */
export function cutting(desk) {
  return {
    commands: [
      { id: "split", group: "change", keys: ["s"], anywhere: true, run: () => desk.editable && split(desk) },
      { id: "merge", group: "change", keys: ["m"], anywhere: true, run: () => desk.editable && merge(desk) },
    ],
  };
}

/** The open coding, or one's own ones at the caret. @param {Desk} desk @param {(coding: Coding) => boolean} fits */
function candidates(desk, fits) {
  const { model } = desk.session;
  const open = desk.activeOfMine();
  if (open) return fits(open) ? [open] : [];
  const at = desk.visit.caretAt();
  if (!model || at === null) return [];
  return model.codingsAt(at).filter((coding) => model.isMine(coding) && fits(coding));
}

/** @param {Desk} desk */
function split(desk) {
  const { model } = desk.session;
  const at = desk.visit.caretAt();
  if (!model || at === null) return desk.bar.mention(desk.words("split_where"));
  const cut = (/** @type {Coding} */ coding) => cutAt(model.text, coding, at);
  const found = candidates(desk, (coding) => Boolean(cut(coding)));
  if (!found.length) return desk.bar.mention(desk.words("split_where"));
  pick(desk, "split_which", found, at, (coding) => {
    const where = cut(coding);
    if (where) desk.session.split(coding.id, where);
  });
}

/** @param {Desk} desk */
function merge(desk) {
  const { model } = desk.session;
  if (!model) return false;
  const found = candidates(desk, (coding) => besides(model, coding).length > 0);
  if (!found.length) return desk.bar.mention(desk.words("merge_none"));
  pick(desk, "merge_which", found, found[0].start, (coding) => {
    const others = besides(model, coding).filter((other) => agree(coding, other, ATTRIBUTES));
    if (others.length) desk.session.merge(coding.id, others.map(({ id }) => id));
    else desk.bar.mention(desk.words("merge_differs"));
  });
}

/** Do it to the only one, or to the one that is chosen. @param {Desk} desk @param {string} key @param {Coding[]} found @param {number} at @param {(coding: Coding) => void} run */
function pick(desk, key, found, at, run) {
  if (found.length === 1) return run(found[0]);
  const { view, root, words } = desk;
  const anchor = view?.places.edge({ start: at, end: at + 1 }, "start") ?? root.getBoundingClientRect();
  const options = found.map((coding) => {
    const code = view?.model.codes.get(coding.code_id);
    return { label: code?.label ?? coding.code_id, mark: swatch(code?.colour ?? "GrayText"), run: () => run(coding) };
  });
  choose({ root, label: words(key), anchor, options });
}
