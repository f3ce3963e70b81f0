/** Tells colleagues that this agent has a conversation open, while the page is really seen. */

import { Problem } from "../core/api.js";

/** @typedef {import("../core/api.js").Api} Api */
/** @typedef {import("../core/state.js").Store} Store */

const BEAT_MS = 15_000;
const FULL_CLAIM_MS = 60_000;

/** Beats for the shown conversation, and says goodbye when it is left. */
export class Heartbeat {
  #api;
  #store;
  #mode;
  #onBeat;
  #onLost;
  #of = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /**
   * @param {Api} api
   * @param {Store} store
   * @param {"viewing" | "composing"} mode
   * @param {() => void} [onBeat] called with every second beat or so, to renew a claim
   * @param {() => void} [onLost] called when the conversation cannot be seen any more
   */
  constructor(api, store, mode, onBeat = () => {}, onLost = () => {}) {
    this.#onLost = onLost;
    this.#api = api;
    this.#store = store;
    this.#mode = mode;
    this.#onBeat = onBeat;
  }

  start() {
    this.#store.listen(({ view, phase }) => this.#follow((phase === "conversation" && view?.id) || ""));
    document.addEventListener("visibilitychange", () => this.#follow(this.#store.state.view?.id ?? ""));
    window.addEventListener("pagehide", () => this.#leave());
  }

  /** @param {string} id */
  #follow(id) {
    const seen = document.visibilityState === "visible" ? id : "";
    if (seen === this.#of) return;
    this.#leave();
    if (!seen) return;
    this.#of = seen;
    void this.#beat();
    let since = 0;
    this.#timer = setInterval(() => {
      void this.#beat();
      since += BEAT_MS;
      if (since % FULL_CLAIM_MS === 0) this.#onBeat();
    }, BEAT_MS);
  }

  async #beat() {
    const id = this.#of;
    try {
      const { presence } = await this.#api.change("PUT", `/conversations/${id}/presence`, { body: { mode: this.#mode } });
      const { view } = this.#store.state;
      if (view?.id === id && Array.isArray(presence)) this.#store.set({ view: { ...view, presence } });
    } catch (error) {
      // Who must not see it any more is told by the service; anything else the next beat says again.
      if (error instanceof Problem && [403, 404].includes(error.status)) this.#onLost();
    }
  }

  #leave() {
    clearInterval(this.#timer);
    if (this.#of) void this.#api.mention("DELETE", `/conversations/${this.#of}/presence?mode=${this.#mode}`);
    this.#of = "";
  }
}
