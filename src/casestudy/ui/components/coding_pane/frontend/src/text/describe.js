/** What is said of a coding: its code, whose it is, what is set on it, and where it stands. */

import { excerptOf } from "../source/corrections.js";
import { attributesOf } from "../source/attributes.js";

/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("./render.js").TextView} TextView */

/** What is set on a coding, in words. @param {TextView} view @param {Coding} coding @returns {{name: string, value: string}[]} */
export function saidOf({ model, words }, coding) {
  return attributesOf(model.attributes, model.codes.get(coding.code_id)).flatMap((name) => {
    const now = /** @type {any} */ (coding)[name];
    const found = model.attributes[name].find((/** @type {any} */ one) => one.value === now);
    return found ? [{ name: words(name), value: found.label }] : [];
  });
}

/** What a screen reader says of a coding. @param {TextView} view @param {Coding} coding */
export function describe(view, coding) {
  const { model, words } = view;
  const turns = model.turnsIn(coding);
  const [first, last] = [turns[0].n, turns[turns.length - 1].n];
  const name = words("coding_name", {
    code: model.codes.get(coding.code_id)?.label ?? coding.code_id,
    coder: model.coders.get(coding.coder_id) ?? "",
    turns: first === last ? String(first) : `${first}–${last}`,
    words: excerptOf(model.text, coding),
  });
  const set = saidOf(view, coding).map(({ name: what, value }) => `${what}: ${value}`);
  return [name, ...set, ...writtenOn(view, coding)].join(", ");
}

/** How much is written on a coding, and what was written last. @param {TextView} view @param {Coding} coding */
export function writtenOn({ model, words }, { comments }) {
  const last = comments.at(-1);
  if (!last) return [];
  const said = words("said_by", { author: model.coders.get(last.author_id) ?? "", words: excerptOf(last.body, { start: 0, end: last.body.length }) });
  return [comments.length > 1 ? `${words("comments", { count: comments.length })}, ${said}` : said];
}
