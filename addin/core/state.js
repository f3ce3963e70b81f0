/** The one place where the pane's state lives; parts are told when it changes. */

/** @typedef {import("../types").State} State */

/** @returns {State} */
export function initialState() {
  return {
    phase: "loading", me: null, item: null, view: null, fromList: false, unopened: false, work: false, pending: null,
    conflict: null, trouble: "", toast: null, live: "none", retryAt: null, seenAt: null, outside: null,
    canLink: false, signInFailed: false, joined: "", tab: "comments", open: "", help: false,
  };
}

/** Holds the state and tells listeners once per turn, however often it changed. */
export class Store {
  /** @type {State} */ #state = initialState();
  /** @type {Set<(state: State) => void>} */ #listeners = new Set();
  #told = true;

  get state() {
    return this.#state;
  }

  /** @param {Partial<State>} changes */
  set(changes) {
    this.#state = { ...this.#state, ...changes };
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      for (const listener of [...this.#listeners]) listener(this.#state);
    });
  }

  /**
   * Hear of every change, and of how things stand now.
   * @param {(state: State) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }
}
