/** The browser's storage: ids, ranges and values only, never words of a text. */

/** It, or null where it is forbidden. @param {Window} page */
export function storageOf(page) {
  try {
    return page.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** What lasts as long as the tab, or null where it is forbidden. @param {Window} page */
export function sessionStorageOf(page) {
  try {
    return page.sessionStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Keep something, if there is room. @param {Storage | null} storage @param {string} key @param {string} value @returns {boolean} Whether it is kept. */
export function keep(storage, key, value) {
  try {
    storage?.setItem(key, value);
    return storage !== null;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
