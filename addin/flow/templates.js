/** Templates of the team and one's own: which fit the shown conversation, and one as it reads there. */

/** @typedef {{id: string, name: string, text: string, locale: string, own: boolean, uses: number}} Offered */
/** @typedef {{name: string, locale: string, text: string, html: string}} Written */

/** Asks the service for templates. */
export class Shelf {
  #api;
  #store;
  #following;

  /** @param {{api: import("../core/api.js").Api, store: import("../core/state.js").Store, following: import("./following.js").Following}} parts */
  constructor({ api, store, following }) {
    this.#api = api;
    this.#store = store;
    this.#following = following;
  }

  /**
   * @param {{search: string, locale: string, signal: AbortSignal}} wanted `locale` "" is the customer's language
   * @returns {Promise<Offered[]>}
   */
  async offered({ search, locale, signal }) {
    const query = new URLSearchParams({ search, locale });
    const { templates } = await this.#api.get(`/conversations/${await this.#conversation()}/templates?${query}`, signal);
    return templates;
  }

  /**
   * @param {Offered} one
   * @returns {Promise<Written>}
   */
  async written({ id, locale }) {
    return this.#api.ask(`/conversations/${await this.#conversation()}/templates/${id}`, { locale });
  }

  #conversation() {
    const { view } = this.#store.state;
    if (!view) throw new Error("nothing is shown");
    return this.#following.stored(view);
  }
}
