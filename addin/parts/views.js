/** Saved views: a row of names above the lists, what each finds, and the form that keeps, shares or removes one. */

import { reason } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { msg, t } from "../core/words.js";
import { showOver } from "./over.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {"newest" | "oldest" | "waiting" | "due"} Sort */
/** @typedef {{id: string, name: string, query: string, sort: Sort, own: boolean, where: string[], may_change: boolean}} View */
/** @typedef {{views: View[], share_with: {id: string, name: string}[], share_with_all: boolean}} AtHand */
/** @typedef {{name: string, query: string, sort: string}} Typed */

/** @type {Record<Sort, string>} */
const SORTS = { newest: msg("Newest first"), oldest: msg("Oldest first"), waiting: msg("Longest waiting first"), due: msg("Due first") };
const MINE = "mine";
const ALL = "all";

/** The saved views at an agent's hand. */
export class SavedViews {
  /** @type {AtHand} */ #known = { views: [], share_with: [], share_with_all: false };
  #pane;
  #place;
  #finding;
  #shown = "";

  /**
   * @param {Pane} pane
   * @param {Element} place where their names are put
   * @param {Finding} finding shows what they find
   */
  constructor(pane, place, finding) {
    this.#pane = pane;
    this.#place = place;
    this.#finding = finding;
    finding.offer = (query) => h("div", { class: "pad" }, h("button", { class: "b", type: "button", "data-key": "keep-search",
      onclick: () => this.#form({ id: "", name: "", query, sort: "newest", own: true, where: [], may_change: true }) }, t("Save this search")));
    void this.load();
  }

  /** Read which there are. */
  async load() {
    try {
      this.#known = await this.#pane.api.get("/views");
    } catch {
      return; // the lists say that something is wrong
    }
    this.#draw();
  }

  /** None of them is shown any more. */
  over() {
    this.#shown = "";
    this.#draw();
  }

  #draw() {
    const { views } = this.#known;
    fill(this.#place, views.length > 0 && h("div", { class: "saved", role: "group", "aria-label": t("Saved views") },
      views.map((one) => h("button", { class: "b", type: "button", "data-key": `view-${one.id}`, title: whose(one),
        "aria-pressed": String(one.id === this.#shown), onclick: () => this.#look(one) }, one.name))));
  }

  /** @param {View} view */
  #look(view) {
    if (this.#shown === view.id) return this.#finding.end();
    this.#shown = view.id;
    this.#draw();
    const edit = view.may_change && h("button", { class: "b link", type: "button", "data-key": "edit-view", "aria-label": t("Edit view"), onclick: () => this.#form(view) }, t("Edit"));
    this.#finding.look({
      load: (after, signal) => this.#pane.api.get(`/views/${view.id}${after ? `?after=${encodeURIComponent(after)}` : ""}`, signal),
      head: h("div", { class: "pad" }, h("b", null, view.name), h("div", { class: "row" }, h("span", { class: "meta grow" }, [whose(view), t(SORTS[view.sort])].join(" · ")), edit)),
    });
  }

  /**
   * The form of a view, over the pane.
   * @param {View} view
   */
  async #form(view) {
    const shared = view.own ? null : await this.#shared(view.id);
    if (!view.own && !shared) return this.#pane.acting.toast(t("That did not work just now"));
    const name = h("input", { id: "view-name", required: true, maxlength: "80", value: view.name });
    const query = h("input", { id: "view-query", required: true, maxlength: "500", value: view.query });
    const sort = h("select", { id: "view-sort" }, Object.entries(SORTS).map(([key, text]) => h("option", { value: key, selected: key === view.sort }, t(text))));
    const where = this.#places(shared ? (shared.mailboxes[0] ?? ALL) : MINE, !shared);
    const trouble = h("p", { class: "bad", role: "alert" });
    let busy = false;
    const attempt = async (/** @type {() => Promise<View | null>} */ act) => {
      if (busy) return;
      busy = true;
      trouble.textContent = "";
      try {
        const kept = await act();
        made.close();
        await this.load();
        const fresh = kept && this.#known.views.find(({ id }) => id === kept.id);
        this.#shown = "";
        if (fresh) this.#look(fresh);
        else this.#finding.end();
      } catch (error) {
        trouble.textContent = reason(error);
      }
      busy = false;
    };
    const save = (/** @type {Event} */ event) => {
      event.preventDefault();
      const typed = { name: name.value, query: query.value, sort: sort.value };
      void attempt(() => this.#keep(view, typed, where?.value ?? MINE, shared));
    };
    let sure = !shared;
    const drop = h("button", { class: "b link", type: "button", "data-key": "drop-view", onclick: () => {
      if (sure) return void attempt(() => this.#drop(view, shared));
      sure = true;
      drop.textContent = t("Remove for everybody");
    } }, t("Remove view"));
    const title = view.id ? t("Edit view") : t("Save this search");
    const made = h("dialog", { class: "help", "aria-label": title }, h("form", { method: "dialog", onsubmit: save },
      h("h2", null, title), labelled(t("Name"), name), labelled(t("What to search for"), query), labelled(t("Order"), sort), where && labelled(t("For whom"), where), trouble, view.id && drop,
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", onclick: () => made.close() }, t("Cancel")),
        h("button", { class: "b primary", type: "submit", "data-key": "keep-view" }, t("Save")))));
    showOver(this.#pane, made);
  }

  /**
   * @param {View} view
   * @param {Typed} typed
   * @param {string} where
   * @param {{version: string, mailboxes: string[]} | null} shared
   * @returns {Promise<View>}
   */
  async #keep(view, typed, where, shared) {
    const { api } = this.#pane;
    const mailboxes = where === ALL ? [] : [where];
    if (shared) {
      const kept = shared.mailboxes.includes(where) ? shared.mailboxes : mailboxes;
      return api.change("PATCH", `/settings/views/${view.id}`, { body: { ...typed, mailboxes: kept, seen: shared.version } });
    }
    if (!view.id && where !== MINE) return api.change("POST", "/settings/views", { body: { ...typed, mailboxes } });
    const own = view.id ? await api.change("PUT", `/me/views/${view.id}`, { body: typed }) : await api.change("POST", "/me/views", { body: typed });
    return where === MINE ? own : api.change("POST", `/me/views/${own.id}/share`, { body: { mailboxes } });
  }

  /**
   * @param {View} view
   * @param {{version: string} | null} shared
   */
  async #drop(view, shared) {
    await this.#pane.api.change("DELETE", shared ? `/settings/views/${view.id}?seen=${shared.version}` : `/me/views/${view.id}`);
    return null;
  }

  /** @param {string} id */
  async #shared(id) {
    /** @type {{views: {id: string, version: string, mailboxes: string[]}[]} | null} */
    const found = await this.#pane.api.get("/settings/views").catch(() => null);
    return found?.views.find((one) => one.id === id) ?? null;
  }

  /**
   * @param {string} chosen
   * @param {boolean} own whether it may stay one's own
   */
  #places(chosen, own) {
    const { share_with: boxes, share_with_all: everybody } = this.#known;
    if (!everybody && !boxes.length) return null;
    const items = [...(own ? [{ id: MINE, name: t("Only you") }] : []), ...(everybody ? [{ id: ALL, name: t("For all mailboxes") }] : []), ...boxes];
    return h("select", { id: "view-where" }, items.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name)));
  }
}

/** @param {View} view */
function whose(view) {
  return view.own ? t("Only you") : view.where.join(", ") || t("For all mailboxes");
}

/**
 * @param {string} text
 * @param {HTMLElement} input
 */
function labelled(text, input) {
  return [h("label", { class: "meta", for: input.id }, text), h("div", { class: "inp" }, input)];
}
