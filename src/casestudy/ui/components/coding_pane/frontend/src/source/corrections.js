/** What a correction changes in a turn, as it is shown before it is sent; the server works out its own. */

/** @typedef {{start: number, end: number, text: string}} Edit `text` stands in the place of a range, in UTF-16 units of the old text. */
/** @typedef {{start: number, end: number, codings: import("./model.js").Coding[], checks: string[]}} Place Codings on one range, and the ids of their checks. */

const CONTEXT = 70;
const LONGEST_EXCERPT = 110;
const PIECES = /[\p{L}\p{N}\p{M}]+(?:['’\-][\p{L}\p{N}\p{M}]+)*|\s+|[^\s\p{L}\p{N}\p{M}]+/gu;
/** More is shown as one piece that is replaced; comparing it would hold up the typing. */
const MOST_COMPARED = 400000;

/** @param {string} before @param {string} after @returns {Edit[]} */
export function editsOf(before, after) {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  const head = sharedFrom(old, now, (list, at) => list[at]);
  const tail = sharedFrom(old.slice(head), now.slice(head), (list, at) => list[list.length - 1 - at]);
  let place = old.slice(0, head).join("").length;
  /** @type {Edit[]} */
  const edits = [];
  for (const [kind, piece] of steps(old.slice(head, old.length - tail), now.slice(head, now.length - tail))) {
    const length = kind === "new" ? 0 : piece.length;
    const last = edits.at(-1);
    if (kind !== "same") {
      if (last?.end === place) Object.assign(last, { end: place + length, text: last.text + (kind === "new" ? piece : "") });
      else edits.push({ start: place, end: place + length, text: kind === "new" ? piece : "" });
    }
    place += length;
  }
  return edits;
}

/** Whether an edit changes words inside a range. @param {Edit} edit @param {{start: number, end: number}} span */
export function touches(edit, span) {
  return edit.start < span.end && edit.end > span.start;
}

/**
 * How many codings have changed words, by coder; one's own first.
 * @param {import("./model.js").Model} model
 * @param {{start: number}} turn
 * @param {Edit[]} edits Of the turn's words.
 * @returns {[coderId: string, count: number][]}
 */
export function touchedBy(model, turn, edits) {
  const places = edits.map(({ start, end, text }) => ({ start: turn.start + start, end: turn.start + end, text }));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const coding of model.shown.values()) {
    if (places.some((edit) => touches(edit, coding))) counts.set(coding.coder_id, (counts.get(coding.coder_id) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => Number(b === model.me.id) - Number(a === model.me.id));
}

/**
 * Where codings that wait for a look lie, in reading order.
 * @param {import("./model.js").Model} model
 * @param {{id: string, coding_id: string}[]} checks
 * @param {(coding: import("./model.js").Coding) => boolean} test
 * @returns {Place[]}
 */
export function placesOf(model, checks, test) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const { id, coding_id } of checks) {
    const coding = model.shown.get(coding_id);
    if (!coding || !test(coding)) continue;
    const { start, end } = coding;
    const place = places.get(`${start}-${end}`) ?? { start, end, codings: [], checks: [] };
    place.codings.push(coding);
    place.checks.push(id);
    places.set(`${start}-${end}`, place);
  }
  return [...places.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The words of a range, or the first of them. @param {string} text @param {{start: number, end: number}} span */
export function excerptOf(text, { start, end }) {
  const words = text.slice(start, end);
  return words.length <= LONGEST_EXCERPT ? words : `${words.slice(0, LONGEST_EXCERPT).replace(/\s+\S*$/u, "")} …`;
}

/**
 * Leave out the middle of words that stay as they are, or what is far from the only change beside them.
 * @param {string} text
 * @param {boolean} follows Whether there is a change before it.
 * @param {boolean} leads Whether there is one after it.
 */
export function shortened(text, follows, leads) {
  const first = follows ? (text.slice(0, CONTEXT).match(/^[^]*\s/)?.[0] ?? "") : "";
  const last = leads ? (text.slice(-CONTEXT).match(/\s[^]*$/)?.[0] ?? "") : "";
  return text.length <= first.length + last.length + CONTEXT ? text : `${first}…${last}`;
}

/** @param {string} text @returns {string[]} */
function piecesOf(text) {
  return text.match(PIECES) ?? [];
}

/** @param {string[]} a @param {string[]} b @param {(list: string[], at: number) => string} at */
function sharedFrom(a, b, at) {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && at(a, shared) === at(b, shared)) shared += 1;
  return shared;
}

/**
 * The shortest way from one list to the other.
 * @param {string[]} old
 * @param {string[]} now
 * @returns {["same" | "old" | "new", string][]}
 */
function steps(old, now) {
  if (old.length * now.length > MOST_COMPARED) return [...old.map(gone), ...now.map(come)];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [down, right] = [longest[(i + 1) * width + j], longest[i * width + j + 1]];
      longest[i * width + j] = old[i] === now[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(down, right);
    }
  }
  /** @type {["same" | "old" | "new", string][]} */
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push(["same", old[i]]);
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) found.push(gone(old[i++]));
    else found.push(come(now[j++]));
  }
  return found;
}

/** @param {string} piece @returns {["old", string]} */
function gone(piece) {
  return ["old", piece];
}

/** @param {string} piece @returns {["new", string]} */
function come(piece) {
  return ["new", piece];
}
