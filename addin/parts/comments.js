/** Internal comments, oldest first; the box opens at the newest. */

import { fill, h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";
import { avatar, firstName } from "./people.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Comment} Comment */

/** The comments that came with the view, and the one that is on its way. */
export class Comments extends Part {
  /** @param {State} state */
  slice({ view, pending }) {
    return [view?.comments, view?.comment_count, pending?.act === "comment" && pending.value];
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
      comments.map(drawn),
      sending && h("article", { class: "c busy" }, avatar(me?.agent.name ?? ""), h("div", { class: "who" }, t("Sending …")), h("div", { class: "note" }, sending)));
  }
}

/** @param {Comment} comment */
export function drawn(comment) {
  const { author, at, edited, deleted } = comment;
  return h("article", { class: "c" }, avatar(author.name),
    h("div", { class: "who" }, h("b", null, firstName(author.name)), " ", h("time", { datetime: new Date(at).toISOString() }, moment(at)), edited && !deleted ? " · " + t("edited") : ""),
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
