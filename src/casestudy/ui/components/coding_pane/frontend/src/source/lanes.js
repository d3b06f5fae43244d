/** Packing of ranges into lanes, so that no two in one lane come too near each other. */

/** @typedef {{start: number, end: number}} Span */

/**
 * Give every range the first lane that is free where it begins.
 * @param {Span[]} spans Sorted by start.
 * @param {number} gap Distance kept between two ranges of a lane.
 * @returns {number[]} The lane of each range.
 */
export function packLanes(spans, gap) {
  /** @type {number[]} */
  const ends = [];
  return spans.map(({ start, end }) => {
    let lane = ends.findIndex((busyUntil) => busyUntil + gap <= start);
    if (lane < 0) lane = ends.length;
    ends[lane] = end;
    return lane;
  });
}

/**
 * The first lane that none of the neighbours takes near a range.
 * @param {Span} span
 * @param {Iterable<Span & {lane: number}>} neighbours
 * @param {number} gap
 */
export function freeLane(span, neighbours, gap) {
  const taken = new Set();
  for (const { start, end, lane } of neighbours) {
    if (start < span.end + gap && span.start < end + gap) taken.add(lane);
  }
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
