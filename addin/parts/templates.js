/** Choosing a template: a list to search in, in the customer's language, and what becomes of the chosen one. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { may, Part } from "./part.js";
import { pick } from "./picker.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../flow/templates.js").Offered} Offered */
/** @typedef {import("../flow/templates.js").Written} Written */

const PREVIEW = 90;

/**
 * Open the list of templates below what was pressed.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 * @param {{locale?: string, use: (text: Written) => Promise<void>}} what
 */
export function chooseTemplate(pane, anchor, { locale = "", use }) {
  pick(pane.popup, anchor, {
    label: t("Templates"), hint: t("Search templates"),
    find: async (search, signal) => {
      const found = await pane.shelf.offered({ search, locale, signal });
      return found.map((one) => ({ key: one.id, draw: () => drawn(one), act: () => void chosen(pane, one, use) }));
    },
  });
}

/**
 * @param {Pane} pane
 * @param {Offered} one
 * @param {(text: Written) => Promise<void>} use
 */
async function chosen(pane, one, use) {
  pane.store.set({ trouble: "" });
  try {
    await use(await pane.shelf.written(one));
  } catch {
    pane.store.set({ trouble: t("The template could not be inserted. Please try again in a moment.") });
  }
}

/** @param {Offered} one */
function drawn({ name, text, locale, own }) {
  const told = [own && t("your own"), locale.toUpperCase(), beginning(text)].filter(Boolean).join(" · ");
  return [icon("comment"), h("span", { class: "strong" }, name), h("span", { class: "meta" }, told)];
}

/** @param {string} text of which as many whole words are left as there is room for */
function beginning(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > PREVIEW ? `${line.slice(0, PREVIEW + 1).replace(/ \S*$/, "")}\u00a0…` : line;
}

/** Templates for the draft that is open. */
export class Templates extends Part {
  #locale = "";

  /** @param {State} state */
  slice(state) {
    return [state.view?.id, may(state, "claim"), !!state.pending];
  }

  /** @param {State} state */
  draw(state) {
    this.hidden = !may(state, "claim") || !this.pane.host.canInsert;
    const open = (/** @type {Event} */ event) => chooseTemplate(this.pane, /** @type {HTMLElement} */ (event.currentTarget), {
      locale: this.#locale, use: (text) => this.#insert(text),
    });
    fill(this, h("section", { class: "sec" }, h("h2", null, t("Templates")), h("div", { class: "row" },
      h("button", { class: "b", type: "button", "data-key": "template", "aria-haspopup": "listbox", "aria-expanded": "false", onclick: open }, icon("plus"), t("Insert a template …")),
      h("select", { class: "b", "aria-label": t("Language"), "data-key": "template-language", onchange: (/** @type {Event} */ event) => { this.#locale = /** @type {HTMLSelectElement} */ (event.target).value; } },
        languages().map(([value, text]) => h("option", { value, selected: value === this.#locale }, text))))));
  }

  /** @param {Written} text */
  async #insert(text) {
    if (!await this.pane.host.insert(text)) throw new Error("refused");
    this.pane.acting.toast(t("“%(name)s” was inserted.", { name: text.name }));
  }
}

/** @returns {[string, string][]} */
function languages() {
  return [["", t("Customer's language")], ["de", t("German")], ["en", t("English")]];
}
