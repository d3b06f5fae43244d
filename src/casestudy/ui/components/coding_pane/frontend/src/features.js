/** What is added to the desk, each in a file of its own. */

import { cutting } from "./commands/cutting.js";
import { uncoded } from "./commands/uncoded.js";
import { Correct } from "./panels/correct.js";
import { pressMargin } from "./panels/margin.js";
import { MemoPanel } from "./panels/memos.js";
import { Presence } from "./panels/presence.js";
import { Reading } from "./panels/reading.js";
import { Review } from "./panels/review.js";
import { Search } from "./panels/search.js";
import { Similar } from "./panels/similar.js";
import { Since } from "./panels/since.js";
import { Suggest } from "./panels/suggest.js";
import { ways } from "./panels/ways.js";
import { address } from "./text/address.js";
import { Density } from "./text/density.js";
import { Tip } from "./text/tip.js";
import { exactness } from "./text/exactness.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./source/model.js").Model} Model */

/**
 * Part of the desk. It is made once, with the desk, and hears of what happens there.
 * @typedef {object} Feature
 * @property {import("./commands/keys.js").Command[]} [commands]
 * @property {(model: Model, document: any) => void} [opened] A source has been loaded, or loaded anew; its text is on the page.
 * @property {(change: import("./source/model.js").Change) => void} [changed] Codings have changed.
 * @property {(answer: any) => void} [answered] The server has answered a batch or a poll.
 * @property {(turns: import("./source/model.js").Turn[]) => void} [made] Their rows were made: they are, as they come near the view or there is time.
 * @property {() => void} [painted] Turns were painted anew.
 * @property {(span: {start: number, end: number}) => void} [picking] A code is wanted for these words.
 * @property {() => void} [closed] The text is taken away.
 * @property {() => boolean} [leave] Escape: close what it has open; whether there was something.
 * @property {() => void} [destroy] The desk is taken away.
 */

/** @param {Desk} desk @param {string} language @returns {Feature[]} */
export function featuresOf(desk, language) {
  const similar = new Similar(desk);
  return [
    address(desk),
    new Correct(desk),
    cutting(desk),
    new Density(desk),
    exactness(desk),
    new MemoPanel(desk, language),
    pressMargin(desk),
    new Presence(desk),
    new Reading(desk),
    new Review(desk, language),
    new Search(desk),
    similar,
    new Since(desk),
    new Suggest(desk, () => similar.find()),
    new Tip(desk),
    uncoded(desk),
    ways(desk),
  ];
}
