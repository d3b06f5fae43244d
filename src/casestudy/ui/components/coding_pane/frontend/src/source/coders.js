/** Coders as they are told apart: a colour each, and their initials beside it. */

/** Each has a contrast of 3 to both papers, and they stay apart for people who see red and green alike. */
export const CODER_COLOURS = ["#6855d6", "#eb6200", "#0094bb", "#c52d1f", "#6887ff", "#3e6596", "#009e72", "#237356"];

/** The colour of a coder, the same in every source. @param {Map<string, string>} coders In the study's order. @param {string} id */
export function coderColour(coders, id) {
  const at = [...coders.keys()].indexOf(id);
  return at < 0 ? "GrayText" : CODER_COLOURS[at % CODER_COLOURS.length];
}

/** @param {string} name */
export function initialsOf(name) {
  return name.split(/\s+/).filter(Boolean).map((part) => part[0]).slice(0, 3).join("").toLocaleUpperCase();
}
