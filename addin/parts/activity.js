/** All that happened to a conversation, newest first, page by page. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { clock, day } from "../core/times.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";
import { firstName } from "./people.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Entry} Entry */

/** The activity of the shown conversation, read when it is looked at and again when it changes. */
export class Activity extends Part {
  /** @type {Entry[]} */ #entries = [];
  /** @type {string | null} */ #older = null;
  #asking = new AbortController();

  /** @param {State} state */
  slice({ view }) {
    return [view?.id, view?.version];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#asking.abort();
  }

  /** @param {State} state */
  draw({ view }) {
    if (!view?.id) return fill(this, this.#box(h("p", { class: "meta" }, t("Nothing has happened here yet."))));
    if (!this.#entries.length) fill(this, this.#box(h("p", { class: "meta", role: "status" }, t("Loading …"))));
    void this.#load(view.id, null);
  }

  /**
   * @param {string} id
   * @param {string | null} after
   */
  async #load(id, after) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const page = await this.pane.api.get(`/conversations/${id}/timeline${after ? `?after=${encodeURIComponent(after)}` : ""}`, signal);
      if (signal.aborted) return;
      this.#entries = after ? [...this.#entries, ...page.entries] : page.entries;
      this.#older = page.older;
      this.#show(id);
    } catch {
      if (!signal.aborted) fill(this, this.#box(h("p", { class: "meta", role: "status" }, t("That did not work just now"))));
    }
  }

  /** @param {string} id */
  #show(id) {
    /** @type {Node[]} */
    const lines = [];
    let last = "";
    for (const entry of this.#entries) {
      const heading = day(entry.at);
      if (heading !== last) lines.push(h("li", { class: "dayrow" }, h("span", { class: "day" }, heading)));
      last = heading;
      lines.push(line(entry));
    }
    const older = this.#older;
    fill(this, this.#box(
      lines.length ? h("ol", { class: "log" }, lines) : h("p", { class: "meta" }, t("Nothing has happened here yet.")),
      older && h("button", { class: "b link", type: "button", "data-key": "older", onclick: () => void this.#load(id, older) }, t("Show older"))));
  }

  /** @param {...(Node | null | false | "")} children */
  #box(...children) {
    return h("div", { class: "sec" }, children);
  }
}

customElements.define("rn-activity", Activity);

/** @param {Entry} entry */
function line(entry) {
  const spoken = entry.kind === "comment";
  const said = entry.deleted ? t("Comment deleted") : entry.text;
  const text = spoken ? `${firstName(entry.author?.name ?? "")}: ${said}` : entry.text;
  return h("li", null, h("time", { datetime: new Date(entry.at).toISOString() }, clock(entry.at)), icon(spoken ? "comment" : "check"), h("span", null, text));
}
