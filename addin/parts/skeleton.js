/** The shape of the pane while it waits, so that nothing jumps. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";

/** Grey bones where the conversation will be. */
export function skeleton() {
  const bone = (/** @type {string} */ more) => h("span", { class: `sk ${more}` });
  const comment = () => h("div", { class: "c" }, bone("rnd"), h("div", { class: "bones" }, bone("third"), bone("ctl")));
  return h("div", { class: "skeleton", "aria-busy": "true" }, h("div", { class: "sr", role: "status" }, h("h1", null, t("Loading …"))),
    h("div", { class: "bar" }, bone("quarter")),
    h("div", { class: "facts" }, bone("half"), bone("ctl"), bone("half"), bone("ctl")),
    h("div", { class: "under" }, bone("third")), h("div", { class: "actions" }, bone("ctl"), bone("ctl"), bone("ctl")),
    h("div", { class: "tags" }, bone("third")), h("div", { class: "tabs" }, bone("half")),
    h("div", { class: "waiting" }, comment(), comment()));
}
