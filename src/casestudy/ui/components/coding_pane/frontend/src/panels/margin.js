/** What a press in the margin does: a stripe or a name opens its coding, and what has no room opens a list. */

import { button, element } from "../dom.js";
import { describe } from "../text/describe.js";
import { nameParts } from "../text/names.js";
import { placeNear } from "./popover.js";

/** Fingers are wider than stripes: so near a press counts. */
const REACH = 12;
const REST = 200;
const GRACE = 300;

/** @param {import("../desk.js").Desk} desk @returns {import("../features.js").Feature} */
export function pressMargin(desk) {
  const list = element("ul", {});
  const panel = element("div", { class: "cp-float cp-list", role: "dialog", "aria-label": desk.words("margin_here"), hidden: true }, list);
  desk.root.append(panel);
  /** @type {HTMLElement | null} */
  let opener = null;
  /** @type {string[]} */
  let ids = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Whether the focus only comes back from the list, which must not open it again. */
  let isReturning = false;

  /** @param {string[]} wanted @param {HTMLElement | null} from @param {DOMRect} box @param {boolean} focuses */
  function open(wanted, from, box, focuses) {
    clearTimeout(timer);
    [ids, opener] = [wanted, from];
    panel.hidden = false;
    fill();
    placeNear(panel, box, desk.root);
    if (focuses) row(0)?.focus({ preventScroll: true });
  }

  function fill() {
    const { view } = desk;
    const codings = view ? ids.flatMap((id) => view.model.shown.get(id) ?? []) : [];
    if (!view || !codings.length) {
      close();
      return;
    }
    const rows = codings.map((coding) => element("li", {}, button(describe(view, coding), () => choose(coding.id), { class: "cp-list-row", title: null }, ...nameParts(view, coding))));
    list.replaceChildren(...rows);
  }

  /** @param {number} at @returns {HTMLElement | null} */
  function row(at) {
    const rows = list.querySelectorAll("button");
    return rows[(at + rows.length) % rows.length] ?? null;
  }

  function close() {
    clearTimeout(timer);
    const hadFocus = panel.contains(document.activeElement);
    panel.hidden = true;
    isReturning = true;
    if (hadFocus) (opener?.isConnected ? opener : desk.scroller).focus({ preventScroll: true });
    isReturning = false;
  }

  /** @param {string} id */
  function choose(id) {
    panel.hidden = true;
    desk.visit.openCoding(id, true);
  }

  /** @param {PointerEvent} event */
  function press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const crowd = /** @type {HTMLElement | null} */ (target.closest("[data-codings]"));
    const margin = target.closest(".cp-margin");
    if (crowd) open(idsOf(crowd), crowd, crowd.getBoundingClientRect(), true);
    else if (margin) pressAt(event, margin, target.closest("[data-coding]"));
  }

  /** @param {PointerEvent} event @param {Element} margin @param {Element | null} hit */
  function pressAt(event, margin, hit) {
    const isKey = event.detail === 0;
    const near = isKey ? [] : stripesNear(margin, event.clientX, event.clientY);
    const isStripe = !hit || hit.matches(".cp-stripe");
    if (isStripe && event.pointerType === "touch" && near.length > 1) {
      open(near, null, new DOMRect(event.clientX, event.clientY, 0, 0), true);
      return;
    }
    const id = /** @type {HTMLElement | null} */ (hit)?.dataset.coding ?? near[0];
    if (id) desk.visit.openCoding(id, isKey);
  }

  /** @param {Event} event */
  function hover(event) {
    const crowd = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest?.(".cp-more"));
    const isPanel = panel.contains(/** @type {Node} */ (event.target));
    clearTimeout(timer);
    if (crowd && (panel.hidden || crowd !== opener)) timer = setTimeout(() => open(idsOf(crowd), crowd, crowd.getBoundingClientRect(), false), REST);
    else if (!crowd && !isPanel) closeSoon();
  }

  /** The pointer is elsewhere. */
  function closeSoon() {
    clearTimeout(timer);
    if (!panel.hidden && !panel.contains(document.activeElement)) timer = setTimeout(close, GRACE);
  }

  /** @param {FocusEvent} event */
  function focus(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    offerMore(desk);
    if (isReturning) return;
    if (target.matches(".cp-more:focus-visible")) open(idsOf(target), target, target.getBoundingClientRect(), false);
    else if (!panel.contains(target)) close();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    if (!step || panel.hidden || !(panel.contains(target) || target === opener)) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = [...list.querySelectorAll("button")];
    const at = rows.indexOf(/** @type {any} */ (target));
    row(at < 0 ? (step > 0 ? 0 : -1) : at + step)?.focus({ preventScroll: true });
  }

  const stop = new AbortController();
  const options = { signal: stop.signal };
  desk.scroller.addEventListener("click", (/** @type {PointerEvent} */ event) => press(event), options);
  desk.scroller.addEventListener("scroll", () => !panel.contains(document.activeElement) && close(), options);
  desk.scroller.addEventListener("keydown", key, options);
  panel.addEventListener("keydown", key);
  desk.root.addEventListener("pointerover", (/** @type {PointerEvent} */ event) => event.pointerType === "mouse" && hover(event), options);
  desk.root.addEventListener("pointerleave", closeSoon, options);
  desk.root.addEventListener("focusin", focus, options);
  return {
    changed: ({ ids: changed }) => {
      if (!panel.hidden && ids.some((id) => changed.has(id))) fill();
    },
    closed: close,
    leave: () => {
      const wasOpen = !panel.hidden;
      close();
      return wasOpen;
    },
    destroy: () => stop.abort(),
  };
}

/** @param {HTMLElement} crowd */
function idsOf(crowd) {
  return (crowd.dataset.codings ?? "").split(" ");
}

/** The codings whose stripes lie within a finger's width, the nearest first. @param {Element} margin @param {number} x @param {number} y */
function stripesNear(margin, x, y) {
  const found = [...margin.querySelectorAll(".cp-stripe")].map((stripe) => {
    const box = stripe.getBoundingClientRect();
    const beside = Math.max(box.left - x, x - box.right, 0);
    const along = Math.max(box.top - y, y - box.bottom, 0);
    return { id: /** @type {HTMLElement} */ (stripe).dataset.coding ?? "", far: Math.max(beside, along) };
  });
  return found.filter(({ far }) => far <= REACH).sort((a, b) => a.far - b.far).map(({ id }) => id);
}

/** "+n" takes part in tabbing where the stripe beside it does. @param {import("../desk.js").Desk} desk */
function offerMore(desk) {
  const offered = desk.view?.body.querySelector('.cp-stripe[tabindex="0"]')?.closest(".cp-margin");
  for (const more of desk.view?.body.querySelectorAll("[data-codings]") ?? []) {
    more.setAttribute("tabindex", more === document.activeElement || more.closest(".cp-margin") === offered ? "0" : "-1");
  }
}
