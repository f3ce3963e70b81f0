/** Comments, activity, details: three views of one conversation. */

import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { Comments } from "./comments.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */
/** @typedef {State["tab"]} Tab */

const BODIES = {
  activity: () => import("./activity.js").then(({ Activity }) => Activity),
  details: () => import("./details.js").then(({ Details }) => Details),
  draft: () => import("./drafting.js").then(({ Drafting }) => Drafting),
};

/** The row of tabs and the panel of the chosen one. */
export class Tabs extends Part {
  #list = h("div", { class: "tabs", role: "tablist" });
  #panel = h("div", { class: "thread", role: "tabpanel", id: "panel", tabindex: "0" });
  #shown = "";

  connectedCallback() {
    this.#list.setAttribute("aria-label", t("Views"));
    this.replaceChildren(this.#list, this.#panel);
    super.connectedCallback();
  }

  /** @param {State} state */
  slice({ tab, view }) {
    return [tab, view?.comment_count, view?.id, hasDraft(view)];
  }

  /** @param {State} state */
  draw({ tab, view }) {
    /** @type {[Tab, string][]} */
    const tabs = [["comments", t("Comments")], ["activity", t("Activity")], ["details", t("Details")]];
    if (hasDraft(view)) tabs.push(["draft", t("Draft")]);
    fill(this.#list, tabs.map(([name, text]) => this.#tab(name, text, tab, name === "comments" ? (view?.comment_count ?? 0) : 0)));
    const shown = `${tab} ${view?.id}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#panel.setAttribute("aria-labelledby", `tab-${tab}`);
    this.#panel.classList.toggle("top", tab !== "comments");
    void this.#put(tab, shown);
  }

  /**
   * Show what a tab holds; all but the comments are fetched when somebody first looks at them.
   * @param {Tab} tab
   * @param {string} shown
   */
  async #put(tab, shown) {
    if (tab === "comments") return this.#panel.replaceChildren(new Comments(this.pane));
    const Body = await BODIES[tab]();
    if (shown === this.#shown) this.#panel.replaceChildren(new Body(this.pane));
  }

  /**
   * @param {Tab} name
   * @param {string} text
   * @param {Tab} chosen
   * @param {number} count
   */
  #tab(name, text, chosen, count) {
    return h("button", {
      type: "button", role: "tab", id: `tab-${name}`, "data-key": `tab-${name}`, "aria-selected": String(name === chosen),
      "aria-controls": name === chosen ? "panel" : null, tabindex: name === chosen ? "0" : "-1",
      onclick: () => this.pane.store.set({ tab: name }), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#move(event),
    }, text, count > 0 && h("span", { class: "n" }, String(count)));
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    /** @type {Tab[]} */
    const all = ["comments", "activity", "details", ...(hasDraft(this.pane.store.state.view) ? /** @type {Tab[]} */ (["draft"]) : [])];
    const next = all[(all.indexOf(this.pane.store.state.tab) + step + all.length) % all.length] ?? "comments";
    event.preventDefault();
    this.pane.store.set({ tab: next });
    queueMicrotask(() => queueMicrotask(() => document.getElementById(`tab-${next}`)?.focus()));
  }
}

/** @param {State["view"]} view */
function hasDraft(view) {
  return !!view?.review.state || !!view?.review.can.includes("ask");
}
