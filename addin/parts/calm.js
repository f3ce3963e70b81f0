/** The quiet states: nothing to do here, or not yet, each with one thing to go on with. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { drawing } from "./art.js";
import { countdown } from "./banners.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */

/** One drawing, one sentence, one button. */
export class Calm extends Part {
  #code = h("input", { type: "text", id: "code", autocomplete: "one-time-code", spellcheck: "false", required: true });
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /** @param {State} state */
  slice({ phase, outside, pending, retryAt, canLink, signInFailed }) {
    return [phase, outside, pending, retryAt, canLink, signInFailed];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @param {State} state */
  draw(state) {
    clearInterval(this.#timer);
    const drawn = {
      outside: () => this.#outside(state), confidential: () => this.#confidential(), elsewhere: () => this.#elsewhere(),
      signin: () => this.#signIn(state), stranger: () => this.#stranger(state), several: () => this.#several(),
      unreachable: () => this.#unreachable(state), nohost: () => this.#noHost(),
    }[/** @type {string} */ (state.phase)];
    fill(this, drawn ? drawn() : null);
  }

  /** @param {State} state */
  #outside({ outside, pending }) {
    const mailboxes = outside?.mailboxes ?? [];
    const [only] = mailboxes;
    const many = mailboxes.length > 1;
    const press = (/** @type {Event} */ event) => {
      if (pending) return;
      if (!many && only) void this.pane.acting.addTo(only.id);
      else this.pane.popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("Add to a shared mailbox"),
        mailboxes.map(({ id, name }) => ({ key: id, text: name, icon: "mail", act: () => void this.pane.acting.addTo(id) })));
    };
    const text = !many && only ? t("Add to “%(name)s”", { name: only.name }) : t("Add to a shared mailbox");
    return [
      calm("none", t("This mail is not in a shared mailbox"), t("It stays entirely with you."),
        only && h("button", { class: `b${pending ? " busy" : ""}`, type: "button", "data-key": "add", "aria-haspopup": many ? "menu" : null, onclick: press }, text, many && icon("chev"))),
      this.#workFoot(),
    ];
  }

  #confidential() {
    return [calm("lock", t("Confidential conversation"), t("Only some colleagues can see it.")), this.#workFoot()];
  }

  #elsewhere() {
    return [
      calm("lock", t("This mail is handled in another shared mailbox."), t("To see it, ask the manager of that mailbox for access.")),
      this.#workFoot(),
    ];
  }

  #several() {
    return [calm("none", t("Several mails are selected"), t("Choose one to see its conversation.")), this.#workFoot()];
  }

  #noHost() {
    return calm("off", t("This page belongs into Outlook"), t("Open a mail in Outlook and press Randnotiz there."));
  }

  /** @param {State} state */
  #signIn({ signInFailed, pending }) {
    return [
      calm("auth", t("Sign in to see your team"), t("With your Microsoft account. Randnotiz never reads mail text."),
        h("button", { class: `b primary${pending ? " busy" : ""}`, type: "button", "data-key": "signin", onclick: () => void this.pane.signIn() }, t("Sign in with Microsoft")),
        signInFailed && h("p", { class: "bad", role: "alert" }, t("Signing in did not work. Please try again."))),
      h("div", { class: "foot" }, h("span", null, t("Trouble? Whoever set Randnotiz up for you can help."))),
    ];
  }

  /** @param {State} state */
  #stranger({ canLink, pending }) {
    const form = h("form", { class: "code", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.pane.link(this.#code.value.trim()); } },
      h("label", { for: "code" }, t("Code of the invitation")), h("div", { class: "inp" }, this.#code),
      h("button", { class: `b primary${pending ? " busy" : ""}`, type: "submit", "data-key": "link" }, t("Connect")));
    return calm("auth", t("Welcome to Randnotiz"),
      t("Randnotiz shows a team who takes care of a mail. You are not part of a team here yet."), canLink && form);
  }

  /** @param {State} state */
  #unreachable({ retryAt }) {
    const seconds = h("p", null);
    const count = () => { seconds.textContent = retryAt ? countdown(retryAt) : ""; };
    count();
    this.#timer = setInterval(count, 1000);
    return calm("off", t("Randnotiz cannot be reached just now"), t("Your mail is not affected."), seconds,
      h("button", { class: "b", type: "button", "data-key": "now", onclick: () => this.pane.following.retry() }, t("Try now")));
  }

  #workFoot() {
    return h("div", { class: "foot" }, h("span", null, t("My work")),
      h("button", { class: "b link", type: "button", "data-key": "work", onclick: () => this.pane.store.set({ work: true }) }, t("Show")));
  }
}

/**
 * @param {"none" | "auth" | "lock" | "off"} picture
 * @param {string} title
 * @param {string} text
 * @param {...(Node | null | undefined | false | "")} more
 */
function calm(picture, title, text, ...more) {
  return h("div", { class: "calm" }, drawing(picture), h("div", { role: "status" }, h("h1", null, title)), h("p", null, text), more);
}
