/** From the item in Outlook to the conversation in the pane; answers for an older item are dropped. */

import { Problem } from "../core/api.js";
import { SignInNeeded } from "../core/session.js";
import { useZone } from "../core/times.js";
import { Mails } from "./mails.js";
import { described, isTeamMail, threadIds } from "./recognising.js";

/** @typedef {import("../types").Item} Item */
/** @typedef {import("../types").View} View */
/** @typedef {import("../types").Resolved} Resolved */
/** @typedef {{host: import("../core/host.js").Host, api: import("../core/api.js").Api,
 *   store: import("../core/state.js").Store, storage: import("../core/storage.js").Storage}} Parts */

const HEADERS_MS = 1500;
const PAUSES_S = [5, 8, 15, 30];

/** Keeps the pane's view that of the item that is open. */
export class Following {
  #mails;
  #asking = new AbortController();
  #attempts = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {Promise<void> | null} */ #reading = null;
  #again = false;
  /** @type {Record<string, unknown>} */ #mail = {};

  /** @param {Parts} parts */
  constructor({ host, api, store, storage }) {
    this.host = host;
    this.api = api;
    this.store = store;
    this.#mails = new Mails({ host, storage });
  }

  /** Comes when the pane turns to something else: what was asked about the one before must not be done to this one. */
  get turned() {
    return this.#asking.signal;
  }

  /** Follow the host's items. */
  start() {
    return this.host.onItem((item) => this.open(item));
  }

