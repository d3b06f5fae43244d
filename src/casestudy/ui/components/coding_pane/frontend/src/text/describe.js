/** What is said of a coding: its code, whose it is, what is set on it, and where it stands. */

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
  });
  const set = saidOf(view, coding).map(({ name: what, value }) => `${what}: ${value}`);
  const comments = coding.comments.length ? [words("comments", { count: coding.comments.length })] : [];
  return [name, ...set, ...comments].join(", ");
}
