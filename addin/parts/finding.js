/** What a search finds: loaded when somebody searches. */

import { Problem } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { row } from "./rows.js";

/** @typedef {import("../types").Row} Row */
/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {{rows: Row[], after: string | null, unfinished: boolean, building: boolean, left_out: boolean}} Page */

/** The list of what was found, newest first. */
export class Finding {
  element = h("div", { class: "works" });
  #pane;
  #query = "";
  /** @type {Page | null} */ #page = null;
  #trouble = "";
  #asking = new AbortController();

  /** @param {Pane} pane */
  constructor(pane) {
    this.#pane = pane;
  }

  /** Nobody looks at it any more. */
  end() {
    this.#asking.abort();
  }

  /** @param {string} query */
  find(query) {
    this.#query = query;
    this.#page = null;
    void this.#load(null);
  }

  #draw() {
    const page = this.#page;
    fill(this.element, h("p", { class: "meta empty", role: "status" }, this.#said()), page?.rows.length
      ? h("ul", { class: "list", "aria-label": t("Found") }, page.rows.map((one) => h("li", null, row(this.#pane, one)))) : null,
    page?.after ? h("button", { class: "b link", type: "button", "data-key": "more-found", onclick: () => void this.#load(page.after) },
      page.unfinished ? t("Search on") : t("Show more")) : null);
  }

  #said() {
    const page = this.#page;
    if (this.#trouble) return this.#trouble;
    if (!page) return t("Loading …");
    if (page.building) return t("Not everything can be found yet: the index is being built.");
    if (page.left_out) return t("Many words begin like this. Type more of the word to find all of them.");
    return page.rows.length || page.after ? "" : t("Nothing was found.");
  }

  /** @param {string | null} after */
  async #load(after) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#trouble = "";
    this.#draw();
    try {
      const next = await this.#pane.api.ask("/search", { query: this.#query, after }, signal);
      if (signal.aborted) return;
      this.#page = { ...next, rows: [...(after && this.#page ? this.#page.rows : []), ...next.rows] };
    } catch (error) {
      if (signal.aborted) return;
      this.#trouble = error instanceof Problem ? error.message : t("That did not work just now");
    }
    this.#draw();
  }
}
