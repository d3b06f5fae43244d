/** Stripes in lanes and groups, names beside them, and coders' colours. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { CODER_COLOURS, coderColour, initialsOf } from "../src/source/coders.js";
import { Grouping } from "../src/source/grouping.js";
import { placeNames } from "../src/source/labels.js";
import { groupsIn, layOut, leftOf, Stripes, whole } from "../src/source/stripes.js";

const CODES = new Map(
  [
    { id: "CH", branch: "CH", colour: "#111111", label: "CHIME" },
    { id: "CH.H", branch: "CH", colour: "#222222", label: "Håp" },
    { id: "RE", branch: "RE", colour: "#333333", label: "Realist" },
    { id: "RE.M", branch: "RE", colour: "#444444", label: "Mekanisme" },
  ].map((code) => [code.id, code]),
);
const CODERS = new Map([
  ["anne", "Anne Berg"],
  ["me", "Per Olav Lie"],
  ["zara", "Zara"],
]);

/** @param {any[]} codings @returns {any} */
const model = (codings) => ({ codes: CODES, coders: CODERS, me: { id: "me" }, visible: () => codings });

/** @param {string} id @param {number} start @param {number} end @param {object} [fields] @returns {any} */
const coding = (id, start, end, fields) => ({ id, start, end, code_id: "CH.H", coder_id: "me", ...fields });

/** @param {any[]} all */
const nearIn = (all) => (/** @type {{start: number, end: number}} */ span) => all.filter((one) => one.start < span.end && span.start < one.end);

test("a stripe keeps its lane when others come and go", () => {
  const all = [coding("a", 0, 100), coding("b", 10, 60), coding("c", 20, 30)];
  const stripes = new Stripes(() => "");
  stripes.pack(all);
  const before = all.map((one) => stripes.placeOf(one, nearIn(all)).lane);
  assert.deepEqual(before, [0, 1, 2]);
  const longer = [coding("new", 0, 400), ...all.filter(({ id }) => id !== "b")];
  assert.equal(stripes.placeOf(longer[0], nearIn(longer)).lane, 1);
  assert.deepEqual(all.map((one) => stripes.placeOf(one, nearIn(longer)).lane), before);
});

test("a stripe that is resized into another's way moves to a free lane", () => {
  const [a, b] = [coding("a", 0, 100), coding("b", 400, 500)];
  const stripes = new Stripes(() => "");
  stripes.pack([a, b]);
  assert.equal(stripes.placeOf(b, nearIn([a, b])).lane, 0);
  const wider = { ...b, start: 50 };
  assert.equal(stripes.placeOf(wider, nearIn([a, wider])).lane, 1);
});

test("by coder each coder has lanes of their own, oneself first", () => {
  const all = [coding("a", 0, 90, { coder_id: "zara" }), coding("b", 10, 60), coding("c", 20, 70, { coder_id: "anne" }), coding("d", 30, 40)];
  const grouping = new Grouping(model(all), "coder");
  grouping.fit(4);
  assert.deepEqual([...grouping.keys], ["me", "anne", "zara"]);
  const stripes = new Stripes((one) => grouping.keyOf(one));
  stripes.pack(all);
  assert.deepEqual(all.map((one) => stripes.placeOf(one, nearIn(all)).lane), [0, 0, 0, 1]);
  assert.deepEqual(grouping.headOf("me"), { short: "POL", name: "Per Olav Lie" });
});

test("by branch the groups follow the codebook, and take the branch's colour", () => {
  const all = [coding("a", 0, 90, { code_id: "RE.M" }), coding("b", 0, 90)];
  const grouping = new Grouping(model(all), "branch");
  grouping.fit(4);
  assert.deepEqual([...grouping.keys], ["CH", "RE"]);
  assert.deepEqual(all.map((one) => grouping.colourOf(one)), ["#333333", "#111111"]);
});

