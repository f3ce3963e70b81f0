/** What becomes of the conversation once the answer is sent; the service does it when the mail is seen. */

/** @typedef {"keep" | "pending" | "closed"} AfterSend */

/** Tells the service that this draft answers the shown conversation, and what shall follow. */
export class AfterSendChoice {
  #api;
  #store;
  /** @type {AfterSend} */ chosen = "keep";

  /** @param {{api: import("../core/api.js").Api, store: import("../core/state.js").Store}} parts */
  constructor({ api, store }) {
    this.#api = api;
    this.#store = store;
  }

  /**
   * @param {AfterSend} choice `keep` leaves it to the mailbox
   */
  async say(choice) {
    const { item, view } = this.#store.state;
    if (!item?.messageId || !view) return;
    const body = {
      message_id: item.messageId,
      ...(item.conversationId ? { conversation_id: item.conversationId } : {}),
      after_send: choice,
    };
    await this.#api.change("POST", "/intents", { body });
    this.chosen = choice;
  }
}
