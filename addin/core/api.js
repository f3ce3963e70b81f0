/** /api/v1 over fetch: bearer token, idempotency, problem documents, one more try. */

import { language, t } from "./words.js";

/** @typedef {import("./session.js").Session} Session */

const PATIENCE_MS = 10_000;
const PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 2000;

/** The service said no, in words for the reader. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} body
   */
  constructor(status, body) {
    super(String(body.detail || body.title || status));
    this.status = status;
    this.code = String(body.code ?? "");
    this.facts = body;
  }
}

/** The service did not answer, or only that it cannot just now. */
export class Unreachable extends Error {}

/**
 * A key for one act, however often it is sent.
 * @returns {string}
 */
export function actKey() {
  return crypto.randomUUID();
}

/**
 * What to tell of something that went wrong: the service's words, where it had any.
 * @param {unknown} error
 */
export function reason(error) {
  if (error instanceof Problem) return error.message;
  return error instanceof Unreachable ? t("Randnotiz cannot be reached just now. Please try again in a moment.") : t("That did not work just now");
}

/** Sends requests of the signed-in agent. */
export class Api {
  #session;
  #base;

  /**
   * @param {Session} session
   * @param {string} base
   */
  constructor(session, base = "/api/v1") {
    this.#session = session;
    this.#base = base;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  get(path, signal) {
    return this.#send("GET", path, { signal });
  }

  /**
   * Ask with a body, changing nothing that a second try could spoil.
   * @param {string} path
   * @param {object} body
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  ask(path, body, signal) {
    return this.#send("POST", path, { body, signal, key: actKey() });
  }

  /**
   * Change something; the same key is the same act.
   * @param {"POST" | "PUT" | "PATCH" | "DELETE"} method
   * @param {string} path
   * @param {{body?: object, key?: string}} [act]
   * @returns {Promise<any>}
   */
  change(method, path, { body, key = actKey() } = {}) {
    return this.#send(method, path, { body, key });
  }

  /**
   * Say something that need not arrive, also while the page is going away.
   * @param {"POST" | "PUT" | "DELETE"} method
   * @param {string} path
   */
  async mention(method, path) {
    try {
      await this.#fetch(method, path, { keepalive: true });
    } catch {
      // It expires by itself.
    }
  }

  /**
   * Open a stream; the caller reads it.
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {AbortSignal} signal
   */
  stream(path, headers, signal) {
    return this.#fetch("GET", path, { headers, signal });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: object, key?: string, signal?: AbortSignal}} request
   */
  async #send(method, path, { body, key, signal }) {
    /** @type {Record<string, string>} */
    const headers = key ? { "Idempotency-Key": key } : {};
    const give = { body, signal, patience: PATIENCE_MS, headers };
    const again = async (/** @type {number} */ ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      signal?.throwIfAborted();
      return this.#fetch(method, path, give);
    };
    let answer;
    try {
      answer = await this.#fetch(method, path, give);
      if (answer.status === 503) answer = await again(pause(answer));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      answer = await again(PAUSE_MS);
    }
    if (answer.status === 401) answer = await this.#fetch(method, path, { ...give, fresh: true });
    return understood(answer);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: object, headers?: Record<string, string>, signal?: AbortSignal, patience?: number,
   *   fresh?: boolean, keepalive?: boolean}} [more]
   */
  async #fetch(method, path, { body, headers = {}, signal, patience, fresh = false, keepalive = false } = {}) {
    const token = await this.#session.token(fresh);
    const signals = [signal, patience ? AbortSignal.timeout(patience) : undefined].filter((one) => one !== undefined);
    try {
      return await fetch(this.#base + path, {
        method, keepalive, signal: together(signals), credentials: "omit", cache: "no-store",
        headers: {
          Authorization: `Bearer ${token}`, "Accept-Language": language(),
          ...(body ? { "Content-Type": "application/json" } : {}), ...headers,
        },
        body: body ? JSON.stringify(body) : undefined,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Unreachable(path.split("?")[0]);
    }
  }
}

/** @param {AbortSignal[]} signals */
function together(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

/** @param {Response} answer */
async function understood(answer) {
  if (answer.status === 204) return null;
  if (answer.status >= 502 && answer.status <= 504) throw new Unreachable(String(answer.status));
  const body = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body;
  if (answer.ok) throw new Unreachable("no JSON");
  throw new Problem(answer.status, body ?? {});
}

/** @param {Response} answer */
function pause(answer) {
  const seconds = Number(answer.headers.get("Retry-After"));
  return Math.min(LONGEST_PAUSE_MS, seconds > 0 ? seconds * 1000 : PAUSE_MS);
}
