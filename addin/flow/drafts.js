/** Half-written comments: each stays with its mail until it is sent. */

import { actKey } from "../core/api.js";
import { digest } from "../core/storage.js";

/** @typedef {import("../core/storage.js").Storage} Storage */
/** @typedef {{text: string, key: string}} Draft */

/** Keeps one draft per conversation or mail; a changed text is another comment, with another key. */
export class Drafts {
  #storage;

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * @param {string} of the item's key
   * @returns {Draft}
   */
  read(of) {
    const { text = "", key = "" } = this.#storage.parsed(name(of)) ?? {};
    return { text: String(text), key: String(key) || actKey() };
  }

  /**
   * @param {string} of
   * @param {string} text an empty one forgets the draft
   */
  write(of, text) {
    const known = this.read(of);
    const key = known.text === text ? known.key : actKey();
    this.#storage.write(name(of), text ? JSON.stringify({ text, key }) : "");
  }
}

/** @param {string} of */
function name(of) {
  return `draft:${digest(of)}`;
}
