/** What a member has chosen for the pane, kept by the server and the same in every source. */

import { ask } from "./sync.js";

export class Preferences {
  /** @param {string} api */
  constructor(api) {
    this.url = `${api}/preferences`;
    /** @type {Record<string, any>} */
    this.values = {};
  }

  /** What came with a source. @param {Record<string, any> | undefined} values */
  take(values = {}) {
    this.values = { ...values, ...this.values };
  }

  /** @param {string} name @returns {any} Undefined where nothing is chosen. */
  get(name) {
    return this.values[name];
  }

  /** Choose, here at once and on the server when it answers. @param {string} name @param {any} value */
  async set(name, value) {
    this.values[name] = value;
    await ask(this.url, { name, value });
  }
}
