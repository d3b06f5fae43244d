/** Small pictures in the lines, each with words for those who do not see it. */

import { drawing, element } from "../../../browser/dom.js";

/** @typedef {import("./searching.js").Wanted} Wanted */

const PATHS = {
  twist: "M6 4l4 4-4 4",
  grip: "M6 4v.1M10 4v.1M6 8v.1M10 8v.1M6 12v.1M10 12v.1",
  unreviewed: "M8 2.5a5.5 5.5 0 1 0 .1 0z",
  queue: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2v3h-3",
  comments: "M3 3.5h10v7H7l-2.6 2.4v-2.4H3z",
  draft: "M3 13l.6-2.8 7.3-7.3 2.2 2.2-7.3 7.3zM9.6 4.2l2.2 2.2",
  expand: "M4 5l4 4 4-4M4 9.5l4 4 4-4",
  collapse: "M4 7l4-4 4 4M4 12l4-4 4 4",
  tick: "M2.5 2.5h11v11h-11zM5 8l2.2 2.4L11.2 6",
  close: "M4 4l8 8M12 4l-8 8",
};

/** @param {keyof typeof PATHS} name */
export function picture(name) {
  return drawing(PATHS[name], `bt-picture bt-picture-${name}`);
}

/**
 * What is still to be done with a code, as a picture or letters and a sentence; nothing where it is done.
 * @param {Exclude<Wanted, "all">} name
 * @param {import("./book.js").Marks} marks
 * @param {import("../../../browser/words.js").Words} words
 * @returns {Node[]}
 */
export function markOf(name, marks, words) {
  if (name === "missing") {
    return marks.missing.map((language) => mark(name, words(`missing_${language}`), element("span", { "aria-hidden": "true", text: language })));
  }
  if (name === "unreviewed" || name === "draft") return marks[name] ? [mark(name, words(`mark_${name}`), picture(name))] : [];
  const count = marks[name];
  if (!count) return [];
  return [mark(name, words(`mark_${name}`, { count }), picture(name), element("span", { "aria-hidden": "true", text: String(count) }))];
}

/** @param {string} name @param {string} sentence @param {...Node} parts */
function mark(name, sentence, ...parts) {
  return element("span", { class: `bt-mark bt-mark-${name}`, title: sentence }, ...parts, element("span", { class: "bt-heard", text: sentence }));
}
