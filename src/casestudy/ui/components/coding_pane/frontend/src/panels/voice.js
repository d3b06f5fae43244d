/** What a screen reader is told beside what stands on the page. What comes in quick succession is said once, when it rests. */

import { element } from "../dom.js";

const REST = 160;
/** A second sentence that is the same as the one before would not be heard. */
const AGAIN = "\u00a0";

export class Voice {
  constructor() {
    this.region = element("p", { class: "cp-voice", role: "status" });
  }

  /** Say something once nothing newer has come for a moment. @param {string | (() => string)} sentence Made only then. */
  say(sentence, rest = REST) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      const said = typeof sentence === "string" ? sentence : sentence();
      if (said) this.region.textContent = said === this.region.textContent ? said + AGAIN : said;
    }, rest);
  }

  hush() {
    clearTimeout(this.resting);
  }
}
