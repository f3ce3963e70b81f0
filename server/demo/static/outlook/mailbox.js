/** One person's mail as the page knows it. */

import { call } from "../api.js";

export class Mailbox {
  /** @type {any[]} */
  rows = [];
  /** The open conversation, oldest first. @type {any[]} */
  items = [];
  /** Every mail that was open, by id: the add-in may still ask about an earlier one. @type {Map<string, any>} */
  known = new Map();
  #agent;
  #opened = "";
  #serial = 0;

  /** @param {string} agent */
  constructor(agent) {
    this.#agent = agent;
  }

  /** The open mail, or null. */
  get item() {
    return this.items.find((one) => one.itemId === this.#opened) ?? null;
  }

  /** Open a mail; an answer that comes after another one was opened is dropped. @param {string} id */
  async open(id) {
    const serial = ++this.#serial;
    const items = id ? await call("outlook/conversation", { agent: this.#agent }, { id }).then((answer) => answer.items, () => []) : [];
    if (serial !== this.#serial) return;
    this.#opened = id;
    this.items = items;
    for (const one of items) this.known.set(one.itemId, one);
  }

  /** @param {string} id */
  isOpen(id) {
    return this.#opened === id;
  }

  /** @param {string} folder */
  async list(folder) {
    const { rows } = await call("outlook/mail", { agent: this.#agent, folder }).catch(() => this); // The host is stopping; the next poll tells.
    this.rows = rows;
  }

  /** A colleague's answer has come in that the open conversation does not show yet. */
  get hasNews() {
    const row = this.rows.find((one) => one.ids.includes(this.#opened));
    return row !== undefined && row.count !== this.items.length;
  }

  /** @param {string} id */
  holds(id) {
    return this.known.has(id) || this.rows.some((row) => row.ids.includes(id));
  }

  /** Find this person's copy of what somebody else, or the other page, shows. @param {object} wanted */
  async find(wanted) {
    return (await call("outlook/find", { agent: this.#agent }, wanted).catch(() => null))?.id ?? "";
  }
}