  /**
   * Show what belongs to an item.
   * @param {Item | null} item
   */
  async open(item) {
    const signal = this.#begin();
    const { phase, me } = this.store.state;
    const keep = { phase: me || phase === "loading" ? /** @type {const} */ ("loading") : phase };
    this.store.set({
      ...keep, item, view: null, fromList: false, work: false, pending: null, conflict: null, trouble: "", toast: null, outside: null,
      retryAt: null, joined: "", tab: "comments", open: "",
    });
    await this.#guard(signal, async () => {
      await this.#whoAmI(signal);
      if (item) await this.look(item, signal);
      else await this.#withoutItem(signal);
    });
  }

  /** Try again, after a failure or after signing in. */
  retry() {
    clearTimeout(this.#timer);
    const { view, item } = this.store.state;
    if (view?.id) void this.refresh();
    else void this.open(item);
  }

  /**
   * Show a conversation from a list, whatever mail is open.
   * @param {string} id
   */
  async show(id) {
    const signal = this.#begin();
    this.store.set({ phase: "loading", view: null, fromList: true, unopened: false, work: false, conflict: null, trouble: "", toast: null, pending: null, joined: "", tab: "comments" });
    await this.#guard(signal, async () => {
      const view = await this.api.get(`/conversations/${id}`, signal);
      if (signal.aborted) return;
      this.shown(view);
      if (view.id !== id) this.store.set({ joined: id });
    });
  }

  /**
   * Show a conversation from a list, and its mail in Outlook if that can be told which one it is.
   * @param {import("../types").Row} row
   */
  async pick({ id, message_id: mail }) {
    if (mail && this.host.item?.messageId === mail) return this.back();
    const shown = this.show(id);
    const { turned } = this;
    if (mail && !await this.#mails.open(mail) && !turned.aborted) this.store.set({ unopened: true });
    await shown;
  }

  /** Go back from a list, or from a conversation out of a list, to the mail that is open. */
  back() {
    void this.open(this.host.item);
  }

  /** Ask again who one is and what one sees: rights may have changed. */
  async recheck() {
    const signal = this.#asking.signal;
    await this.#guard(signal, async () => {
      const me = await this.api.get("/me", signal);
      if (!signal.aborted) this.store.set({ me });
    });
    const { me, view, item } = this.store.state;
    if (signal.aborted || !me) return;
    if (view || !item) await this.refresh();
    else await this.#guard(signal, () => this.look(item, signal));
  }

  /** Read the shown conversation anew; many wishes at once are one request. */
  async refresh() {
    if (this.#reading) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#readAgain();
    await this.#reading;
    this.#reading = null;
    if (this.#again) {
      this.#again = false;
      void this.refresh();
    }
  }

  /**
   * Take a view that the service sent, unless the pane shows something else or something newer.
   * @param {View} view
   * @param {string | null} of the conversation that was shown when it was asked for
   */
  accept(view, of) {
    const shown = this.store.state.view;
    if (!shown || (shown.id ?? of) !== of) return false;
    if (shown.id === view.id && view.version < shown.version) return false;
    this.store.set({ view, seenAt: Date.now(), phase: "conversation", retryAt: null });
    return true;
  }

  /**
   * The id of the shown conversation; a mail that was only shown is stored first.
   * @param {View} view
   * @returns {Promise<string>}
   */
  async stored(view) {
    if (view.id) return view.id;
    /** @type {Resolved} */
    const found = await this.api.change("POST", "/resolve", { body: { ...this.#mail, create: true } });
    const id = found.conversation?.id;
    if (!id || !found.conversation) throw new Problem(404, {});
    if (this.store.state.view === view) this.store.set({ view: found.conversation });
    return id;
  }

  /** Bring the mail that is open into a shared mailbox. @param {string} mailbox */
  async addTo(mailbox) {
    const item = this.store.state.item;
    if (!item) return;
    const headers = await this.#headers();
    const found = await this.api.change("POST", "/resolve/add", { body: { ...described(item, headers), mailbox } });
    this.#mails.add(item.messageId);
    if (this.store.state.item === item) this.#found(found);
  }

  /**
   * Find out what belongs to an item and show it.
   * @param {Item} item
   * @param {AbortSignal} signal
   */
  async look(item, signal) {
    const { me } = this.store.state;
    const headers = await this.#headers();
    if (signal.aborted || !me) return;
    if (!item.messageId) {
      this.store.set({ phase: "none" });
      return;
    }
    if (!isTeamMail(item, headers, me) && !threadIds(item, headers).some((id) => this.#mails.added(id))) {
      const mailboxes = me.mailboxes.filter((mailbox) => ["agent", "manager"].includes(mailbox.role));
      this.store.set({ phase: "outside", outside: { mailboxes, mine: null } });
      return;
    }
    this.#mail = described(item, headers);
    const found = await this.api.ask("/resolve", this.#mail, signal);
    if (!signal.aborted) this.#found(found);
  }

  /** Note that an answer did not come; the pane says so and tries again. */
  lost() {
    const seconds = PAUSES_S[Math.min(this.#attempts, PAUSES_S.length - 1)] ?? 30;
    this.#attempts += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.retry(), seconds * 1000);
    const retryAt = Date.now() + seconds * 1000;
    this.store.set(this.store.state.view ? { retryAt } : { retryAt, phase: "unreachable" });
  }

  #begin() {
    this.#asking.abort();
    this.#asking = new AbortController();
    clearTimeout(this.#timer);
    return this.#asking.signal;
  }

  /**
   * Do something for the item that is open; what goes wrong becomes a state of the pane.
   * @param {AbortSignal} signal
   * @param {() => Promise<void>} act
   */
  async #guard(signal, act) {
    try {
      await act();
      if (!signal.aborted) this.#attempts = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#failed(error);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof SignInNeeded) this.#signedOut();
    else if (error instanceof Problem) this.#refused(error);
    else this.lost();
  }

  /** @param {Problem} problem */
  #refused(problem) {
    if (problem.status === 401) this.#signedOut();
    else if (problem.code === "not_an_agent") {
      this.store.set({ phase: "stranger", me: null, view: null, work: false, canLink: problem.facts["can_link"] !== false });
    } else if (problem.status === 404) this.store.set({ phase: "none", view: null, work: false });
    else this.lost();
  }

  #signedOut() {
    // Where a dialog signs in, every page begins without a token, and that says nothing.
    if (this.host.canNest) this.#mails.forget();
    this.store.set({ phase: "signin", me: null });
  }

  /** @param {AbortSignal} signal */
  async #whoAmI(signal) {
    if (this.store.state.me) return;
    const me = await this.api.get("/me", signal);
    if (signal.aborted) return;
    this.#mails.belongTo(me.agent.id);
    useZone(me.agent.zone);
    this.store.set({ me });
  }

  /** @param {AbortSignal} signal */
  async #withoutItem(signal) {
    const count = await this.host.selected();
    if (!signal.aborted) this.store.set({ phase: count > 1 ? "several" : "none" });
  }

  /** @param {Resolved} found */
  #found(found) {
    const { item } = this.store.state;
    if (item && found.kind !== "outside") this.#mails.note(item);
    if (found.kind === "conversation" && found.conversation) this.shown(found.conversation);
    else if (found.kind === "outside") {
      this.store.set({ phase: "outside", outside: { mailboxes: found.mailboxes ?? [], mine: found.mine ?? null } });
    } else this.store.set({ phase: found.kind === "confidential" ? "confidential" : "elsewhere" });
  }

  /** Show a conversation that was just asked for. @param {View} view */
  shown(view) {
    this.store.set({ phase: "conversation", view, seenAt: Date.now(), retryAt: null, trouble: "" });
  }

  async #readAgain() {
    const { view } = this.store.state;
    const signal = this.#asking.signal;
    if (!view?.id) return;
    try {
      const fresh = await this.api.get(`/conversations/${view.id}`, signal);
      this.#attempts = 0;
      if (!signal.aborted) this.accept(fresh, view.id);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Problem && error.status === 404) void this.open(this.store.state.item);
      else if (!(error instanceof Problem) || error.code === "not_an_agent") this.#failed(error);
    }
  }

  /** The headers, or none from a client that keeps us waiting. */
  #headers() {
    const late = new Promise((resolve) => setTimeout(() => resolve(""), HEADERS_MS));
    return /** @type {Promise<string>} */ (Promise.race([this.host.headers(), late]));
  }
}
