/** The base of everything that is drawn: anew when its slice of the state has changed. */

/** @typedef {import("../types").State} State */
/** @typedef {import("../pane.js").Pane} Pane */

const MINUTE = 60_000;

/** A part of the pane; subclasses say what they are drawn from and draw it. */
export class Part extends HTMLElement {
  /** @type {(() => void) | null} */ #end = null;
  #drawn = "";
  /** @type {Pane} */ pane;

  /** @param {Pane} pane */
  constructor(pane) {
    super();
    this.pane = pane;
  }

  connectedCallback() {
    this.#end = this.pane.store.listen((state) => this.#changed(state));
  }

  disconnectedCallback() {
    this.#end?.();
    this.#end = null;
    this.#drawn = "";
  }

  /**
   * What the part depends on, as data.
   * @param {State} _state
   * @returns {unknown}
   */
  slice(_state) {
    return null;
  }

  /** @param {State} _state */
  draw(_state) {}

  /** @param {State} state */
  #changed(state) {
    const slice = JSON.stringify([this.slice(state), Math.floor(Date.now() / MINUTE)]);
    if (slice === this.#drawn) return;
    this.#drawn = slice;
    this.draw(state);
  }
}

/**
 * Whether the agent may do something to what is shown, and the service can be reached.
 * @param {State} state
 * @param {import("../types").Act} act
 */
export function may(state, act) {
  return !!state.view?.can.includes(act) && !state.retryAt;
}

/**
 * The claim, unless its time is over.
 * @param {State} state
 */
export function claimOf({ view }) {
  return view?.claim && view.claim.until > Date.now() ? view.claim : null;
}
