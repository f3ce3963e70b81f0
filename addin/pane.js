/** Everything the parts of one pane share, put together in one place. */

import { Api, reason } from "./core/api.js";
import { Host } from "./core/host.js";
import { Live } from "./core/live.js";
import { Session } from "./core/session.js";
import { settings } from "./core/settings.js";
import { Store } from "./core/state.js";
import { Storage } from "./core/storage.js";
import { Composer } from "./parts/composer.js";
import { Popup } from "./parts/popup.js";
import { Acting } from "./flow/acting.js";
import { AfterSendChoice } from "./flow/aftersend.js";
import { Drafts } from "./flow/drafts.js";
import { Following } from "./flow/following.js";
import { Shelf } from "./flow/templates.js";

/** The pane: its state, what it can do, and the few things that concern all of it. */
export class Pane {
  store = new Store();

  /**
   * @param {HTMLElement} root
   * @param {Host} host that is ready
   * @param {typeof Following} [Follower] what to look for: the mail that is read, or the draft's
   */
  constructor(root, host, Follower = Following) {
    this.root = root;
    this.composes = Follower !== Following;
    this.host = host;
    this.session = new Session(host, settings());
    this.api = new Api(this.session);
    this.storage = new Storage(host.partition);
    this.drafts = new Drafts(this.storage);
    this.following = new Follower(this);
    this.acting = new Acting(this);
    this.after = new AfterSendChoice(this);
    this.shelf = new Shelf(this);
    this.popup = new Popup(root);
    this.composer = new Composer(this);
    this.live = new Live(this.api, (event) => this.#heard(event), (how) => this.store.set({ live: how }));
  }

  /** Sign in after a click, then go on where it stopped. */
  async signIn() {
    if (this.store.state.pending) return;
    this.store.set({ pending: { act: "signin" }, signInFailed: false });
    try {
      await this.session.signIn();
      this.store.set({ pending: null });
      this.following.retry();
    } catch {
      this.store.set({ pending: null, signInFailed: true });
    }
  }

  /**
   * Connect this Microsoft account with the agent who was invited.
   * @param {string} code
   */
  async link(code) {
    if (this.store.state.pending || !code) return;
    this.store.set({ pending: { act: "link" }, trouble: "" });
    try {
      await this.api.change("POST", "/link", { body: { code } });
      this.store.set({ pending: null });
      this.following.retry();
    } catch (error) {
      this.store.set({ pending: null, trouble: reason(error) });
    }
  }

  /**
   * Begin a comment to a colleague.
   * @param {string} name
   */
  mention(name) {
    this.store.set({ tab: "comments" });
    this.composer.mention(name);
  }

  /** Whether a comment is half-written. */
  typed() {
    return !!this.composer.text.trim();
  }

  /** @param {import("./core/live.js").LiveEvent} event */
  #heard({ kind, change }) {
    const { view } = this.store.state;
    const ours = !!view?.id && change?.conversation === view.id;
    if (kind === "gone" && ours) this.following.back();
    else if (kind === "reset") void this.following.recheck();
    else if (ours && (change?.version === undefined || change.version !== view?.version)) void this.following.refresh();
    if (kind !== "presence") this.root.dispatchEvent(new CustomEvent("changed"));
  }
}
