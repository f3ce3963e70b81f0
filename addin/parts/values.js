/** The custom fields of a conversation, each changed where it stands; what was typed stays when somebody was faster. */

import { fill, h } from "../core/dom.js";
import { wholeDay } from "../core/times.js";
import { language, t } from "../core/words.js";
import { may, Part } from "./part.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").CustomField} CustomField */

const TYPES = { text: "text", number: "text", link: "url", date: "date", choice: "text", checkbox: "checkbox" };

/** One row for each field. */
export class Values extends Part {
  /** What was typed and is not there yet, by field. @type {Map<string, string>} */ #typed = new Map();
  #of = "";
  #moving = false;
  /** Whether something was not drawn for the sake of whoever is typing. */ #owed = false;

  connectedCallback() {
    super.connectedCallback();
    // Drawing takes the focused box away, which is a focusout too: drawn at each, it would never end.
    this.addEventListener("focusout", () => setTimeout(() => { if (this.#owed) this.draw(this.pane.store.state); }));
  }

  /** @param {State} state */
  slice(state) {
    const { view, pending } = state;
    return [view?.id, view?.fields, may(state, "field"), pending?.act === "field" && pending.value];
  }

  /** @param {State} state */
  draw(state) {
    const { view } = state;
    if (!view || this.#moving) return;
    const box = document.activeElement;
    // Whoever is typing must not have the box taken away; it is drawn once they leave it.
    this.#owed = view.id === this.#of && !!box?.matches("rn-values *") && this.#typed.has(box.id.slice(2));
    if (!this.#owed) this.#drawNow(state, view);
  }

  /**
   * @param {State} state
   * @param {import("../types").View} view
   */
  #drawNow(state, view) {
    if (view.id !== this.#of) this.#typed.clear();
    this.#of = view.id ?? "";
    fill(this, view.fields.length > 0 && h("section", { class: "sec" }, h("h2", null, t("Fields")),
      h("dl", { class: "kv vals" }, view.fields.map((one) => this.#row(one, state)))));
  }

  /**
   * @param {CustomField} one
   * @param {State} state
   */
  #row(one, state) {
    const id = `f-${one.id}`;
    if (!may(state, "field")) return one.value && [h("dt", null, one.name), h("dd", null, said(one))];
    const typed = this.#typed.get(one.id);
    const busy = state.pending?.act === "field" && state.pending.value === one.id;
    return [
      h("dt", null, h("label", { for: id }, one.name)),
      h("dd", { class: busy ? "busy" : null }, this.#box(one, id, typed ?? one.value),
        one.link && typed === undefined && h("a", { href: one.link, target: "_blank", rel: "noopener noreferrer" }, t("Open link")),
        typed !== undefined && typed !== one.value && !busy && h("div", { class: "row" },
          h("span", { class: "meta grow" }, t("Now: %(value)s", { value: plain(one) })),
          h("button", { class: "b link", type: "button", "data-key": `save-${one.id}`, onclick: () => void this.#save(one, typed) }, t("Save")),
          h("button", { class: "b link", type: "button", "data-key": `drop-${one.id}`, onclick: () => { this.#typed.delete(one.id); this.draw(this.pane.store.state); } }, t("Discard")))),
    ];
  }

  /**
   * @param {CustomField} one
   * @param {string} id
   * @param {string} value
   */
  #box(one, id, value) {
    const listen = {
      id, "data-key": id,
      onchange: (/** @type {Event} */ event) => void this.#save(one, read(/** @type {HTMLInputElement} */ (event.currentTarget))),
      oninput: (/** @type {Event} */ event) => { this.#typed.set(one.id, read(/** @type {HTMLInputElement} */ (event.currentTarget))); },
    };
    if (one.kind === "checkbox") return h("input", { type: "checkbox", checked: !!value, ...listen });
    if (one.kind !== "choice") {
      return h("div", { class: "inp" }, h("input", { type: TYPES[one.kind], inputmode: one.kind === "number" ? "decimal" : null, value: local(one, value), ...listen }));
    }
    const choices = value && !one.choices.includes(value) ? [...one.choices, value] : one.choices;
    return h("select", { class: "field", ...listen }, h("option", { value: "" }, "–"),
      choices.map((choice) => h("option", { value: choice, selected: choice === value }, choice)));
  }

  /**
   * @param {CustomField} one
   * @param {string} value
   */
  async #save(one, value) {
    this.#typed.set(one.id, value);
    // The focus is just on its way to the next box, which must still be there.
    this.#moving = true;
    setTimeout(() => { this.#moving = false; this.draw(this.pane.store.state); });
    const done = await this.pane.acting.setField(one.id, value);
    if (done && this.#typed.get(one.id) === value) this.#typed.delete(one.id);
    const { state } = this.pane.store;
    if (this.isConnected && state.view) this.#drawNow(state, state.view);
  }
}

customElements.define("rn-values", Values);

/** @param {HTMLInputElement} box */
function read(box) {
  return box.type === "checkbox" ? (box.checked ? "true" : "") : box.value.trim();
}

/**
 * A number as people write it here.
 * @param {CustomField} one
 * @param {string} value
 */
function local(one, value) {
  return one.kind === "number" && language() === "de" ? value.replace(".", ",") : value;
}

/** @param {CustomField} one */
function said(one) {
  return one.link ? h("a", { href: one.link, target: "_blank", rel: "noopener noreferrer" }, one.value) : plain(one);
}

/** @param {CustomField} one */
function plain(one) {
  if (!one.value) return "–";
  if (one.kind === "checkbox") return t("Yes");
  return one.kind === "date" ? wholeDay(one.value) : local(one, one.value);
}
