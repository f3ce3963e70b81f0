/** The keys of the pane, shown on `?`. */

import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */

/** A dialog over the pane. */
export class Help extends Part {
  /** @param {State} state */
  slice({ help }) {
    return help;
  }

  /** @param {State} state */
  draw({ help }) {
    if (!help) return fill(this);
    const close = () => this.pane.store.set({ help: false });
    const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title", onclose: close },
      h("h2", { id: "help-title" }, t("Keyboard")),
      h("dl", { class: "keys" }, keys().map(([key, what]) => [h("dt", null, h("kbd", null, key)), h("dd", null, what)])),
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", onclick: () => dialog.close() }, t("Close"))));
    fill(this, dialog);
    dialog.showModal();
  }
}

function keys() {
  return [
    ["A", t("Assign")], ["M", t("Assign to me")], ["E", t("Done")], ["W", t("Wait")], ["R", t("I'm replying")],
    ["C", t("Comment")], ["T", t("Add tag")], ["J K", t("Next and previous in a list")], ["/", t("Search")], ["Esc", t("Back")], ["?", t("Keyboard")],
  ];
}
