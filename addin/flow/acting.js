/** What an agent does to a conversation: shown as pending at once, as done when the service says so. */

import { actKey, Problem, reason } from "../core/api.js";
import { LAST_ACT } from "../core/storage.js";
import { t } from "../core/words.js";
import { Once } from "./once.js";

/** @typedef {import("../types").View} View */
/** @typedef {import("../types").Pending} Pending */
/** @typedef {{method: "PUT" | "POST" | "DELETE", path: string, of?: string, body?: (view: View) => object, again?: string,
 *   key?: string, view?: (answer: any) => View}} Deed to the shown conversation, or to another one that is named by `of`;
 *   `view` finds the conversation in an answer that holds more */
/** @typedef {{left_out: {text: string}[], answer: {name: string, text: string, html: string} | null}} MacroDone */

const UNDO_MS = 30_000;
const PATIENCE_MS = 1500;

/** Sends acts one after the other, and turns a conflict into a question. */
export class Acting {
  #api;
  #store;
  #following;
  #host;
  #storage;
  #once;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #toastTimer;

  /** @param {import("../pane.js").Pane} pane */
  constructor({ api, store, following, host, storage }) {
    this.#api = api;
    this.#store = store;
    this.#following = following;
    this.#host = host;
    this.#storage = storage;
    this.#once = new Once(api);
  }

  take() {
    const again = t("Take anyway");
    return this.#do({ act: "take", value: "me" }, { method: "POST", path: "/take", again, body: (view) => ({ expected: view.assignee?.id ?? null }) });
  }

