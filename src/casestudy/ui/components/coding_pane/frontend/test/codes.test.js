/** Finding codes by a few letters, and the words of the pane. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { findCodes, RecentCodes } from "../src/panels/codes.js";
import { wordsOf } from "../src/words.js";

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
