/** Where stripes stand: lanes that stay as they are while one codes, in groups by branch or by coder. */

import { freeLane, packLanes } from "./lanes.js";

/** @typedef {import("./model.js").Coding} Coding */
/** @typedef {{start: number, end: number, lane: number, key: string}} Place */
/** @typedef {{left: number, width: number, wide: number, lanes: number}} Group Its part of the margin: how many lanes have room, and how many of them are wide. */

/** Two stripes in one lane stay about a line of text apart, or they would meet on the same line. */
const LINE = 80;
const WIDE = 7;
const TIGHT = 4.5;
/** So many lanes are wide at most; those behind them are tight, so that thirty codes on one paragraph still have stripes. */
const WIDE_LANES = 9;
/** A group is never narrower than its heading. */
const NARROWEST = 26;
const BETWEEN = 6;

/** The lane of every coding, within its group. */
export class Stripes {
  /** @param {(coding: Coding) => string} keyOf Which group a coding belongs to. */
  constructor(keyOf) {
    this.keyOf = keyOf;
    /** @type {Map<string, Place>} */
    this.places = new Map();
    /** @type {Map<string, number>} Lanes used, by group. */
    this.lanes = new Map();
  }

  /** Place all anew. @param {Coding[]} codings In reading order. */
  pack(codings) {
    this.places.clear();
    this.lanes.clear();
    /** @type {Map<string, Coding[]>} */
    const groups = new Map();
    for (const coding of codings) {
      const key = this.keyOf(coding);
      groups.set(key, groups.get(key) ?? []);
      groups.get(key)?.push(coding);
    }
    for (const [key, group] of groups) {
      const lanes = packLanes(group, LINE);
      group.forEach((coding, at) => this.put(coding, key, lanes[at]));
    }
  }

  /**
   * The place of a coding: the one it has, or the first that is free where it stands now.
   * @param {Coding} coding
   * @param {(span: {start: number, end: number}) => Coding[]} near Finds the codings in a range.
   * @returns {Place}
   */
  placeOf(coding, near) {
    const key = this.keyOf(coding);
    const known = this.places.get(coding.id);
    if (known && known.start === coding.start && known.end === coding.end && known.key === key) return known;
    const around = near({ start: Math.max(0, coding.start - LINE), end: coding.end + LINE });
    const neighbours = around.flatMap((other) => (other.id === coding.id ? [] : (this.places.get(other.id) ?? [])));
    return this.put(coding, key, freeLane(coding, neighbours.filter((place) => place.key === key), LINE));
  }

  /** @param {Coding} coding @param {string} key @param {number} lane */
  put({ id, start, end }, key, lane) {
    const place = { start, end, lane, key };
    this.places.set(id, place);
    this.lanes.set(key, Math.max(this.lanes.get(key) ?? 0, lane + 1));
    return place;
  }
}

/** How many groups, with a heading each, a margin has room for. @param {number} room */
export function groupsIn(room) {
  return Math.floor((room + BETWEEN) / (NARROWEST + BETWEEN));
}

/** The margin as one group. @param {number} room @returns {Group} */
export function whole(room) {
  return { left: 0, width: room, wide: WIDE_LANES, lanes: lanesIn(room, WIDE_LANES) };
}

/**
 * Give each group its part of the margin: what it needs, and the widest give way.
 * @param {Map<string, number>} lanes Lanes used, by group, in the order they stand; no more groups than have room.
 * @param {number} room
 * @returns {Map<string, Group>}
 */
export function layOut(lanes, room) {
  const needs = [...lanes.values()].map((count) => Math.max(NARROWEST, leftOf(count, WIDE_LANES)));
  const limit = widest(needs, room - BETWEEN * (needs.length - 1));
  let left = 0;
  return new Map(
    [...lanes].map(([key, count], at) => {
      const width = Math.min(needs[at], limit);
      const wide = Math.max(0, Math.min(WIDE_LANES, Math.floor((width - count * TIGHT) / (WIDE - TIGHT))));
      const group = { left, width, wide, lanes: lanesIn(width, wide) };
      left += width + BETWEEN;
      return [key, group];
    }),
  );
}

/** How far to the right a lane stands in its group. @param {number} lane @param {number} wide */
export function leftOf(lane, wide) {
  return Math.min(lane, wide) * WIDE + Math.max(0, lane - wide) * TIGHT;
}

/** @param {number} width @param {number} wide */
function lanesIn(width, wide) {
  const rest = width - wide * WIDE;
  return Math.max(1, rest < 0 ? Math.floor(width / WIDE) : wide + Math.floor(rest / TIGHT));
}

/** The width that none may exceed if all are to have room. @param {number[]} needs @param {number} room */
function widest(needs, room) {
  let left = room;
  const sorted = [...needs].sort((a, b) => a - b);
  for (const [at, need] of sorted.entries()) {
    const share = left / (sorted.length - at);
    if (need > share) return Math.max(NARROWEST, share);
    left -= need;
  }
  return Infinity;
}