  /** @param {string | null} to `agent:…`, `team:…` or nobody */
  assign(to) {
    return this.#do({ act: "assign", value: to }, {
      method: "PUT", path: "/assignee", again: t("Assign anyway"),
      body: (view) => ({ to, expected: view.assignee?.id ?? null }),
    });
  }

  /** Give it away with a word and a day, all at once. @param {{to: string, due: string | null, text: string}} what */
  handOver({ to, due, text }) {
    return this.#do({ act: "assign", value: to }, {
      method: "POST", path: "/handover", again: t("Hand over anyway"),
      body: (view) => ({ to, due, text, expected: view.assignee?.id ?? null }),
    });
  }

  /** @param {boolean} on */
  follow(on) {
    return this.#do({ act: "follow" }, { method: on ? "PUT" : "DELETE", path: "/following" });
  }

  /** Take back one's own last act. @param {number} act the moment that names it */
  undo(act) {
    return this.#do({ act: "undo" }, { method: "POST", path: "/undo", body: () => ({ act }) });
  }

  /**
   * Do what a macro told; `seen` is how the conversation stood then.
   * @param {string} macro
   * @param {{assignee: string | null, status: string, priority: string}} seen
   * @returns {Promise<MacroDone | null>} what was left out and the answer to go on with, null where it was refused
   */
  async applyMacro(macro, seen) {
    /** @type {MacroDone | null} */
    let done = null;
    await this.#do({ act: "macro", value: macro }, {
      method: "POST", path: `/macros/${macro}`, body: () => seen, view: (answer) => { done = answer; return answer.conversation; },
    });
    return done;
  }

  /** @param {"open" | "pending" | "closed" | "spam"} to */
  setStatus(to) {
    const again = { open: t("Reopen anyway"), pending: t("Wait anyway"), closed: t("Mark done anyway"), spam: t("Mark as spam anyway") }[to];
    return this.#do({ act: "status", value: to }, {
      method: "PUT", path: "/status", again, body: (view) => ({ to, expected: view.status }),
    });
  }

  /**
   * @param {string | number} until a preset, or ms
   * @param {boolean} wake whether a reply ends it
   */
  snooze(until, wake = true) {
    const when = typeof until === "number" ? { until } : { preset: until };
    return this.#do({ act: "status", value: "snoozed" }, {
      method: "PUT", path: "/snooze", again: t("Snooze anyway"),
      body: (view) => ({ ...when, wake_on_reply: wake, expected: view.status }),
    });
  }

  /** @param {string} to */
  setPriority(to) {
    return this.#do({ act: "priority", value: to }, {
      method: "PUT", path: "/priority", again: t("Set anyway"), body: (view) => ({ to, expected: view.priority }),
    });
  }

  /** @param {string} tag */
  addTag(tag) {
    return this.#do({ act: "tag", value: tag }, { method: "POST", path: "/tags", body: () => ({ add: tag }) });
  }

  /** @param {string} tag */
  removeTag(tag) {
    return this.#do({ act: "tag", value: tag }, { method: "POST", path: "/tags", body: () => ({ remove: tag }) });
  }

  /**
   * @param {string} field
   * @param {string} to "" for no value
   */
  setField(field, to) {
    const now = (/** @type {View} */ view) => view.fields.find(({ id }) => id === field)?.value ?? "";
    return this.#do({ act: "field", value: field }, {
      method: "PUT", path: `/fields/${field}`, again: t("Set anyway"), body: (view) => ({ to, expected: now(view) }),
    });
  }

  /**
   * @param {string[] | null} to the agents who are to see it, or everybody
   * @param {string[] | null} expected the list that was shown
   */
  restrict(to, expected) {
    return this.#do({ act: "restrict" }, { method: "PUT", path: "/visibility", body: () => ({ to, expected }) });
  }

  /**
   * @param {string} comment
   * @param {string} text
   */
  editComment(comment, text) {
    return this.#do({ act: "edit", value: comment }, { method: "PUT", path: `/comments/${comment}`, body: () => ({ text }) });
  }

  /** @param {string} comment */
  deleteComment(comment) {
    return this.#do({ act: "edit", value: comment }, { method: "DELETE", path: `/comments/${comment}` });
  }

  /**
   * Take a step with the draft, provided it is still the one that is shown.
   * @param {"PUT" | "POST"} method
   * @param {string} path behind /draft
   * @param {object} [more] what the step needs
   */
  draft(method, path, more = {}) {
    return this.#do({ act: "draft" }, { method, path: `/draft${path}`, body: (view) => ({ ...more, expected: view.review.version }) });
  }

  /**
   * Put it right: merge, split, move, link, block.
   * @param {Deed} deed
   * @param {string} [text] said when it is done, where the service offers no way back
   * @param {Deed | null} [back] a way back in the place of the service's
   */
  async tidy(deed, text = "", back = null) {
    const { turned } = this.#following;
    const done = await this.#do({ act: "tidy" }, { view: (answer) => answer.conversation ?? answer, ...deed });
    if (done && text && !turned.aborted && (back || !this.#store.state.toast)) this.toast(text, back && (() => void this.tidy(back)));
    return done;
  }

  claim() {
    return this.#do({ act: "claim" }, {
      method: "PUT", path: "/claim", again: t("Reply anyway"), body: (view) => ({ expected: view.claim?.by.id ?? null }),
    });
  }

  /** Answer "Did you reply?". @param {boolean} replied */
  sayReplied(replied) {
    return this.#do({ act: "claim" }, { method: "POST", path: "/replied", body: () => ({ replied }) });
  }

  release() {
    return this.#do({ act: "claim" }, { method: "DELETE", path: "/claim" });
  }

  /** Keep the own claim alive; nobody waits for it. */
  async renew() {
    const { view } = this.#store.state;
    if (!view?.id || !view.claim?.by.you) return;
    try {
      this.#following.accept(await this.#api.change("PUT", `/conversations/${view.id}/claim`, { body: { renew: true } }), view.id);
    } catch {
      // Then it ends when it says; the pane shows until when.
    }
  }

  /**
   * Say which mail will be answered, then open Outlook's form.
   * @param {string} [html] what stands in it already
   */
  async reply(html = "") {
    const { item } = this.#store.state;
    if (!item) return;
    const saying = this.#api.change("POST", "/intents", {
      body: { message_id: item.messageId, ...(item.conversationId ? { conversation_id: item.conversationId } : {}) },
    });
    // Outlook may take the pane away when its form opens; a slow service must not keep anybody from writing.
    await Promise.race([saying.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    this.#host.reply(html);
  }

  /**
   * Send a comment.
   * @param {{text: string, key: string, wait: boolean}} draft the same key is the same comment
   * @returns {Promise<boolean>} whether it is there now
   */
  comment({ text, key, wait }) {
    return this.#do({ act: "comment", value: text }, {
      method: "POST", path: "/comments", key, again: t("Wait anyway"),
      body: (view) => ({ text, ...(wait ? { wait: view.status } : {}) }),
    });
  }

  /** Bring the mail into a mailbox. @param {string} mailbox */
  async addTo(mailbox) {
    if (this.#store.state.pending) return;
    this.#store.set({ pending: { act: "add", value: mailbox }, trouble: "" });
    try {
      await this.#following.addTo(mailbox);
    } catch (error) {
      this.#store.set({ trouble: reason(error) });
    } finally {
      this.#store.set({ pending: null });
    }
  }

  /** Answer a conflict with the safe choice. */
  leave() {
    this.#store.set({ conflict: null });
  }

  /** @param {string} text @param {(() => unknown) | null} undo */
  toast(text, undo = null) {
    clearTimeout(this.#toastTimer);
    this.#store.set({ toast: { text, undo } });
    this.#toastTimer = setTimeout(() => this.#store.set({ toast: null }), UNDO_MS);
  }

  /**
   * @param {Pending} pending
   * @param {Deed} deed
   * @returns {Promise<boolean>} whether it is done
   */
  async #do(pending, deed) {
    const { view, pending: busy, toast } = this.#store.state;
    if (!view || busy) return false;
    const { turned } = this.#following;
    this.#store.set({ pending, trouble: "", conflict: null, toast: null });
    let id = view.id;
    try {
      id = await this.#following.stored(view);
      const shown = this.#store.state.view ?? view;
      const answer = await this.#once.send(deed.method, `/conversations/${deed.of ?? id}${deed.path}`, { ...deed, body: deed.body?.(shown) });
      const fresh = deed.view ? deed.view(answer) : /** @type {View} */ (answer);
      this.#following.accept(fresh, id);
      const { undo } = fresh;
      this.#storage.write(LAST_ACT, undo ? JSON.stringify({ ...undo, of: fresh.id, until: Date.now() + UNDO_MS }) : "");
      if (undo && !turned.aborted) this.toast(undo.text, () => void this.undo(undo.act));
      return true;
    } catch (error) {
      if (!turned.aborted) this.#failed(error, { pending, deed, id, toast });
      return false;
    } finally {
      if (this.#store.state.pending === pending) this.#store.set({ pending: null });
    }
  }

  /** @param {unknown} error @param {{pending: Pending, deed: Deed, id: string | null, toast: import("../types").State["toast"]}} what */
  #failed(error, { pending, deed, id, toast }) {
    if (!(error instanceof Problem)) {
      this.#store.set({ trouble: t("That may not have arrived. Just press again: nothing is done twice.") });
      if (toast) this.toast(toast.text, toast.undo);
      return this.#following.lost();
    }
    if (error.status === 409 && error.facts["view"]) {
      this.#following.accept(/** @type {View} */ (error.facts["view"]), id);
      const repeat = () => { this.leave(); return this.#do(pending, { ...deed, key: actKey() }); };
      return this.#store.set({ conflict: { text: error.message, again: deed.again ?? t("Repeat"), repeat } });
    }
    this.#store.set({ trouble: error.message });
    if (error.status < 500) void this.#following.refresh();
  }
}
