/** In words, for who does not see the text: where the caret has come, what is selected, and what has been done. */

import { wholeOf } from "../source/leaps.js";
import { nextCharacterEdge, wordAround } from "../source/offsets.js";
import { lineEdge } from "../text/lines.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../source/model.js").Coding} Coding */
/** @typedef {import("../source/model.js").Operation} Operation */
/** @typedef {import("../text/caret.js").Unit} Unit */
/** @typedef {{start: number, end: number}} Span */

const HEAD = 90;
const TAIL = 60;
const AROUND = 40;

/** Long words without their middle. @param {string} text */
export function briefly(text) {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  return letters.length <= HEAD + TAIL ? letters.join("") : `${letters.slice(0, HEAD).join("")} … ${letters.slice(-TAIL).join("")}`;
}

export class Aloud {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {number | null} The turn that was spoken of last. */
    this.turn = null;
  }

  /** @param {import("../source/model.js").Turn} turn */
  nameOf({ n, speaker, interviewer }) {
    const { words } = this.desk;
    return words(interviewer ? "turn_interviewer" : "turn_name", { n, speaker: speaker || words("no_speaker") });
  }

  /** The caret has moved, or the selection has. @param {Unit} unit */
  moved(unit) {
    this.desk.bar.voice.say(() => this.place(unit));
  }

  /** @param {Unit} unit */
  place(unit) {
    const { selection, view, words, picking } = this.desk;
    const at = selection?.focus ?? null;
    if (!view || !selection || at === null) return "";
    const { model } = view;
    if (selection.span) return words("aloud_selected", { size: picking.sizeOf(model, selection.span), words: briefly(model.text.slice(selection.span.start, selection.span.end)) });
    const turn = model.turnAt(at);
    const said = this.wordsAt(view, at, unit);
    if (this.turn === turn.n && unit !== "turn") return said;
    this.turn = turn.n;
    return words("aloud_at_turn", { turn: this.nameOf(turn), words: said });
  }

  /** @param {import("../text/render.js").TextView} view @param {number} at @param {Unit} unit */
  wordsAt(view, at, unit) {
    const { model } = view;
    const turn = model.turnAt(at);
    const span = spanAt(view, at, unit);
    const found = model.text.slice(span.start, Math.min(span.end, turn.end));
    return found.trim() ? briefly(found) : this.desk.words("key_Space");
  }

  /** A place was gone to: the words there, with some around them. @param {Span} span @param {string} [why] */
  found(span, why = "") {
    const { bar, session } = this.desk;
    const { model } = session;
    if (!model) return;
    const turn = model.turnAt(span.start);
    const around = model.text.slice(Math.max(turn.start, span.start - AROUND), Math.min(Math.max(turn.end, span.end), span.end + AROUND));
    const said = this.desk.words("aloud_at_turn", { turn: this.nameOf(turn), words: briefly(around) });
    bar.voice.say(why ? `${said}. ${why}` : said);
  }

  /** Something was done to the source; said before it shows. @param {Omit<Operation, "request_id">} deed */
  done(deed) {
    const { session, bar, words } = this.desk;
    const { model } = session;
    const coding = model?.shown.get(deed.coding_id ?? "");
    const code = model?.codes.get(coding?.code_id ?? "")?.label ?? coding?.code_id ?? "";
    switch (deed.kind) {
      case "undo":
      case "redo":
        return bar.mention(words(deed.kind === "undo" ? "undone" : "redone"));
      case "remove":
        return bar.mention(words("deed_removed", { code }));
      case "split":
        return bar.mention(words("deed_split", { code }));
      case "merge":
        return bar.mention(words("deed_merged", { code }));
      case "change":
        return coding && this.changed(coding, deed);
      case "memo":
      case "comment":
      case "memo_edit":
      case "memo_remove":
        return bar.mention(words(`deed_${deed.kind}`));
    }
  }

  /** @param {Coding} coding @param {any} deed */
  changed(coding, deed) {
    const { session, bar, words } = this.desk;
    const model = /** @type {import("../source/model.js").Model} */ (session.model);
    if (deed.code_id !== undefined) return bar.mention(words("deed_recoded", { code: model.codes.get(deed.code_id)?.label ?? deed.code_id }));
    if ("start" in deed || "end" in deed) {
      const { start, end } = model.spanOf({ ...model.wireOf(coding), ...deed });
      bar.voice.say(words("aloud_covers", { words: briefly(model.text.slice(start, end)) }));
      return;
    }
    const values = Object.keys(deed).filter((name) => name in model.attributes).map((name) => {
      const found = model.attributes[name].find((/** @type {any} */ one) => one.value === deed[name]);
      return words("aloud_value", { name: words(name), value: found?.label ?? words("not_set") });
    });
    bar.voice.say(values.join(", "));
  }
}

/** @param {import("../text/render.js").TextView} view @param {number} at @param {Unit} unit @returns {Span} */
function spanAt(view, at, unit) {
  const { model } = view;
  if (unit === "sentence" || unit === "turn") return wholeOf(model, { start: at, end: at }, unit);
  if (unit === "line") return { start: lineEdge(view, at, -1), end: lineEdge(view, at, 1) };
  const character = { start: at, end: nextCharacterEdge(model.text, at, 1) };
  return unit === "word" ? (wordAround(model.text, at) ?? character) : character;
}
