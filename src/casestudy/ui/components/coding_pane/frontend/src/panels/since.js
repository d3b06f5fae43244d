/** What colleagues have done since one was last here: a quiet line, marks on what is new, and a way through it. */

import { button, element, icon } from "../dom.js";
import { describe } from "../text/describe.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {{member_id: string, name: string, applied: number, changed: number, removed: number, comments: number, coding_ids: string[]}} Activity */

/** @type {("applied" | "changed" | "removed" | "comments")[]} */
const KINDS = ["applied", "changed", "removed", "comments"];

export class Since {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const { words } = desk;
    /** @type {Set<string>} Codings that are new, or that something new was said about. */
    this.ids = new Set();
    /** @type {Set<string>} All that have been seen here, however new. */
    this.known = new Set();
    /** @type {string | null} The one looked at last. */
    this.now = null;
    this.line = element("span", { class: "cp-since-line" });
    this.next = button(words("since_next"), () => this.step(1), { class: "cp-button" });
    this.panel = element("div", { class: "cp-since", role: "region", "aria-label": words("since_name"), hidden: true },
      this.line, this.next, button(words("close"), () => this.close(), { class: "cp-plain" }, icon("close")),
    );
    desk.bar.rows.append(this.panel);
    /** @type {import("../commands/keys.js").Command[]} */
    this.commands = [
      { id: "since_next", group: "move", keys: ["j"], anywhere: true, run: () => this.step(1) },
      { id: "since_previous", group: "move", keys: ["Shift+j"], anywhere: true, run: () => this.step(-1) },
    ];
  }

  /** @param {import("../source/model.js").Model} model @param {any} document */
  opened(model, document) {
    for (const id of model.shown.keys()) this.known.add(id);
    if (this.isTold) return;
    this.isTold = true;
    /** @type {Activity[]} */
    const since = document.visit?.since ?? [];
    this.ids = new Set(since.flatMap(({ coding_ids }) => coding_ids));
    const said = since.map((one) => this.said(one)).filter(Boolean);
    this.panel.hidden = !said.length;
    this.line.textContent = said.length ? this.desk.words("since", { what: said.join("; ") }) : "";
    this.next.hidden = !this.ids.size;
  }

  /** @param {Activity} activity */
  said(activity) {
    const parts = KINDS.flatMap((kind) => (activity[kind] ? [this.desk.words(`since_${kind}`, { count: activity[kind] })] : []));
    return parts.length ? `${activity.name} ${parts.join(", ")}` : "";
  }

  /** What others do meanwhile is new too. @param {import("../source/model.js").Change} change */
  changed({ ids }) {
    const { model } = this.desk.session;
    if (!model || !this.desk.view) return;
    for (const id of ids) {
      const coding = model.shown.get(id);
      if (coding && !model.isMine(coding) && !this.known.has(id)) this.ids.add(id);
      this.known.add(id);
    }
    this.painted();
  }

  /** @param {1 | -1} by */
  step(by) {
    const { session, visit, bar, words } = this.desk;
    const fresh = session.model?.visible().filter(({ id }) => this.ids.has(id)) ?? [];
    if (!fresh.length) {
      bar.mention(words("since_none"));
      return;
    }
    const at = fresh.findIndex(({ id }) => id === this.now);
    const next = at < 0 ? (by > 0 ? 0 : fresh.length - 1) : (at + by + fresh.length) % fresh.length;
    this.now = fresh[next].id;
    visit.reveal(this.now, false);
    bar.mention(words("since_count", { n: next + 1, of: fresh.length }));
    if (this.desk.view) bar.voice.say(describe(this.desk.view, fresh[next]));
  }

  painted() {
    if (!this.ids.size) return;
    for (const mark of this.desk.view?.body.querySelectorAll("[data-coding]") ?? []) {
      mark.classList.toggle("cp-new", this.ids.has(/** @type {HTMLElement} */ (mark).dataset.coding ?? ""));
    }
  }

  close() {
    this.panel.hidden = true;
    this.desk.scroller.focus({ preventScroll: true });
  }
}
