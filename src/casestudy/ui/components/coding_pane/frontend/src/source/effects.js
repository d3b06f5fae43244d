/** What one's own operations do to codings, before the server has answered. */

/** @typedef {import("./model.js").Coding} Coding */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Operation} Operation */

/** Operations that are no step of undo: notes to oneself, new codes, and undo and redo themselves. */
const NO_STEPS = new Set(["undo", "redo", "read", "draft", "check_seen", "propose_code"]);

const BLANK = { layer: "coder", level: null, valence: null, stage: null, claim_status: null, measure_id: null, comments: [], revision: 0 };

/** Ids of the codings that an operation makes or changes. @param {Operation} operation @returns {string[]} */
export function codingIdsOf({ coding_id, new_id, other_ids = [], codings = [] }) {
  const made = codings.map((coding) => coding.coding_id);
  return [coding_id, new_id, ...other_ids, ...made].flatMap((id) => id ?? []);
}

/**
 * The operations that stand once undo and redo among them have been followed; what they take back
 * beyond these, only the server knows.
 * @param {Operation[]} operations Oldest first.
 * @returns {{done: Operation[], undone: Operation[]}}
 */
export function standing(operations) {
  /** @type {Operation[]} */
  const done = [];
  /** @type {Operation[]} */
  const undone = [];
  for (const operation of operations) {
    if (operation.kind === "undo") undone.push(...done.splice(-1));
    else if (operation.kind === "redo") done.push(...undone.splice(-1));
    else if (!NO_STEPS.has(operation.kind)) {
      done.push(operation);
      undone.length = 0;
    }
  }
  return { done, undone };
}

/**
 * What codings are after operations, by id; null where they are taken away.
 * @param {Model} model
 * @param {Operation[]} operations Oldest first.
 * @returns {Map<string, Coding | null>}
 */
export function effectsOf(model, operations) {
  /** @type {Map<string, Coding | null>} */
  const after = new Map();
  const now = (/** @type {string | undefined} */ id) => (id === undefined ? null : after.has(id) ? after.get(id) : model.confirmed.get(id)) ?? null;
  for (const operation of operations) {
    for (const [id, coding] of resultsOf(model, operation, now)) after.set(id, coding);
  }
  return after;
}

/**
 * @param {Model} model
 * @param {Operation} operation
 * @param {(id?: string) => Coding | null} now
 * @returns {[string, Coding | null][]}
 */
function resultsOf(model, operation, now) {
  const { request_id: _request, kind, coding_id: id, ...given } = operation;
  if (kind === "memo_edit" || kind === "memo_remove") return commented(model, given, now);
  if (kind === "apply_all") return (given.codings ?? []).map((one) => made(model, one.coding_id, { ...one, start: given.start, end: given.end }));
  const coding = now(id);
  if (id === undefined || (kind !== "apply" && !coding)) return [];
  switch (kind) {
    case "apply":
      return [made(model, id, given)];
    case "remove":
      return [[id, null]];
    case "change":
      return [[id, changed(model, /** @type {Coding} */ (coding), given)]];
    case "comment":
    case "memo": {
      const comment = { id: given.comment_id ?? given.memo_id, author_id: model.me.id, body: given.body, at: "" };
      return [[id, /** @type {any} */ ({ ...coding, comments: [.../** @type {Coding} */ (coding).comments, comment] })]];
    }
    case "split":
      return split(model, /** @type {Coding} */ (coding), given);
    case "merge":
      return merged(/** @type {Coding} */ (coding), (given.other_ids ?? []).flatMap((other) => now(other) ?? []));
    default:
      return [];
  }
}

/** @param {Model} model @param {string} id @param {any} given @returns {[string, Coding]} */
function made(model, id, { coding_id: _id, ...given }) {
  return [id, { ...BLANK, ...given, ...model.spanOf(given), id, code_id: model.codeId(given.code_id), coder_id: model.me.id }];
}

/** Another code keeps only the attributes that it has too. @param {Model} model @param {Coding} coding @param {any} given @returns {Coding} */
function changed(model, coding, given) {
  const span = "start" in given || "end" in given ? model.spanOf({ ...model.wireOf(coding), ...given }) : {};
  if (given.code_id === undefined) return { ...coding, ...given, ...span };
  const code = model.codes.get(model.codeId(given.code_id));
  const lost = Object.keys(BLANK).filter((name) => name in model.attributes && !code?.attributes.includes(name));
  return { ...coding, ...Object.fromEntries(lost.map((name) => [name, null])), ...given, ...span, code_id: model.codeId(given.code_id) };
}

/** A comment is changed or taken away. @param {Model} model @param {any} given @param {(id?: string) => Coding | null} now @returns {[string, Coding][]} */
function commented(model, { memo_id, body }, now) {
  for (const { id } of model.confirmed.values()) {
    const coding = now(id);
    const comment = coding?.comments.find((one) => one.id === memo_id);
    if (!coding || !comment) continue;
    const kept = body === undefined ? [] : [{ ...comment, body, at: "" }];
    return [[id, { ...coding, comments: coding.comments.flatMap((one) => (one === comment ? kept : [one])) }]];
  }
  return [];
}

/** @param {Model} model @param {Coding} coding @param {any} given @returns {[string, Coding][]} */
function split(model, coding, { end, new_id, new_start }) {
  const second = { ...coding, id: new_id, start: model.offsets.toUnits(new_start), comments: [], revision: 0 };
  return [[coding.id, { ...coding, end: model.offsets.toUnits(end) }], [new_id, second]];
}

/** @param {Coding} coding @param {Coding[]} others @returns {[string, Coding | null][]} */
function merged(coding, others) {
  const all = [coding, ...others];
  const whole = {
    ...coding,
    start: Math.min(...all.map(({ start }) => start)),
    end: Math.max(...all.map(({ end }) => end)),
    comments: all.flatMap(({ comments }) => comments),
  };
  return [[coding.id, whole], ...others.map(({ id }) => /** @type {[string, null]} */ ([id, null]))];
}
