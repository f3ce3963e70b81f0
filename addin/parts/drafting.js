/** The draft of a reply that a colleague checks: read, changed, approved or returned, and used. */

import { reason } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t } from "../core/words.js";
import { using } from "./using.js";
import { reviewWords } from "./draftline.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").DraftAnswer} DraftAnswer */
/** @typedef {import("../types").Review} Review */

/** The tab; what was typed outlives every change by others, and a look at something else. */
export class Drafting extends Part {
  /** @type {DraftAnswer | null} */ #draft = null;
  #of = "";
  #failed = false;
  #text = this.#area("draft-text");
  #reason = this.#area("draft-reason", 3);
  #proposal = this.#area("draft-proposal");
  #reviewer = h("select", { "data-key": "draft-reviewer", id: "draft-reviewer" });

  /** @param {State} state */
  slice({ view, pending, retryAt }) {
    return [view?.id, view?.review, pending, !!retryAt];
  }

  /** @param {State} state */
  draw(state) {
    const { view } = state;
    if (!view) return;
    const of = `${view.id} ${view.review.version}`;
    if (of !== this.#of) {
      this.#of = of;
      void this.#load(view);
    }
    const draft = this.#draft;
    if (!draft) return fill(this, this.#waiting());
    const { review } = view;
    fill(this, h("div", { class: "drafting" }, this.#standing(review), this.#shown(draft), this.#use(review), this.#word(review), this.#ask(review, draft),
      review.can.includes("withdraw") && h("div", { class: "row" }, this.#button("withdraw", t("Withdraw draft"), () => void this.#step("POST", "/withdraw")))));
  }

  /** @param {import("../types").View} view */
  async #load(view) {
    const of = this.#of;
    try {
      const id = await this.pane.following.stored(view);
      const draft = await this.pane.api.get(`/conversations/${id}/draft`);
      if (of !== this.#of || id !== view.id) return; // what was only shown has a tab of its own once it is stored
      this.#of = `${id} ${draft.conversation.review.version}`;
      this.#take(draft);
      this.pane.following.accept(draft.conversation, id);
    } catch (error) {
      if (of !== this.#of) return;
      this.#failed = true;
      this.#draft = null; // what stands there may not be the text that a press would be about
      this.pane.store.set({ trouble: reason(error) });
    }
    this.draw(this.pane.store.state);
  }

  #waiting() {
    const again = () => {
      this.#failed = false;
      this.#of = "";
      this.draw(this.pane.store.state);
    };
    return this.#failed ? h("div", { class: "drafting" }, h("div", { class: "row" }, h("button", { class: "b", type: "button", "data-key": "draft-again", onclick: again }, t("Refresh"))))
      : h("p", { class: "meta empty", role: "status" }, t("Loading …"));
  }

  /** @param {DraftAnswer} draft */
  #take(draft) {
    const before = this.#draft;
    this.#draft = draft;
    for (const box of [this.#text, this.#proposal]) if (!before || box.value === before.final || !box.value.trim()) box.value = this.#typed(box) || draft.final;
    if (!before) this.#reason.value = this.#typed(this.#reason);
    const chosen = this.#reviewer.value || draft.conversation.review.reviewer?.id || "";
    this.#reviewer.replaceChildren(h("option", { value: "" }, t("Choose somebody …")), ...draft.reviewers.map(({ id, name }) => h("option", { value: id }, name)));
    this.#reviewer.value = draft.reviewers.some(({ id }) => id === chosen) ? chosen : "";
  }

  /** @param {Review} review */
  #standing(review) {
    if (!review.state) return null;
    return h("p", { class: "strong", role: "status" }, t("Draft of %(who)s", { who: review.author?.name || t("Somebody") }), " · ", reviewWords(review),
      h("span", { class: "meta" }, " · ", t("asked %(time)s", { time: moment(review.asked_at ?? 0) })));
  }

  /** @param {DraftAnswer} draft */
  #shown({ text, changes }) {
    if (!text) return null;
    if (!changes.length) return h("blockquote", { class: "drafted" }, text);
    return [h("p", { class: "meta" }, t("Underlined: added. Struck through: removed.")), h("blockquote", { class: "drafted" }, changes.map((one) =>
      one.kind === "kept" ? one.text : h(one.kind === "added" ? "ins" : "del", null, h("span", { class: "sr" }, one.kind === "added" ? t("added") : t("removed"), ": "), one.text)))];
  }

  /** @param {Review} review */
  #use({ can }) {
    return can.includes("use") && [h("div", { class: "row" }, this.#button("use", t("Put it into a reply"), () => void using(this.pane), true)),
      h("p", { class: "meta" }, t("Outlook opens your reply with this text. You send it yourself."))];
  }

  /** @param {Review} review */
  #word({ can }) {
    if (!can.includes("approve") && !can.includes("edit")) return null;
    return h("section", null, h("h2", null, t("Your word")),
      can.includes("approve") && h("div", { class: "row" }, this.#button("approve", t("Approve"), () => void this.#step("POST", "/approve", { comment: this.#reason.value }, this.#reason), true)),
      can.includes("return") && [labelled(this.#reason, t("What should be different (internal comment)")),
        h("div", { class: "row" }, this.#button("return", t("Return with this comment"), () => this.#return()))],
      can.includes("edit") && [labelled(this.#proposal, t("Or change the text yourself")),
        h("div", { class: "row" }, this.#button("edit", t("Save my version"), () => void this.#step("PUT", "/proposal", { text: this.#proposal.value }, this.#proposal)))]);
  }

  /**
   * @param {Review} review
   * @param {DraftAnswer} draft
   */
  #ask(review, draft) {
    if (!review.can.includes("ask")) return null;
    if (!draft.reviewers.length) return h("p", { class: "meta" }, t("There is nobody here who could check a draft."));
    const again = !!review.state;
    return h("section", null, again && h("h2", null, t("Change and ask again")), labelled(this.#text, t("Proposed reply")), labelled(this.#reviewer, t("Who should check it?")),
      h("div", { class: "row" }, this.#button("ask", again ? t("Ask again") : t("Ask for a check"), () => this.#askNow(), !again)),
      h("p", { class: "meta" }, t("The text is kept only while it is needed. Only you can send it.")));
  }

  #askNow() {
    const reviewer = this.#reviewer.value;
    if (!this.#text.value.trim()) return this.#text.focus();
    if (!reviewer) return this.pane.store.set({ trouble: t("Please say who should check it.") });
    void this.#step("PUT", "", { text: this.#text.value, reviewer }, this.#text);
  }

  #return() {
    if (!this.#reason.value.trim()) return this.#reason.focus();
    void this.#step("POST", "/return", { comment: this.#reason.value }, this.#reason);
  }

  /**
   * @param {"PUT" | "POST"} method
   * @param {string} path
   * @param {object} [more]
   * @param {HTMLTextAreaElement} [box] is empty again once it is done
   */
  async #step(method, path, more = {}, box = undefined) {
    const name = box && this.#name(box);
    if (!await this.pane.acting.draft(method, path, more) || !box || !name) return;
    this.pane.drafts.write(name, "");
    box.value = "";
    this.draw(this.pane.store.state);
  }

  /**
   * @param {string} id
   * @param {number} [rows]
   */
  #area(id, rows = 7) {
    const box = h("textarea", { id, "data-key": id, rows: String(rows), maxlength: "20000", oninput: () => this.pane.drafts.write(this.#name(box), box.value) });
    return box;
  }

  /** Under which name it is kept what was typed into a box. @param {HTMLTextAreaElement} box */
  #name({ id }) {
    const { view } = this.pane.store.state;
    return `${id} ${view?.id} ${view?.review.asked_at ?? ""}`;
  }

  /** @param {HTMLTextAreaElement} box */
  #typed(box) {
    return this.pane.drafts.read(this.#name(box)).text;
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} press
   * @param {boolean} [primary]
   */
  #button(key, text, press, primary = false) {
    const { pending } = this.pane.store.state;
    return h("button", { class: `b${primary ? " primary" : ""}${pending?.act === "draft" ? " busy" : ""}`, type: "button", "data-key": `draft-${key}`,
      "aria-disabled": this.#held() ? "true" : null, onclick: () => !this.#held() && press() }, text);
  }

  /** Whether a press would be about a text that is not the one that is seen here. */
  #held() {
    const { view, pending, retryAt } = this.pane.store.state;
    return !!pending || !!retryAt || this.#draft?.conversation.review.version !== view?.review.version;
  }
}
customElements.define("rn-drafting", Drafting);
document.head.append(h("link", { rel: "stylesheet", href: new URL("./drafting.css", import.meta.url) }));

/**
 * @param {HTMLElement} control
 * @param {string} text
 */
function labelled(control, text) {
  return [h("label", { for: control.id, class: "meta strong" }, text), control];
}
