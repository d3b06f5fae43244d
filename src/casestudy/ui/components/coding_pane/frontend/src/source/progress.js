/** How far one has come in a source: which turns are read, which are coded. */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Operation} Operation */

/**
 * Numbers of the turns that are marked as read.
 * @param {[number, number][]} ranges First and last, both included.
 * @param {Operation[]} operations Not yet sent.
 * @returns {Set<number>}
 */
export function readTurns(ranges, operations) {
  /** @type {Set<number>} */
  const read = new Set();
  const all = [...ranges.map(([first, last]) => ({ first, last, read: true })), ...operations.filter(({ kind }) => kind === "read")];
  for (const { first = 0, last = -1, read: isRead } of all) {
    for (let number = first; number <= last; number += 1) {
      if (isRead) read.add(number);
      else read.delete(number);
    }
  }
  return read;
}

/** Numbers of the turns that one has coded, whatever is filtered away. @param {Model} model @param {string | null} pass Only with its codes; null counts all. @returns {Set<number>} */
export function codedTurns(model, pass) {
  /** @type {Set<number>} */
  const coded = new Set();
  for (const coding of model.shown.values()) {
    const counts = model.isMine(coding) && (pass === null || model.codes.get(coding.code_id)?.passes?.includes(pass));
    if (counts) for (const { n } of model.turnsIn(coding)) coded.add(n);
  }
  return coded;
}

/** The shares of turns read and coded, in per cent; what is coded is read. @param {Model} model @param {Set<number>} marked As read. @param {string | null} pass */
export function progressOf(model, marked, pass) {
  const read = new Set([...marked, ...codedTurns(model, null)]);
  return { read: share(read.size, model.turns.length), coded: share(codedTurns(model, pass).size, model.turns.length) };
}

/** In per cent: what is begun is never 0, and what is left never 100. @param {number} part @param {number} whole */
function share(part, whole) {
  return part ? Math.max(1, Math.floor((100 * part) / whole)) : 0;
}

/**
 * The next turn that one has not coded, past what the interviewer says.
 * @param {Model} model
 * @param {number} from The index of the turn one is at.
 * @param {1 | -1} step
 * @param {string | null} pass
 */
export function nextUncoded(model, from, step, pass) {
  const coded = codedTurns(model, pass);
  const ahead = step > 0 ? model.turns.slice(from + 1) : model.turns.slice(0, from).reverse();
  return ahead.find(({ n, interviewer }) => !interviewer && !coded.has(n)) ?? null;
}
