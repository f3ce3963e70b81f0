/** From the draft that is open to the conversation that it answers. */

import { Following } from "./following.js";

/** @typedef {import("../types").Item} Item */

/** Follows drafts instead of mails; everything else is the same. */
export class Answering extends Following {
  /** What this agent had chosen before for after the send. @type {string} */ afterSend = "keep";

  /**
   * @param {Item} item
   * @param {AbortSignal} signal
   */
  async look(item, signal) {
    const body = {
      ...(item.messageId ? { in_reply_to: item.messageId } : {}),
      ...(item.conversationId ? { conversation_id: item.conversationId } : {}),
    };
    const found = Object.keys(body).length ? await this.api.ask("/compose", body, signal) : {};
    if (signal.aborted) return;
    this.afterSend = found.after_send ?? "keep";
    if (found.conversation) this.shown(found.conversation);
    else this.store.set({ phase: "outside", outside: null });
  }
}
