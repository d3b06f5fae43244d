/** The coding pane's entry: one desk per place on the page, kept alive while the page around is drawn anew. */

import "./styles/pane.css";
import "./styles/text.css";
import "./styles/margin.css";
import "./styles/legend.css";
import "./styles/density.css";
import "./styles/palette.css";
import "./styles/picking.css";
import "./styles/card.css";
import "./styles/panels.css";
import "./styles/help.css";
import "./styles/correct.css";
import "./styles/memos.css";
import "./styles/working.css";
import "./styles/suggest.css";

import { Desk } from "./desk.js";

/**
 * @typedef {object} Data
 * @property {string} source_id
 * @property {string} api
 * @property {string} language
 * @property {string | null} goto
 * @property {Record<string, string>} strings
 * @property {boolean} editable
 * @property {number} height
 * @property {string | null} [coding_pass]
 * @property {boolean} [report] Send counts to the page.
 */

const STYLE = "pane.css";
const KEEP = 60000;
const REPORT_REST = 2000;

/** @type {WeakMap<HTMLElement, Desk>} */
const MOUNTED = new WeakMap();
/** Desks whose element went away, by what they show: the page may only be drawing itself anew. */
/** @type {Map<string, {desk: Desk, timer: ReturnType<typeof setTimeout>}>} */
const PARKED = new Map();
/** @type {Promise<unknown> | undefined} */
let styled;

/**
 * @param {{data: Data, parentElement: HTMLElement, setTriggerValue: (name: string, value: object) => void}} component
 * @returns {() => void} Called when the element goes away.
 */
export default function pane({ data, parentElement, setTriggerValue }) {
  const key = [data.api, data.source_id, data.language, data.editable].join(" ");
  let desk = MOUNTED.get(parentElement);
  if (desk && keyOf.get(desk) !== key) {
    desk.destroy();
    desk = undefined;
  }
  desk ??= mount(key, data, parentElement);
  desk.update(data);
  reportCounts(desk, data, setTriggerValue);
  return () => park(parentElement);
}

/** @type {WeakMap<Desk, string>} */
const keyOf = new WeakMap();

/** @param {string} key @param {Data} data @param {HTMLElement} parent */
function mount(key, data, parent) {
  const parked = PARKED.get(key);
  clearTimeout(parked?.timer);
  PARKED.delete(key);
  const desk = parked?.desk ?? new Desk(data);
  keyOf.set(desk, key);
  MOUNTED.set(parent, desk);
  desk.mount(parent);
  styled ??= loadStyle(STYLE);
  styled.then(() => desk.show());
  return desk;
}

/** @param {HTMLElement} parent */
function park(parent) {
  const desk = MOUNTED.get(parent);
  if (!desk) return;
  MOUNTED.delete(parent);
  const key = /** @type {string} */ (keyOf.get(desk));
  PARKED.get(key)?.desk.destroy();
  clearTimeout(PARKED.get(key)?.timer);
  desk.root.remove();
  const timer = setTimeout(() => {
    PARKED.delete(key);
    desk.destroy();
  }, KEEP);
  PARKED.set(key, { desk, timer });
}

/** @param {string} name */
function loadStyle(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, import.meta.url).href;
  const loaded = new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });
  document.head.append(link);
  return loaded;
}

/**
 * Tell the page of new counts, once changes have come to rest.
 * @param {Desk} desk
 * @param {Data} data
 * @param {(name: string, value: object) => void} send
 */
function reportCounts(desk, data, send) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  desk.onCounts = !data.report
    ? undefined
    : () => {
        clearTimeout(timer);
        timer = setTimeout(() => send("counts", desk.counts()), REPORT_REST);
      };
}
