/** A dialog over the pane in which one conversation is put right, step by step. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { showOver } from "./over.js";

/** @typedef {import("../types").View} View */
/** @typedef {{title: string, body: any, ends?: any, back?: (() => void) | null}} Step */

/** One dialog; each step takes the place of the one before, and what is done closes it. */
export class Sheet {
  /**
   * @param {import("../pane.js").Pane} pane
   * @param {View} view the conversation that it is about
   */
  constructor(pane, view) {
    this.pane = pane;
    this.view = view;
    this.dialog = h("dialog", { class: "help", "aria-labelledby": "sheet-title", onclose: () => this.dialog.remove() });
  }

  /** @param {Step} step */
  show({ title, body, ends = null, back = null }) {
    const away = back ?? (() => this.dialog.close());
    this.dialog.replaceChildren(h("h2", { id: "sheet-title", tabindex: "-1" }, title), h("div", { class: "stack" }, body),
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", "data-key": back ? "step-back" : "close-sheet", onclick: away },
        back ? t("Back") : ends ? t("Cancel") : t("Close")), ends));
    if (!this.dialog.open) showOver(this.pane, this.dialog);
    this.dialog.querySelector("h2")?.focus();
    this.dialog.scrollTop = 0;
  }

  /**
   * Do something to the conversation.
   * @param {"POST" | "PUT" | "DELETE"} method
   * @param {string} path below the conversation
   * @param {object} [body]
   */
  change(method, path, body) {
    return this.ask(method, `/conversations/${this.view.id}${path}`, body);
  }

  /**
   * Do something, and show what then stands.
   * @param {"POST" | "PUT" | "DELETE"} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<{other?: string | null} | null>} what was answered, if it was done
   */
  async ask(method, path, body) {
    const { store, api, following } = this.pane;
    this.dialog.close();
    store.set({ trouble: "", toast: null });
    try {
      const done = await api.change(method, path, body ? { body } : {});
      const fresh = done.conversation ?? done;
      following.accept(fresh, this.view.id);
      if (fresh.undo) this.pane.acting.toast(fresh.undo.text, () => void this.pane.acting.undo(fresh.undo.act));
      return done;
    } catch (error) {
      store.set({ trouble: error instanceof Error && error.message ? error.message : t("That did not work just now") });
      void following.refresh();
      return null;
    }
  }
}

/**
 * @param {string} title
 * @param {any} lines
 */
export function section(title, lines) {
  return h("section", { class: "sec" }, h("h2", null, title), h("ul", { class: "plain" }, lines));
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => unknown} act
 */
export function button(key, text, act) {
  return h("button", { class: "b", type: "button", "data-key": key, onclick: () => void act() }, text);
}
