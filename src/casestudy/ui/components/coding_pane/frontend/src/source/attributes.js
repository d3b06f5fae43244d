/** What a coding can say beside its code: which attributes a code has, their values, and the ones used last with it. */

import { keep } from "../../../../browser/storage.js";

/** @typedef {string | number | null} Value */
/** @typedef {Record<string, Value>} Values By attribute. */
/** @typedef {Record<string, {value: string | number, label: string, short?: string}[]>} Choices The values there are, by attribute. */
/** @typedef {{id: string, attributes: string[]}} Code */

export const ATTRIBUTES = ["level", "valence", "stage", "claim_status", "measure_id"];

/** The attributes that a code has here. @param {Choices} choices @param {Code | null | undefined} code */
export function attributesOf(choices, code) {
  return ATTRIBUTES.filter((name) => code?.attributes.includes(name) && choices[name]?.length);
}

/** The value after (or before) another, over "not set". @param {Choices} choices @param {string} name @param {Value} now @param {1 | -1} step @returns {Value} */
export function nextValue(choices, name, now, step) {
  const values = [null, ...choices[name].map(({ value }) => value)];
  const at = Math.max(0, values.indexOf(now));
  return values[(at + step + values.length) % values.length];
}

/** What values are called, as shortly as can be. @param {Choices} choices @param {Values} values */
export function shortNames(choices, values) {
  return ATTRIBUTES.flatMap((name) => {
    const found = choices[name]?.find(({ value }) => value === values[name]);
    return found ? [found.short || found.label] : [];
  });
}

/** The values last used with each code, remembered by id over a reload. */
export class Presets {
  /** @param {Storage | null} storage @param {string} member */
  constructor(storage, member) {
    this.storage = storage;
    this.key = `casestudy.presets.${member}`;
    /** @type {Map<string, Values>} */
    this.byCode = new Map(Object.entries(readObject(storage?.getItem(this.key))));
  }

  /** Those that still hold: attributes the code has, values there are. @param {Choices} choices @param {Code} code @returns {Values} */
  of(choices, code) {
    const kept = this.byCode.get(code.id) ?? {};
    const holding = attributesOf(choices, code).filter((name) => choices[name].some(({ value }) => value === kept[name]));
    return Object.fromEntries(holding.map((name) => [name, kept[name]]));
  }

  /** @param {string} codeId @param {Values} values */
  keep(codeId, values) {
    const set = Object.entries(values).filter(([, value]) => value !== null);
    if (set.length) this.byCode.set(codeId, Object.fromEntries(set));
    else if (!this.byCode.delete(codeId)) return;
    this.save();
  }

  /** A proposed code has got its id. @param {string} guid @param {string} id */
  rename(guid, id) {
    const values = this.byCode.get(guid);
    if (!values) return;
    this.byCode.delete(guid);
    this.byCode.set(id, values);
    this.save();
  }

  save() {
    keep(this.storage, this.key, JSON.stringify(Object.fromEntries(this.byCode)));
  }
}

/** @param {string | null | undefined} kept @returns {Record<string, Values>} */
function readObject(kept) {
  try {
    const found = JSON.parse(kept ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
