/** Writing an internal comment: the text survives every other act, a switch of mails and a failure. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { Mentioning } from "./mentioning.js";
import { may, Part } from "./part.js";

/** @typedef {import("../types").State} State */

const TALLEST = 160;

/** The form at the foot of the pane; its text box is never drawn anew. */
export class Composer extends Part {
  #of = "";
  #sending = false;
  #box = h("textarea", { id: "comment", rows: "2", "data-key": "comment", "aria-describedby": "only" });
  #said = h("span", { class: "meta grow", role: "status" });
  #send = h("button", { class: "b", type: "submit", "data-key": "send" });
  #more = h("button", { class: "b", type: "button", "data-key": "send-more", "aria-haspopup": "menu", "aria-expanded": "false" }, icon("chev"));
  /** @type {Mentioning | null} */ #mentioning = null;

  connectedCallback() {
    if (!this.#mentioning) this.#build();
    super.connectedCallback();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#mentioning?.close();
  }

  /** What has been typed and not sent. */
  get text() {
    return this.#box.value;
  }

  /**
   * Begin a comment to somebody.
   * @param {string} name
   */
  mention(name) {
    const text = this.#box.value;
    this.#put(`${text}${text && !text.endsWith(" ") ? " " : ""}@${name} `);
    this.#keep();
    this.focusBox();
  }

  focusBox() {
    const { tab, view } = this.pane.store.state;
    if (tab === "draft") this.pane.store.set({ tab: "comments" });
    if (view?.can.includes("comment")) this.hidden = false;
    this.#box.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
  }

  /** @param {State} state */
  slice(state) {
    return [state.item?.key, state.fromList && state.view?.id, may(state, "comment"), state.pending?.act, !!state.retryAt, state.view?.can, state.view?.status, state.tab === "draft"];
  }

  /** @param {State} state */
  draw(state) {
    const of = (state.fromList ? state.view?.id : state.item?.key) ?? "";
    if (of !== this.#of) {
      this.#of = of;
      this.#put(this.pane.drafts.read(of).text);
    }
    this.hidden = !state.view?.can.includes("comment") || state.tab === "draft"; // a draft has fields of its own, and is no comment
    const busy = state.pending?.act === "comment";
    this.#send.setAttribute("aria-disabled", String(busy));
    this.#more.hidden = !state.view?.can.includes("status") || !["open", "snoozed"].includes(state.view.status);
    this.#said.textContent = busy ? t("Sending …") : state.retryAt ? t("Text is kept") : t("Ctrl+Enter");
  }

  #build() {
    const box = this.#box;
    box.setAttribute("aria-label", t("Comment"));
    box.placeholder = t("Comment … @ mentions someone");
    this.#send.textContent = t("Send comment");
    this.#more.setAttribute("aria-label", t("Send and …"));
    this.#mentioning = new Mentioning(box, this.pane, () => this.#keep());
    box.addEventListener("input", () => this.#keep());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#submit(false);
    });
    this.#more.addEventListener("click", () => this.pane.popup.menu(this.#more, t("Send and …"), [
      { key: "wait", text: t("Send comment and wait"), icon: "s-pending", act: () => void this.#submit(true) },
    ]));
    const only = h("div", { class: "only", id: "only" }, icon("lock"), h("span", null, h("b", null, t("Internal only")), " · ", t("never sent to the customer")));
    this.append(h("form", { class: "composer", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.#submit(false); } },
      h("div", { class: "box" }, only, box),
      h("div", { class: "row" }, this.#said, h("span", { class: "split" }, this.#send, this.#more))));
  }

  /** @param {boolean} wait */
  async #submit(wait) {
    const of = this.#of;
    const text = this.#box.value;
    if (!text.trim()) return this.#box.focus();
    if (this.#sending) return;
    this.#sending = true;
    this.pane.drafts.write(of, text);
    const { key } = this.pane.drafts.read(of);
    const sent = await this.pane.acting.comment({ text: text.trim(), key, wait });
    this.#sending = false;
    if (!sent) return;
    // What was typed while the comment was on its way is the next comment.
    if (this.#of === of && this.#box.value === text) this.#put("");
    if (this.pane.drafts.read(of).text === text) this.pane.drafts.write(of, "");
  }

  #keep() {
    this.pane.drafts.write(this.#of, this.#box.value);
    this.#grow();
  }

  /** @param {string} text */
  #put(text) {
    this.#box.value = text;
    this.#grow();
  }

  #grow() {
    this.#box.style.height = "";
    if (this.#box.scrollHeight > this.#box.clientHeight) this.#box.style.height = `${Math.min(this.#box.scrollHeight, TALLEST)}px`;
  }
}
