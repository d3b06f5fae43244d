/** What a component shows, kept alive while Streamlit draws the page around it anew. */

/** How long something stays without a place on the page, in milliseconds. */
const KEEP = 60000;

/**
 * @typedef {object} Shown
 * @property {HTMLElement} root
 * @property {(parent: HTMLElement) => void} mount
 * @property {() => void} show The styles are there, and the element may have another size.
 * @property {() => void} destroy
 */

/** @template {Shown} T */
export class Places {
  /** @param {string} style The style sheet beside the module. */
  constructor(style) {
    this.style = style;
  }

  /** @type {WeakMap<HTMLElement, {key: string, shown: T}>} */
  #mounted = new WeakMap();
  /** What lost its element, by key: the page may only be drawing itself anew. */
  /** @type {Map<string, {shown: T, timer: ReturnType<typeof setTimeout>}>} */
  #parked = new Map();

  /**
   * What stands in an element: what stood there, or was parked, under the same key, or is made now.
   * @param {HTMLElement} parent
   * @param {string} key Says what is shown; another key is another thing.
   * @param {() => T} make
   * @returns {T}
   */
  at(parent, key, make) {
    const there = this.#mounted.get(parent);
    if (there?.key === key) return there.shown;
    there?.shown.destroy();
    const parked = this.#parked.get(key);
    clearTimeout(parked?.timer);
    this.#parked.delete(key);
    const shown = parked?.shown ?? make();
    this.#mounted.set(parent, { key, shown });
    shown.mount(parent);
    loadStyle(this.style).then(() => shown.show());
    return shown;
  }

  /** The element goes away. @param {HTMLElement} parent */
  leave(parent) {
    const there = this.#mounted.get(parent);
    if (!there) return;
    const { key, shown } = there;
    this.#mounted.delete(parent);
    this.#parked.get(key)?.shown.destroy();
    clearTimeout(this.#parked.get(key)?.timer);
    shown.root.remove();
    const timer = setTimeout(() => {
      this.#parked.delete(key);
      shown.destroy();
    }, KEEP);
    this.#parked.set(key, { shown, timer });
  }
}

/** @type {Map<string, Promise<unknown>>} */
const STYLES = new Map();

/** Load a style sheet that lies beside the module, once. @param {string} name */
function loadStyle(name) {
  const known = STYLES.get(name);
  if (known) return known;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, import.meta.url).href;
  const loaded = new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });
  STYLES.set(name, loaded);
  document.head.append(link);
  return loaded;
}
