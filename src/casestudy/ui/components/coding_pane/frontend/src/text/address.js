/** The page's address follows what is open, so that a copied link leads back to it. */

/** @typedef {import("../desk.js").Desk} Desk */

const PLACE = "sted";
const SOURCE = "kilde";
const REST = 400;

/** @param {Desk} desk @returns {import("../features.js").Feature} */
export function address(desk) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  let isUsed = false;
  const later = () => {
    clearTimeout(resting);
    resting = setTimeout(() => isUsed && write(desk), REST);
  };
  const used = () => {
    isUsed = true;
    later();
  };
  const stop = new AbortController();
  for (const kind of ["pointerup", "keyup", "wheel", "touchmove"]) desk.root.addEventListener(kind, used, { signal: stop.signal, passive: true });
  desk.scroller.addEventListener("scroll", later, { signal: stop.signal, passive: true });
  const copy = () => copyLink(desk);
  return {
    commands: [{ id: "copy_link", group: "move", keys: ["y", "Alt+y"], anywhere: true, run: copy }],
    destroy: () => {
      clearTimeout(resting);
      stop.abort();
    },
  };
}

/** What is open: a coding, the words that are selected, or the turn at the top. @param {Desk} desk */
function placeOf({ card, selection, view }) {
  if (card.id) return card.id;
  if (!view) return null;
  if (!selection?.span) return `turn:${view.firstInView().n}`;
  const { start, end } = view.model.wireOf(selection.span);
  return `${start}-${end}`;
}

/** @param {Desk} desk @returns {URL | null} Null where the page around shows something else. */
function addressOf(desk) {
  const place = placeOf(desk);
  const url = new URL(location.href);
  if (!place || !desk.root.isConnected || url.searchParams.get(SOURCE) !== desk.session.sourceId) return null;
  url.searchParams.set(PLACE, place);
  return url;
}

/** @param {Desk} desk */
function write(desk) {
  const url = addressOf(desk);
  if (!url || url.href === location.href) return;
  desk.visit.written = url.searchParams.get(PLACE);
  history.replaceState(history.state, "", url);
}

/** @param {Desk} desk */
function copyLink(desk) {
  const link = (addressOf(desk) ?? new URL(location.href)).href;
  const { bar, words } = desk;
  if (!navigator.clipboard) bar.tell(words("link_here", { link }));
  else navigator.clipboard.writeText(link).then(() => bar.mention(words("link_copied")), () => bar.tell(words("link_here", { link })));
}
