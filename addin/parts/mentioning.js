/** Names of colleagues while `@…` is being typed in a comment. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { avatar } from "./people.js";

/** @typedef {import("../pane.js").Pane} Pane */

const PAUSE_MS = 120;
const TYPED = /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N} .'-]{0,40})?$/u;

/** A list above the text box; the focus stays in the text. */
export class Mentioning {
  #box;
  #pane;
  #changed;
  #list = h("ul", { class: "pop mentions opts", role: "listbox", id: "mentions", hidden: true });
  /** @type {string[]} */ #names = [];
  #at = 0;
  #asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {HTMLTextAreaElement} box
   * @param {Pane} pane
   * @param {() => void} changed called when a name was put into the text
   */
  constructor(box, pane, changed) {
    this.#box = box;
    this.#pane = pane;
    this.#changed = changed;
    this.#list.setAttribute("aria-label", t("Mention somebody"));
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("input", () => this.#look());
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("blur", () => this.close());
  }

  close() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#names = [];
    this.#list.remove();
    this.#box.removeAttribute("aria-controls");
    this.#box.removeAttribute("aria-activedescendant");
  }

  get #query() {
    return TYPED.exec(this.#box.value.slice(0, this.#box.selectionStart));
  }

  #look() {
    clearTimeout(this.#timer);
    const query = this.#query;
    if (!query) return this.close();
    this.#timer = setTimeout(() => void this.#search(query[1] ?? ""), PAUSE_MS);
  }

  /** @param {string} query */
  async #search(query) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const { people } = await this.#pane.api.get(`/people?query=${encodeURIComponent(query)}`, signal);
      if (signal.aborted) return;
      this.#names = people.map((/** @type {{name: string}} */ one) => one.name).slice(0, 6);
      this.#at = 0;
      if (this.#names.length && this.#query) this.#show();
      else this.close();
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  #show() {
    this.#list.replaceChildren(...this.#names.map((name, at) => h("li", {
      class: `opt${at === this.#at ? " on" : ""}`, role: "option", id: `mention-${at}`, "aria-selected": String(at === this.#at),
      onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); this.#choose(name); },
    }, avatar(name), h("span", null, name))));
    this.#list.hidden = false;
    this.#box.closest("form")?.append(this.#list);
    this.#box.setAttribute("aria-controls", "mentions");
    this.#box.setAttribute("aria-activedescendant", `mention-${this.#at}`);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const many = this.#names.length;
    if (!many) return;
    if (event.key === "ArrowDown") this.#at = (this.#at + 1) % many;
    else if (event.key === "ArrowUp") this.#at = (this.#at - 1 + many) % many;
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") return this.#take(event);
    else if (event.key === "Escape") { event.stopPropagation(); return this.close(); }
    else return;
    event.preventDefault();
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #take(event) {
    event.preventDefault();
    this.#choose(this.#names[this.#at] ?? "");
  }

  /** @param {string} name */
  #choose(name) {
    const end = this.#box.selectionStart;
    const start = this.#box.value.lastIndexOf("@", end - 1);
    this.#box.setRangeText(`@${name} `, start, end, "end");
    this.close();
    this.#changed();
  }
}
