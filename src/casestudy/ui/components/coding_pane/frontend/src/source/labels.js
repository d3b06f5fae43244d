/** Where names stand in a margin: each beside the line it begins on, as far as there is room. */

/**
 * Place names in columns so that none covers another; where the foot is full they move up, and the last are left out.
 * @param {number[]} wanted Wanted top of each name, sorted.
 * @param {{height: number, room: number, columns: number}} margin Height of one name, height of all, and how many stand side by side.
 * @returns {{column: number, top: number}[]} Of the first names, as many as have room.
 */
export function placeNames(wanted, { height, room, columns }) {
  const rows = Math.floor(room / height);
  /** @type {{column: number, top: number}[][]} */
  const filled = Array.from({ length: Math.max(1, columns) }, () => []);
  const placed = wanted.slice(0, rows * filled.length).map((top) => {
    const next = filled.map((names) => (names.length < rows ? Math.max(top, (names.at(-1)?.top ?? -height) + height) : Infinity));
    const column = next.indexOf(Math.min(...next));
    const place = { column, top: next[column] };
    filled[column].push(place);
    return place;
  });
  for (const names of filled) {
    let foot = room;
    for (const place of names.reverse()) {
      place.top = Math.min(place.top, foot - height);
      foot = place.top;
    }
  }
  return placed;
}
