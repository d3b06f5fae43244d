/** Suggestions: their reasons in words, and questions asked until they are answered. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Question, whyOf, whysOf } from "../src/source/suggestions.js";
import { wordsOf } from "../../../browser/words.js";

const words = wordsOf({
  why_word: "«{word}»",
  why_cue: "{found}, i kodeboka: «{cue}»",
  why_cue_same: "{found} står i kodeboka",
  why_negated: "{why} – men «{negation}» like ved",
  why_like: "{found}, som {theirs} i utdrag {segment}",
  why_like_same: "{found} står også i utdrag {segment}",
  why_like_chosen: "{found}, som {theirs} i det du merket",
  why_like_chosen_same: "{found} står også i det du merket",
});

/** @param {...string} texts */
const places = (...texts) => texts.map((text, at) => ({ start: at * 20, end: at * 20 + text.length, text }));
/** @param {Partial<import("../src/source/suggestions.js").Cue>} more */
const cue = (more) => /** @type {const} */ ({ kind: "cue", cue: "tro på framtida", found: places("trodde", "framtida"), negation: null, ...more });
/** @param {Partial<import("../src/source/suggestions.js").Like>} more */
const like = (more) => /** @type {const} */ ({ kind: "like", segment_number: 231, found: places("bollene"), theirs: places("boller"), ...more });

test("a cue is told with the words found, once each", () => {
  assert.equal(whyOf(cue({}), words), "«trodde», «framtida», i kodeboka: «tro på framtida»");
  assert.equal(whyOf(cue({ cue: "håp", found: places("Håp") }), words), "«Håp» står i kodeboka");
  assert.equal(whyOf(cue({ cue: "tro tro", found: places("tro", "tro") }), words), "«tro» står i kodeboka");
});

test("a negation close by is told", () => {
  assert.equal(whyOf(cue({ cue: "håp", found: places("håp"), negation: places("itj")[0] }), words), "«håp» står i kodeboka – men «itj» like ved");
});

test("likeness names the segment, or the words one has chosen", () => {
  assert.equal(whyOf(like({}), words), "«bollene», som «boller» i utdrag S-0231");
  assert.equal(whyOf(like({ theirs: places("Bollene") }), words), "«bollene» står også i utdrag S-0231");
  assert.equal(whyOf(like({ segment_number: null }), words), "«bollene», som «boller» i det du merket");
  assert.equal(whysOf([cue({ cue: "håp", found: places("håp") }), like({})], words), "«håp» står i kodeboka; «bollene», som «boller» i utdrag S-0231");
});

test("a question is asked again while the answer is being prepared", async () => {
  const states = ["preparing", "ready"];
  /** @type {string[]} */
  const asked = [];
  const done = new Promise((resolve) => {
    const question = new Question(
      (answer) => answer.state === "ready" && resolve(answer),
      async (url) => (asked.push(url), { state: states.shift() }),
    );
    question.ask("/x", { start: 3, end: 9, pass: null });
  });
  assert.deepEqual(await done, { state: "ready" });
  assert.deepEqual(asked, ["/x?start=3&end=9", "/x?start=3&end=9"]);
});

test("only the newest question is answered, and none after it is dropped", async () => {
  /** @type {((value: any) => void)[]} */
  const answers = [];
  /** @type {any[]} */
  const heard = [];
  const question = new Question((answer) => heard.push(answer), () => new Promise((resolve) => answers.push(resolve)));
  const asking = [question.ask("/x", { start: 0, end: 1 }), question.ask("/x", { start: 0, end: 2 })];
  answers.forEach((answer, at) => answer({ state: "ready", at }));
  await Promise.all(asking);
  assert.deepEqual(heard, [{ state: "ready", at: 1 }]);
  const last = question.ask("/x", { start: 0, end: 3 });
  question.drop();
  answers[2]({ state: "ready", at: 2 });
  await last;
  assert.equal(heard.length, 1);
});

test("a lost connection is no trouble of the one who codes", async () => {
  /** @type {any[]} */
  const heard = [];
  const question = new Question((answer) => heard.push(answer), () => Promise.reject(new TypeError("offline")));
  await question.ask("/x", { start: 0, end: 1 });
  assert.deepEqual(heard, []);
});
