/** Talking with the server: one request at a time, sent again until acknowledged, and a poll for others' work. */

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {"saved" | "saving" | "unsaved" | "offline" | "signed_out"} State */

const POLL = 2000;
const PATIENCE = 1500;
const TIMEOUT = 20000;
const STUCK = 4000;
const LONGEST_WAIT = 5000;
const BATCH = 200;

/** An answer that is not what was asked for. */
export class Refusal extends Error {
  /** @param {number} status @param {{code?: string, sentence?: string}} body */
  constructor(status, body) {
    super(body.code ?? String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.sentence = body.sentence ?? "";
  }
}

/**
 * @param {string} url
 * @param {object} [body] Posted where given.
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function ask(url, body, signal = AbortSignal.timeout(TIMEOUT)) {
  const headers = { "X-Casestudy": "1", ...(body && { "Content-Type": "application/json" }) };
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers,
    body: body && JSON.stringify(body),
    credentials: "same-origin",
    signal,
  });
  if (response.ok) return response.json();
  const refusal = await response.json().catch(() => ({}));
  throw new Refusal(response.status, refusal);
}

/** Whether an error is that of a lost or broken connection. @param {unknown} error */
export function isLostContact(error) {
  return error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError;
}

/** How long to wait after so many failures in a row. @param {number} failures */
export function waitAfter(failures) {
  return Math.min(LONGEST_WAIT, 1000 * 2 ** Math.max(0, failures - 1));
}

export class Sync {
  /**
   * @param {object} options
   * @param {string} options.url Where operations are posted.
   * @param {string} options.me The member this page was opened by.
   * @param {string} options.textVersion
   * @param {Outbox} options.outbox
   * @param {() => number} options.revision
   * @param {() => number} [options.codes] How many of the proposed codes are known.
   * @param {() => {place: number} | undefined} [options.here] Where the person is reading.
   * @param {(answer: any) => void} options.onAnswer
   * @param {(state: State, waiting: number) => void} options.onState
   * @param {(refusal: Refusal) => void} options.onRefusal
   * @param {typeof ask} [options.post]
   */
  constructor({ url, me, textVersion, outbox, revision, codes, here, onAnswer, onState, onRefusal, post = ask }) {
    this.url = url;
    this.me = me;
    this.textVersion = textVersion;
    this.outbox = outbox;
    this.revision = revision;
    this.codes = codes;
    this.here = here;
    this.onAnswer = onAnswer;
    this.onState = onState;
    this.onRefusal = onRefusal;
    this.post = post;
    this.failures = 0;
    this.isBusy = false;
    this.isStopped = false;
    this.isDraining = false;
    this.askedAt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.resting = undefined;
  }

  start() {
    const stop = new AbortController();
    document.addEventListener("visibilitychange", () => this.wake(), { signal: stop.signal });
    window.addEventListener("online", () => this.wake(), { signal: stop.signal });
    this.unlisten = () => stop.abort();
    if (this.outbox.size) this.send();
    else this.settle();
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.resting);
    this.asking?.abort();
    this.unlisten?.();
  }

  /** Send what waits, then stop. @param {() => void} onDrained */
  drain(onDrained) {
    this.isDraining = true;
    this.onDrained = onDrained;
    this.send();
    if (!this.isBusy) this.plan();
  }

  /** The machine was asleep, or the connection is back: what was asked before then may never be answered. */
  wake() {
    if (document.visibilityState !== "visible") return;
    if (this.isBusy && Date.now() - this.askedAt > STUCK) this.asking?.abort();
    this.send();
  }

  /** Something has been done: it is not saved until the server says so. */
  push() {
    this.say(this.failures ? "unsaved" : "saving");
    this.send();
  }

  /** Send once nothing has been written for a while. @param {number} rest In milliseconds. */
  sendAfter(rest) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.send(), rest);
    this.say(this.failures ? "unsaved" : "saving");
  }

  /** Send what waits, or ask what is new. */
  async send() {
    if (this.isBusy || this.isStopped || (this.isDraining && !this.outbox.size)) return;
    this.isBusy = true;
    this.askedAt = Date.now();
    clearTimeout(this.timer);
    const batch = this.outbox.batch(this.textVersion, BATCH);
    if (batch.operations.length && !this.failures) this.say("saving");
    const late = setTimeout(() => this.outbox.size && this.say("unsaved"), PATIENCE);
    const stuck = setTimeout(() => this.say(this.outbox.size ? "unsaved" : "offline"), STUCK);
    const asking = (this.asking = new AbortController());
    const timeout = setTimeout(() => asking.abort(), TIMEOUT);
    try {
      const answer = await this.post(this.url, { have: this.revision(), me: this.me, codes: this.codes?.(), here: this.here?.(), ...batch }, asking.signal);
      if (this.isStopped) return;
      this.failures = 0;
      this.onAnswer(answer);
      this.settle();
    } catch (error) {
      if (this.isStopped) return;
      this.fail(error);
    } finally {
      for (const timer of [late, stuck, timeout]) clearTimeout(timer);
      this.isBusy = false;
      this.plan();
    }
  }

  /** @param {unknown} error */
  fail(error) {
    this.failures += 1;
    if (error instanceof Refusal) {
      this.say(error.status === 401 ? "signed_out" : this.outbox.size ? "unsaved" : "offline");
      this.onRefusal(error);
    } else if (isLostContact(error)) {
      this.say(this.outbox.size ? "unsaved" : "offline");
    } else throw error;
  }

  settle() {
    if (this.isStopped) return;
    this.say(this.outbox.size ? "saving" : "saved");
    if (!this.isBusy) this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    if (this.isDraining && !this.outbox.size) {
      this.stop();
      this.onDrained?.();
      return;
    }
    const rest = this.failures ? waitAfter(this.failures) : this.outbox.size ? 0 : POLL;
    this.timer = setTimeout(() => {
      if (this.outbox.size || document.visibilityState === "visible") this.send();
      else this.plan();
    }, rest);
  }

  /** @param {State} state */
  say(state) {
    if (!this.isDraining) this.onState(state, this.outbox.size);
  }
}
