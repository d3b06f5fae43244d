/** Choosing several codes, in the order they were ticked. */

/** @typedef {import("./codebook_tree.js").CodebookTree} CodebookTree */

export class Several {
  /** @param {CodebookTree} tree */
  constructor(tree) {
    this.tree = tree;
    /** @type {Set<string>} */
    this.ids = new Set();
    this.isOn = false;
    /** Where a range begins. */
    this.anchor = "";
  }

  /** What the page says is ticked. @param {string[]} ids */
  adopt(ids) {
    const had = this.ids.size;
    this.ids = new Set(ids);
    if (ids.length > 1) this.isOn = true;
    else if (had && !ids.length) this.isOn = false;
  }

  /** One code has been opened, alone. @param {string} id */
  begin(id) {
    this.isOn = false;
    this.ids.clear();
    this.anchor = id;
  }

  /** Begin to tick, or let all go. @param {boolean} isOn */
  pick(isOn) {
    this.isOn = isOn;
    if (!isOn) this.ids.clear();
    this.tree.post();
  }

  /** @param {string} id */
  tick(id) {
    const { tree, ids } = this;
    if (!tree.editable) return;
    // The open code is the first of several that are ticked after it.
    if (!this.isOn && tree.chosen && tree.chosen !== id) ids.add(tree.chosen);
    if (!ids.delete(id)) ids.add(id);
    this.anchor = id;
    this.#tell();
  }

  /** Tick all from where the last one was ticked. @param {string} id */
  tickTo(id) {
    const { tree } = this;
    if (!tree.editable) return;
    for (const one of between(tree.lines.map((line) => line.id), this.anchor || tree.focused, id)) this.ids.add(one);
    this.#tell();
  }

  #tell() {
    this.isOn = this.ids.size > 0;
    this.tree.post();
    this.tree.frame.say(this.tree.words("picked", { count: this.ids.size }));
  }

  /** Let go of codes that are no longer there. @param {Map<string, unknown>} known */
  keepOnly(known) {
    for (const id of this.ids) if (!known.has(id)) this.ids.delete(id);
  }
}

/**
 * The ids from one to another, in whichever order they stand.
 * @param {string[]} order
 * @param {string} from
 * @param {string} to
 */
export function between(order, from, to) {
  const [first, last] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  return order.slice(Math.max(first, 0), last + 1);
}
