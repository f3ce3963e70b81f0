/** A list to search in (the combobox pattern): type, move with arrows, choose with Enter. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";

/** @typedef {import("./popup.js").Popup} Popup */
/** @typedef {{key: string, draw: () => Node[], act: () => void, on?: boolean}} Found */
/** @typedef {{label: string, hint: string, find: (query: string, signal: AbortSignal) => Promise<Found[]>}} Search */

const PAUSE_MS = 120;
let numbers = 0;

/**
 * Open a picker below what was pressed.
 * @param {Popup} popup
 * @param {HTMLElement} anchor
 * @param {Search} search
 */
export function pick(popup, anchor, search) {
  if (popup.isFor(anchor)) {
    popup.close();
    return;
  }
  const picker = new Picker(popup, search);
  popup.open(anchor, picker.box);
  picker.input.focus();
  void picker.search();
}

class Picker {
  #popup;
  #search;
  #id = `pick${numbers++}`;
  /** @type {Found[]} */ #found = [];
  #at = 0;
  #asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {Popup} popup
   * @param {Search} search
   */
  constructor(popup, search) {
    this.#popup = popup;
    this.#search = search;
    this.list = h("ul", { class: "opts", role: "listbox", id: this.#id, "aria-label": search.label });
    this.input = h("input", {
      type: "text", role: "combobox", "aria-label": search.label, "aria-expanded": "true", "aria-controls": this.#id,
      "aria-autocomplete": "list", placeholder: search.hint, autocomplete: "off", spellcheck: "false",
      oninput: () => this.#later(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.said = h("p", { class: "meta said", role: "status" });
    this.box = h("div", { class: "pop" }, h("div", { class: "inp" }, icon("search"), this.input), this.list, this.said);
  }

  async search() {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.box.setAttribute("aria-busy", "true");
    try {
      const found = await this.#search.find(this.input.value.trim(), signal);
      if (!signal.aborted) this.#show(found);
    } catch {
      if (!signal.aborted) this.said.textContent = t("That did not work just now");
    }
    if (!signal.aborted) this.box.removeAttribute("aria-busy");
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.search(), PAUSE_MS);
  }

  /** @param {Found[]} found */
  #show(found) {
    this.#found = found;
    this.#at = 0;
    this.list.replaceChildren(...found.map((one, at) => h("li", {
      class: "opt", role: "option", id: `${this.#id}-${at}`, onclick: () => this.#choose(one),
    }, one.draw(), one.on ? icon("check", "tick") : null)));
    this.said.textContent = found.length ? "" : t("Nothing found.");
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((option, at) => {
      option.classList.toggle("on", at === this.#at);
      option.setAttribute("aria-selected", String(at === this.#at));
      if (at === this.#at) option.scrollIntoView({ block: "nearest" });
    });
    if (this.#found.length) this.input.setAttribute("aria-activedescendant", `${this.#id}-${this.#at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const many = this.#found.length;
    if (event.key === "ArrowDown" && many) this.#at = (this.#at + 1) % many;
    else if (event.key === "ArrowUp" && many) this.#at = (this.#at - 1 + many) % many;
    else if (event.key === "Enter" && this.#found[this.#at]) this.#choose(/** @type {Found} */ (this.#found[this.#at]));
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }

  /** @param {Found} one */
  #choose(one) {
    this.#popup.close();
    one.act();
  }
}
