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

import { Places } from "../../../browser/mounting.js";
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

const REPORT_REST = 2000;

/** @type {Places<Desk>} */
const PLACES = new Places("pane.css");

/**
 * @param {{data: Data, parentElement: HTMLElement, setTriggerValue: (name: string, value: object) => void}} component
 * @returns {() => void} Called when the element goes away.
 */
export default function pane({ data, parentElement, setTriggerValue }) {
  const key = [data.api, data.source_id, data.language, data.editable].join(" ");
  const desk = PLACES.at(parentElement, key, () => new Desk(data));
  desk.update(data);
  reportCounts(desk, data, setTriggerValue);
  return () => PLACES.leave(parentElement);
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
        timer = setTimeout(() => send("counts", desk.session.counts()), REPORT_REST);
      };
}
