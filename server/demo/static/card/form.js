/** The inputs of one card: what Google would send of them, and what was typed since the card came. */

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {string} kind only an input of the same kind takes over a typed value
 * @property {() => object|null} read one of Google's input objects, or null if there is nothing to send
 * @property {() => any} state
 * @property {(state: any) => void} restore
 * @property {(message: string) => void} complain show a message at the input; empty clears it
 * @property {() => void} focus
 */

/** All inputs of one card. */
export class Form {
  /** @type {Map<string, {input: Input, original: string}>} */
  #inputs = new Map();

  /** @param {Input} input */
  add(input) {
    this.#inputs.set(input.name, { input, original: JSON.stringify(input.state()) });
  }

  /** What goes into formInputs: nothing-typed and nothing-selected leave no key. */
  collect() {
    const filled = [...this.#inputs.values()].map(({ input }) => [input.name, input.read()]);
    return Object.fromEntries(filled.filter(([, value]) => value !== null));
  }

  /** Back to what the card came with. */
  clear() {
    for (const { input, original } of this.#inputs.values()) input.restore(JSON.parse(original));
  }

  /** What was changed by hand, to be carried into a card that replaces this one. */
  typed() {
    const changed = [...this.#inputs.values()].filter(({ input, original }) => JSON.stringify(input.state()) !== original);
    return changed.map(({ input }) => ({ name: input.name, kind: input.kind, state: input.state() }));
  }

  /** @param {{name: string, kind: string, state: any}[]} typed */
  carry(typed) {
    for (const { name, kind, state } of typed) {
      const entry = this.#inputs.get(name);
      if (entry?.input.kind === kind) entry.input.restore(state);
    }
  }

  /**
   * Complain at every required input that is empty, and go to the first.
   * @param {any} action
   * @param {string} words
   */
  isComplete(action, words) {
    const names = action.allWidgetsAreRequired ? [...this.#inputs.keys()] : action.requiredWidgets ?? [];
    for (const { input } of this.#inputs.values()) input.complain("");
    const missing = names.map((/** @type {string} */ name) => this.#inputs.get(name)?.input).filter((/** @type {Input|undefined} */ input) => input && input.read() === null);
    for (const input of missing) input.complain(words);
    missing[0]?.focus();
    return missing.length === 0;
  }
}

/** @param {string[]} values @returns {object|null} */
export function strings(values) {
  const filled = values.filter((value) => value !== "");
  return filled.length ? { stringInputs: { value: filled } } : null;
}
