/** Names with the words that were sought in them. */

import { fold } from "../../../browser/folding.js";

/**
 * A name in pieces, every second of which answers the search: at most one does.
 * @param {string} name
 * @param {string[]} sought Folded.
 * @returns {string[]}
 */
export function marked(name, sought) {
  const letters = [...name];
  const folded = letters.map(fold);
  // Folding may change how long a letter is; then the name stays whole.
  if (folded.some((letter) => [...letter].length !== 1)) return [name];
  const flat = folded.join("");
  const found = sought.map((word) => ({ at: flat.indexOf(word), word })).find(({ at }) => at >= 0);
  if (!found) return [name];
  const end = found.at + found.word.length;
  return [name.slice(0, found.at), name.slice(found.at, end), name.slice(end)];
}
