/** Words as they are compared in a search. */

/** Lower case without accents, so that "hap" finds "håp". @param {string} word */
export function fold(word) {
  return word.toLocaleLowerCase("nb").normalize("NFD").replace(/\p{M}/gu, "");
}
