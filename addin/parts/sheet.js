/** A dialog over the pane in which one conversation is put right, step by step. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { showOver } from "./over.js";

/** @typedef {import("../types").View} View */
/** @typedef {import("../flow/acting.js").Deed} Deed */
/** @typedef {{title: string, body: any, ends?: any, back?: (() => void) | null}} Step */

/** One dialog; each step takes the place of the one before, and what is done closes it. */
export class Sheet {
  #over = false;

  /**
   * @param {import("../pane.js").Pane} pane
   * @param {View} view the conversation that it is about
   * @param {AbortSignal} [turned] as it was when that was shown
   */
  constructor(pane, view, turned = pane.following.turned) {
    this.pane = pane;
    this.view = view;
    this.turned = turned;
    this.dialog = h("dialog", { class: "help", "aria-labelledby": "sheet-title", onclose: () => { this.#over = true; } });
  }

  /** @param {Step} step */
  show({ title, body, ends = null, back = null }) {
    if (this.#over) return;
    const away = back ?? (() => this.dialog.close());
    this.dialog.replaceChildren(h("h2", { id: "sheet-title", tabindex: "-1" }, title), h("div", { class: "stack" }, body),
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", "data-key": back ? "step-back" : "close-sheet", onclick: away },
        back ? t("Back") : ends ? t("Cancel") : t("Close")), ends));
    if (!this.dialog.open) showOver(this.pane, this.dialog, this.turned);
    this.dialog.querySelector("h2")?.focus();
    this.dialog.scrollTop = 0;
  }

  /**
   * Close, and do something to the conversation.
   * @param {Deed} deed
   * @param {string} [text] said when it is done
   * @param {Deed} [back]
   */
  act(deed, text, back) {
    this.dialog.close();
    return this.pane.acting.tidy(deed, text, back);
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
