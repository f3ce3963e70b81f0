/** Acts whose answer never came: asked for again, they are sent as they were, so that what was done is not done twice. */

import { actKey, Problem } from "../core/api.js";

/** @typedef {import("../core/api.js").Api} Api */

/** Remembers the last act, if nobody knows whether it arrived. */
export class Once {
  #api;
  /** @type {{what: string, body?: object, key: string} | null} */ #unanswered = null;

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
  }

  /**
   * Send an act; `expected` in its body is what was seen, which may have changed by the act itself.
   * @param {"PUT" | "POST" | "DELETE"} method
   * @param {string} path
   * @param {{body?: object, key?: string}} act
   */
  async send(method, path, { body, key = actKey() }) {
    const what = JSON.stringify([method, path, body], (name, value) => (name === "expected" ? undefined : value));
    const sent = this.#unanswered?.what === what ? this.#unanswered : { what, body, key };
    this.#unanswered = sent;
    try {
      const answer = await this.#api.change(method, path, sent);
      this.#unanswered = null;
      return answer;
    } catch (error) {
      if (error instanceof Problem) this.#unanswered = null;
      throw error;
    }
  }
}
