/** A name for a code from someone's own words. */

const LONGEST = 60;

/** The words on one line, without signs at the ends, cut behind a word. @param {string} words */
export function nameFrom(words) {
  const line = words.replace(/\s+/g, " ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST + 1).replace(/\s+\S*$/, "");
  const kept = cut.length <= LONGEST ? cut : [...line].slice(0, LONGEST / 2).join("");
  return kept.replace(/[^\p{L}\p{N}]+$/u, "");
}
