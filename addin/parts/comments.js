/** Internal comments, oldest first; the box opens at the newest. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { moment } from "../core/times.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";
import { avatar, firstName } from "./people.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Comment} Comment */

/** The comments that came with the view, and the one that is on its way. */
export class Comments extends Part {
  #edited = "";
  #text = h("textarea", { rows: "3", "data-key": "edit-text" });

  /** @param {State} state */
  slice({ view, pending }) {
    return [view?.comments, view?.comment_count, pending?.act === "comment" && pending.value];
  }

  /** @param {Comment} one */
  #menu(one) {
    if (!one.may_edit && !one.may_delete) return null;
    const { acting, popup } = this.pane;
    const sure = (/** @type {HTMLElement} */ anchor) => popup.menu(anchor, t("Delete comment"), [
      { key: "sure", text: t("Delete for everybody"), icon: "x", act: () => void acting.deleteComment(one.id) }, { key: "keep", text: t("Keep it"), act: () => {} }]);
    const choices = [
      ...(one.may_edit ? [{ key: "edit", text: t("Edit"), icon: "pen", act: () => this.#edit(one) }] : []),
      ...(one.may_delete ? [{ key: "delete", text: t("Delete …"), icon: "x", act: sure }] : []),
    ];
    return h("button", { class: "ib", type: "button", "data-key": `c-${one.id}`, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("Edit or delete the comment"),
      onclick: (/** @type {Event} */ event) => popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("Comment"), choices) }, icon("more"));
  }

  /** @param {Comment | null} one the comment to be mended, or none any more */
  #edit(one) {
    this.#edited = one?.id ?? "";
    this.#text.value = one?.text ?? "";
    this.draw(this.pane.store.state);
    if (one) this.#text.focus();
  }

  /** @param {Comment} one */
  #box(one) {
    this.#text.setAttribute("aria-label", t("Edit comment"));
    const save = async () => {
      if (this.#text.value.trim() && await this.pane.acting.editComment(one.id, this.#text.value)) this.#edit(null);
    };
    return h("form", { class: "box edit", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void save(); } }, this.#text,
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", "data-key": "edit-cancel", onclick: () => this.#edit(null) }, t("Cancel")),
        h("button", { class: "b", type: "submit", "data-key": "edit-save" }, t("Save"))));
  }

  connectedCallback() {
    this.setAttribute("role", "log");
    this.setAttribute("aria-label", t("Comments"));
    super.connectedCallback();
  }

  /** @param {State} state */
  draw({ view, pending, me }) {
    const comments = view?.comments ?? [];
    const sending = pending?.act === "comment" ? (pending.value ?? "") : "";
    const older = (view?.comment_count ?? 0) - comments.length;
    if (!comments.length && !sending) return fill(this, h("p", { class: "meta empty" }, t("No note in the margin yet.")));
    fill(this,
      older > 0 && h("button", { class: "b link", type: "button", "data-key": "older", onclick: () => this.pane.store.set({ tab: "activity" }) }, t("Show older")),
      comments.map((one) => (one.id === this.#edited ? this.#box(one) : drawn(one, this.#menu(one)))),
      sending && h("article", { class: "c busy" }, avatar(me?.agent.name ?? ""), h("div", { class: "who" }, t("Sending …")), h("div", { class: "note" }, sending)));
  }
}

/**
 * @param {Comment} comment
 * @param {Node | null} [menu] what can be done with it
 */
export function drawn(comment, menu = null) {
  const { author, at, edited, deleted } = comment;
  return h("article", { class: "c" }, avatar(author.name),
    h("div", { class: "who" }, h("b", null, firstName(author.name)), " ", h("time", { datetime: new Date(at).toISOString() }, moment(at)), edited && !deleted ? " · " + t("edited") : "", menu),
    deleted ? h("div", { class: "meta" }, t("Comment deleted")) : h("div", { class: "note" }, withMentions(comment)));
}

/** @param {Comment} comment */
function withMentions({ text, mentions }) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let at = 0;
  // Positions count code points, as Python does; a JavaScript string counts UTF-16 units.
  const letters = [...text];
  for (const { start, end, you } of [...mentions].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    pieces.push(letters.slice(at, start).join(""), h("span", { class: you ? "at you" : "at" }, letters.slice(start, end).join("")));
    at = end;
  }
  pieces.push(letters.slice(at).join(""));
  return pieces;
}
