/** Building of elements; text always enters as text, never as markup. */

/**
 * @typedef {object} Parts
 * @property {string} [text]
 * @property {Record<string, (event: any) => void>} [on]
 * @property {Record<string, string> | string} [style]
 */

/**
 * Make an element. `on` are listeners, `style` single properties or the whole attribute, `text` its text; the rest are attributes,
 * of which null and false are left out.
 * @param {string} tag
 * @param {Parts & Record<string, any>} [parts]
 * @param {...(Node | null)} children
 * @returns {any}
 */
export function element(tag, { text, on = {}, style = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  if (typeof style === "string") node.setAttribute("style", style);
  else for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, any>} [attributes]
 * @param {...Node} children Shown instead of the label.
 * @returns {HTMLButtonElement}
 */
export function button(label, act, attributes = {}, ...children) {
  const shown = children.length ? { "aria-label": label, title: label } : { text: label };
  return element("button", { type: "button", ...shown, ...attributes, on: { click: act } }, ...children);
}

const SVG = "http://www.w3.org/2000/svg";

/** A small drawing of one line, in a box of 16 by 16. @param {string} path @param {string} className */
export function drawing(path, className) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 16 16");
  made.setAttribute("aria-hidden", "true");
  made.setAttribute("class", className);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

/** @param {EventTarget | null} target Whether keys typed there are someone's own words. */
export function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
