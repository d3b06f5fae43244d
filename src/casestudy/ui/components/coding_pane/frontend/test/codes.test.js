/** Finding codes by a few letters, and the words of the pane. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answeringName, findCodes, isTaken, RecentCodes } from "../src/panels/codes.js";
import { nameFrom } from "../src/panels/in_vivo.js";
import { wordsOf } from "../../../browser/words.js";

/** @param {string} id @param {string} label @param {object} [fields] */
const code = (id, label, fields) => ({ id, label, path: `CHIME / ${label}`, synonyms: [], assignable: true, ...fields });

const CODES = [
  code("CH", "CHIME", { assignable: false }),
  code("CH.C.2", "Relasjoner", { synonyms: ["venner", "familie"] }),
  code("CH.H", "Håp og optimisme"),
  code("CH.H.3", "Håpefremmende relasjoner"),
  code("ACT.2", "Samtalegrupper"),
];

/** @param {string} query @param {string[]} [recent] */
const ids = (query, recent = []) => findCodes(CODES, query, recent).map(({ id }) => id);

test("without a query the last used come first, and only codes that can be applied", () => {
  assert.deepEqual(ids("", ["ACT.2", "CH.H"]), ["ACT.2", "CH.H", "CH.C.2", "CH.H.3"]);
});

test("accents and case do not matter", () => {
  assert.deepEqual(ids("HAP"), ["CH.H", "CH.H.3"]);
});

test("ids, labels and synonyms are searched, the beginning of a label before its middle", () => {
  assert.deepEqual(ids("ch.h.3"), ["CH.H.3"]);
  assert.deepEqual(ids("relas"), ["CH.C.2", "CH.H.3"]);
  assert.deepEqual(ids("fami"), ["CH.C.2"]);
  assert.deepEqual(ids("grupp"), ["ACT.2"]);
});

test("every word must answer", () => {
  assert.deepEqual(ids("håp rel"), ["CH.H.3"]);
  assert.deepEqual(ids("håp venner"), []);
});

test("the latest codes are remembered in order, once each", () => {
  const kept = new Map();
  const storage = /** @type {any} */ ({ getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value) });
  const recent = new RecentCodes(storage, "m1");
  for (const id of ["CH.H", "ACT.2", "CH.H", "GONE"]) recent.use(id);
  const codes = new Map(CODES.map((known) => [known.id, known]));
  assert.deepEqual(new RecentCodes(storage, "m1").among(codes), ["CH.H", "ACT.2"]);
});

test("sentences are filled in and numbered, and a missing one is noticed", () => {
  const words = wordsOf({ "n.one": "én kode", "n.other": "{count} koder", by: "av {coder}" });
  assert.equal(words("n", { count: 1 }), "én kode");
  assert.equal(words("n", { count: 3 }), "3 koder");
  assert.equal(words("by", { coder: "Kari" }), "av Kari");
  assert.throws(() => words("unknown"));
});

test("names of the other language answer too, and are told where the label does not show why", () => {
  const hope = code("CH.H", "Håp og optimisme", { names: ["Håp og optimisme", "Hope and optimism"], synonyms: ["framtidstro", "faith"] });
  assert.deepEqual(findCodes([hope], "hope", []), [hope]);
  assert.equal(answeringName(hope, "hope"), "Hope and optimism");
  assert.equal(answeringName(hope, "fram"), "framtidstro");
  assert.equal(answeringName(hope, "håp"), null);
});

test("a name is taken when it is a code's label in any language, or its id", () => {
  const hope = code("CH.H", "Håp", { names: ["Håp", "Hope"] });
  for (const typed of ["håp", " HOPE ", "ch.h"]) assert.ok(isTaken([hope], typed), typed);
  assert.ok(!isTaken([hope], "håpet"));
});

test("only codes of the pass are among the latest", () => {
  const codes = new Map([code("A", "A", { passes: ["rq1"] }), code("B", "B", { passes: ["rq1", "rq2"] }), code("C", "C")].map((one) => [one.id, one]));
  const recent = new RecentCodes(null, "m1");
  for (const id of ["A", "B", "C"]) recent.use(id);
  assert.deepEqual(recent.among(codes, "rq2"), ["C", "B"]);
  assert.deepEqual(recent.among(codes), ["C", "B", "A"]);
});

test("a name from someone's words is one line without signs at the ends, cut behind a word", () => {
  assert.equal(nameFrom("«vi bare\n gjør  det,»"), "vi bare gjør det");
  const long = nameFrom("de spurte hva jeg er god på, og det hadde ingen spurt meg om før den dagen");
  assert.equal(long, "de spurte hva jeg er god på, og det hadde ingen spurt meg om");
  assert.ok(nameFrom("🙂å".repeat(60)).length <= 60);
  assert.ok(nameFrom(`${"x".repeat(90)} y`).length <= 60);
});
