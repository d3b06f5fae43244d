/** Which tabs of this browser are open, so that one takes over only what another has left behind. */

const PREFIX = "casestudy.tab.";

/** This page, until it is left or loaded anew. */
export const TAB = crypto.randomUUID();

/**
 * Let other tabs know that this one is open, and learn which are. Without locks in this browser, none is
 * known to be open; what is then sent twice the server does once.
 * @param {LockManager | undefined} [locks]
 * @returns {Promise<Set<string>>}
 */
export async function openTabs(locks = navigator.locks) {
  if (!locks) return new Set([TAB]);
  const { held = [] } = await locks.query();
  const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? name.slice(PREFIX.length) : []));
  if (!names.includes(TAB)) locks.request(PREFIX + TAB, () => new Promise(() => {}));
  return new Set([...names, TAB]);
}
