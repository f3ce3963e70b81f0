/** Which mails of this mailbox were open beside the pane, for only those can Outlook be told to open, and which were added by hand. */

import { digest } from "../core/storage.js";

/** @typedef {import("../types").Item} Item */
/** @typedef {{host: import("../core/host.js").Host, storage: import("../core/storage.js").Storage}} Parts */

const NAME = "mails";
const KEPT = 300;
const ADDED = 200;

/** Ids of items by digests of Message-IDs, the newest last; they mean something in this mailbox only. */
export class Mails {
  #host;
  #storage;

  /** @param {Parts} parts */
  constructor({ host, storage }) {
    this.#host = host;
    this.#storage = storage;
  }

  /**
   * Note where a mail of the team is to be found.
   * @param {Item} item
   */
  note({ messageId, itemId }) {
    if (!messageId || !itemId) return;
    const key = digest(messageId);
    const kept = [...this.#known().filter(([name]) => name !== key), [key, itemId]].slice(-KEPT);
    this.#storage.write(NAME, JSON.stringify(kept));
  }

  /**
   * Open a mail in Outlook.
   * @param {string | null} messageId
   * @returns {Promise<boolean>} whether Outlook shows it
   */
  async open(messageId) {
    const known = messageId && this.#known().find(([name]) => name === digest(messageId));
    return known ? this.#host.openMail(known[1]) : false;
  }

  /** @param {string} id of a mail that this agent has added by hand */
  add(id) {
    const known = this.#storage.read("added").split(" ").filter(Boolean);
    this.#storage.write("added", [...known, digest(id)].slice(-ADDED).join(" "));
  }

  /** @param {string} id */
  added(id) {
    return this.#storage.read("added").split(" ").includes(digest(id));
  }

  /** Forget where mails are: nobody is signed in here any more. */
  forget() {
    this.#storage.write(NAME, "");
  }

  /**
   * Keep what is kept for one agent from the next one who signs in here.
   * @param {string} agent
   */
  belongTo(agent) {
    const whose = digest(agent);
    if (this.#storage.read("agent") === whose) return;
    if (this.#storage.read("agent")) this.#storage.clear();
    this.#storage.write("agent", whose);
  }

  /** @returns {[string, string][]} */
  #known() {
    return this.#storage.parsed(NAME) ?? [];
  }
}
