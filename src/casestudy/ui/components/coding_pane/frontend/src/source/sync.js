/** Talking with the server: one request at a time, sent again until acknowledged, and a poll for others' work. */

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {"saved" | "saving" | "unsaved" | "offline" | "signed_out" | "stopped"} State */

const POLL = 2000;
const PATIENCE = 1500;
const TIMEOUT = 20000;
const LONGEST_WAIT = 30000;
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
 * @returns {Promise<any>}
 */
export async function ask(url, body) {
  const headers = { "X-Casestudy": "1", ...(body && { "Content-Type": "application/json" }) };
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers,
    body: body && JSON.stringify(body),
    credentials: "same-origin",
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.ok) return response.json();
  const refusal = await response.json().catch(() => ({}));
  throw new Refusal(response.status, refusal);
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
   * @param {(answer: any) => void} options.onAnswer
   * @param {(state: State, waiting: number) => void} options.onState
   * @param {(refusal: Refusal) => void} options.onRefusal
   * @param {typeof ask} [options.post]
   */
  constructor({ url, me, textVersion, outbox, revision, onAnswer, onState, onRefusal, post = ask }) {
    this.url = url;
    this.me = me;
    this.textVersion = textVersion;
    this.outbox = outbox;
    this.revision = revision;
    this.onAnswer = onAnswer;
    this.onState = onState;
    this.onRefusal = onRefusal;
    this.post = post;
    this.failures = 0;
    this.isBusy = false;
    this.isStopped = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.wake = () => {
      if (document.visibilityState === "visible") this.send();
    };
  }

  start() {
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("online", this.wake);
    if (this.outbox.size) this.send();
    else this.settle();
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("online", this.wake);
  }

  /** Send what waits, or ask what is new. */
  async send() {
    if (this.isBusy || this.isStopped) return;
    this.isBusy = true;
    clearTimeout(this.timer);
    const operations = this.outbox.operations().slice(0, BATCH);
    if (operations.length && !this.failures) this.say("saving");
    const late = setTimeout(() => this.outbox.size && this.say("unsaved"), PATIENCE);
    try {
      const body = { have: this.revision(), me: this.me, text_version_id: this.textVersion, operations };
      const answer = await this.post(this.url, body);
      if (this.isStopped) return;
      this.failures = 0;
      this.onAnswer(answer);
      this.settle();
    } catch (error) {
      if (this.isStopped) return;
      this.fail(error);
    } finally {
      clearTimeout(late);
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
    } else if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) {
      this.say(this.outbox.size ? "unsaved" : "offline");
    } else throw error;
  }

  settle() {
    this.say(this.outbox.size ? "saving" : "saved");
    if (!this.isBusy) this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    const rest = this.failures ? waitAfter(this.failures) : this.outbox.size ? 0 : POLL;
    this.timer = setTimeout(() => {
      if (this.outbox.size || document.visibilityState === "visible") this.send();
      else this.plan();
    }, rest);
  }

  /** @param {State} state */
  say(state) {
    this.onState(state, this.outbox.size);
  }
}