test("where not all groups have room, the last ones stand together", () => {
  const all = [coding("a", 0, 9), coding("b", 0, 9, { coder_id: "anne" }), coding("c", 0, 9, { coder_id: "zara" })];
  const grouping = new Grouping(model(all), "coder");
  grouping.fit(2);
  assert.deepEqual(all.map((one) => grouping.keyOf(one)), ["me", "", ""]);
  assert.equal(grouping.headOf("").short, "+2");
  grouping.fit(1);
  assert.equal(grouping.hasHeads, false);
  assert.deepEqual(all.map((one) => grouping.keyOf(one)), ["", "", ""]);
});

test("groups never overlap or leave the margin, and the widest give way first", () => {
  for (const room of [120, 160, 300]) {
    const lanes = new Map([["a", 2], ["b", 30], ["c", 5]]);
    assert.ok(groupsIn(room) >= lanes.size);
    const groups = [...layOut(lanes, room).values()];
    groups.forEach((group, at) => assert.ok(group.left + group.width <= (groups[at + 1]?.left ?? room + 0.01)));
    assert.ok(groups[1].width >= groups[0].width && groups[1].width >= groups[2].width);
    for (const group of groups) assert.ok(leftOf(group.lanes, group.wide) <= group.width + 0.01);
  }
});

test("thirty codings on one paragraph have a stripe each where the margin is as wide as usual", () => {
  assert.ok(whole(Math.floor(290 * 0.56)).lanes >= 30);
});

test("lanes go to the right, without gaps wider than a stripe", () => {
  for (let lane = 0; lane < 40; lane += 1) {
    const step = leftOf(lane + 1, 9) - leftOf(lane, 9);
    assert.ok(step >= 4 && step <= 7);
  }
});

const PLAIN = { height: 20, room: 100, columns: 1 };

test("names give way downwards, and those without room are left out", () => {
  assert.deepEqual(placeNames([0, 5, 60], PLAIN).map(({ top }) => top), [0, 20, 60]);
  assert.equal(placeNames([0, 0, 0], { ...PLAIN, room: 45 }).length, 2);
});

test("at the foot of a turn names move up rather than away", () => {
  assert.deepEqual(placeNames([70, 70, 70, 80], PLAIN).map(({ top }) => top), [20, 40, 60, 80]);
});

test("a wide margin has names side by side, and none covers another", () => {
  const places = placeNames([0, 0, 0, 30, 90], { ...PLAIN, columns: 2 });
  assert.deepEqual(places.slice(0, 2), [{ column: 0, top: 0 }, { column: 1, top: 0 }]);
  for (const [at, a] of places.entries()) {
    for (const b of places.slice(at + 1)) assert.ok(a.column !== b.column || Math.abs(a.top - b.top) >= 20);
  }
});

test("no name stands outside the margin, whatever is wanted", () => {
  for (const columns of [1, 2, 3]) {
    for (const room of [20, 50, 137]) {
      const wanted = Array.from({ length: 30 }, (_, at) => (at * 7) % (room - 5)).sort((a, b) => a - b);
      for (const { top } of placeNames(wanted, { height: 20, room, columns })) assert.ok(top >= 0 && top + 20 <= room);
    }
  }
});

/** @param {string} hex */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test("coders' colours stand out from both papers", () => {
  for (const colour of CODER_COLOURS) {
    for (const paper of ["#ffffff", "#0e1117"]) assert.ok(contrast(colour, paper) >= 3, `${colour} on ${paper}`);
  }
});

test("a coder has one colour, and no other has it while there are enough", () => {
  const many = new Map(CODER_COLOURS.map((_, at) => [`m${at}`, `M ${at}`]));
  assert.equal(new Set([...many.keys()].map((id) => coderColour(many, id))).size, CODER_COLOURS.length);
  assert.equal(coderColour(many, "m3"), coderColour(many, "m3"));
});

test("initials are taken from every name, three at most", () => {
  assert.deepEqual(["Kari Nordmann", "åse", "Per Olav von Lie", ""].map(initialsOf), ["KN", "Å", "POV", ""]);
});
