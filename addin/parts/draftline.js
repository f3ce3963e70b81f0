/** One line that says there is a draft to be checked, or one that can be used; the rest is in its tab. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Review} Review */

/** The line above the buttons, and in the compose pane the way to insert what was approved. */
export class DraftLine extends Part {
  /** @param {State} state */
  slice({ view, tab, pending }) {
    return [view?.id, view?.review, tab, pending];
  }

  /** @param {State} state */
  draw({ view, tab, pending }) {
    const review = view?.review;
    const { composes } = this.pane;
    const shown = !!review?.state && (composes || tab !== "draft");
    this.hidden = !shown;
    if (!review || !shown) return fill(this);
    const press = composes ? () => void this.#insert() : () => this.pane.store.set({ tab: "draft" });
    const usable = review.can.includes("use");
    fill(this, h("div", { class: "banner info draftline" }, icon("pen"),
      h("div", { role: "status" }, h("b", null, t("Draft of %(who)s", { who: review.author?.name || t("Somebody") })), " · ", reviewWords(review)),
      (usable || !composes) && h("div", { class: "row" }, h("button", {
        class: `b${pending ? " busy" : ""}`, type: "button", "data-key": "draft-open", onclick: press,
      }, composes ? t("Insert") : t("Show draft")))));
  }

  async #insert() {
    const { using } = await import("./using.js");
    await using(this.pane);
  }
}

customElements.define("rn-draftline", DraftLine);

/**
 * How a review stands, in a few words.
 * @param {Review} review
 */
export function reviewWords({ state, can, reviewer, blocked }) {
  const who = reviewer?.name || t("Somebody");
  if (blocked) return t("%(who)s cannot check it now", { who });
  if (state === "asked" && can.includes("approve")) return t("Waiting for your word");
  if (state === "asked") return t("Waiting for %(who)s", { who });
  if (state === "returned") return t("Returned by %(who)s", { who });
  return state === "edited" ? t("Changed by %(who)s", { who }) : t("Approved by %(who)s", { who });
}
