/** The box to search in, and what is found: by words, or by a saved view. */

import { reason } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { row } from "./rows.js";

/** @typedef {import("../types").Row} Row */
/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {{rows: Row[], after: string | null, unfinished: boolean, building: boolean, left_out: boolean, among?: number}} Page */
/** @typedef {{load: (after: string | null, signal: AbortSignal) => Promise<Page>, head?: Node | null, foot?: Node | null}} Source */

/** A search box; what is found is handed on. */
export class Finding {
  #found = h("div", { class: "works" });
  #pane;
  #show;
  #box;
  /** @type {Source | null} */ #source = null;
  /** @type {Page | null} */ #page = null;
  #trouble = "";
  #asking = new AbortController();
  /** What is offered beside what was found by words. @type {(query: string) => Node | null} */ offer = () => null;

  /**
   * @param {Pane} pane
   * @param {Element} place where the box is put
   * @param {(found: Element | null) => void} show is handed the list, or null when the search is over
   */
  constructor(pane, place, show) {
    this.#pane = pane;
    this.#show = show;
    this.#box = h("input", { type: "search", "data-key": "search", maxlength: "500", enterkeyhint: "search", autocomplete: "off",
      placeholder: t("Words, customer, tag:…, status:open"), "aria-label": t("Search conversations"),
      oninput: () => this.#box.value || this.end(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#keys(event) });
    const send = (/** @type {Event} */ event) => { event.preventDefault(); this.#find(this.#box.value.trim()); };
    fill(place, h("form", { role: "search", onsubmit: send }, h("div", { class: "inp" }, icon("search"), this.#box)));
  }

  /** Go back to the lists. */
  end() {
    this.#asking.abort();
    this.#box.value = "";
    this.#source = null;
    this.#show(null);
  }

  /**
   * Show what some source answers, page by page.
   * @param {Source} source
   * @param {string} [typed] what stands in the box beside it
   */
  look(source, typed = "") {
    this.#source = source;
    this.#box.value = typed;
    this.#page = null;
    this.#show(this.#found);
    void this.#load(null);
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key !== "Escape" || !this.#source) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
  }

  /** @param {string} query */
  #find(query) {
    if (!query) return this.end();
    this.look({ load: (after, signal) => this.#pane.api.ask("/search", { query, after }, signal), foot: this.offer(query) }, query);
  }

  #draw() {
    const page = this.#page;
    fill(this.#found, this.#source?.head, h("p", { class: "meta empty", role: "status" }, this.#said()), page?.rows.length
      ? h("ul", { class: "list", "aria-label": t("Found") }, page.rows.map((one) => h("li", null, row(this.#pane, one, true)))) : null,
    page?.after ? h("button", { class: "b link", type: "button", "data-key": "more-found", onclick: () => void this.#load(page.after) },
      page.unfinished ? t("Search on") : t("Show more")) : null, page && this.#source?.foot);
  }

  #said() {
    const page = this.#page;
    if (this.#trouble) return this.#trouble;
    if (!page) return t("Loading …");
    return [
      page.rows.length || page.after ? "" : t("Nothing was found."),
      page.building ? t("Not everything can be found yet: the index is being built.") : "",
      page.left_out ? t("Many words begin like this. Type more of the word to find all of them.") : "",
      page.among ? t("Sorted among the newest %(limit)s.", { limit: page.among }) : "",
    ].filter(Boolean).join(" ");
  }

  /** @param {string | null} after */
  async #load(after) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#trouble = "";
    this.#draw();
    try {
      const next = await this.#source?.load(after, signal);
      if (signal.aborted || !next) return;
      this.#page = { ...next, rows: [...(after && this.#page ? this.#page.rows : []), ...next.rows] };
    } catch (error) {
      if (signal.aborted) return;
      this.#trouble = reason(error);
    }
    this.#draw();
  }
}
