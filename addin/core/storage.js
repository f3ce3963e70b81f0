/** What this browser keeps between pages: kept apart by host, and never needed to work. */

/** Under what name the way back from one's last act is kept. */
export const LAST_ACT = "last-act";

/** A few texts under one prefix in localStorage. */
export class Storage {
  #prefix;
  /** What could not be kept, for as long as the page lives. @type {Map<string, string>} */ #page = new Map();

  /** @param {string} partition the host's key for this account, or an empty text */
  constructor(partition) {
    this.#prefix = `${partition}randnotiz:`;
  }

  /** @param {string} name */
  read(name) {
    try {
      return this.#page.get(name) ?? localStorage.getItem(this.#prefix + name) ?? "";
    } catch {
      return "";
    }
  }

  /**
   * @param {string} name
   * @returns {any} what was kept of it as JSON; null for nothing, and for what cannot be read
   */
  parsed(name) {
    try {
      return JSON.parse(this.read(name) || "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {string} text an empty one removes it
   */
  write(name, text) {
    this.#page.delete(name);
    try {
      if (text) localStorage.setItem(this.#prefix + name, text);
      else localStorage.removeItem(this.#prefix + name);
    } catch {
      // Full or forbidden.
      this.#page.set(name, text);
    }
  }

  /** Forget everything. */
  clear() {
    this.#page.clear();
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix)).forEach((key) => localStorage.removeItem(key));
    } catch {
      // Forbidden: then there is nothing.
    }
  }
}

/**
 * A short name for an id, so that no Message-ID stands in a key.
 * @param {string} text
 */
export function digest(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    high = Math.imul(high ^ text.charCodeAt(i), 2654435761);
    low = Math.imul(low ^ text.charCodeAt(i), 1597334677);
  }
  return (high >>> 0).toString(36) + (low >>> 0).toString(36);
}
