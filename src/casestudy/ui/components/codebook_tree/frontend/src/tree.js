/** The tree's entry: one tree per place on the page, kept alive while the page around is drawn anew. */

import "./styles/tree.css";
import "./styles/rows.css";

import { Places } from "../../../browser/mounting.js";
import { CodebookTree } from "./codebook_tree.js";

/**
 * @typedef {object} Data
 * @property {string} member Whose tree it is: what is open is remembered for each.
 * @property {string} language
 * @property {Record<string, string>} strings
 * @property {import("./book.js").Code[]} codes
 * @property {string | null} chosen
 * @property {string[]} ticked
 * @property {number} seen The newest message that the page has read.
 * @property {Record<string, string>} answers Why a move was refused, by request id; nothing where it was done.
 * @property {boolean} editable
 */

/** @typedef {{n: number, chosen: string | null, ticked: string[], moves: import("./outbox.js").Move[]}} Message */

/** @type {Places<CodebookTree>} */
const PLACES = new Places("tree.css");

/**
 * @param {{data: Data, parentElement: HTMLElement, setStateValue: (name: string, value: Message) => void}} component
 * @returns {() => void} Called when the element goes away.
 */
export default function tree({ data, parentElement, setStateValue }) {
  const key = [data.member, data.language, data.editable].join(" ");
  const shown = PLACES.at(parentElement, key, () => new CodebookTree(data));
  shown.update(data, (message) => setStateValue("sent", message));
  return () => PLACES.leave(parentElement);
}
