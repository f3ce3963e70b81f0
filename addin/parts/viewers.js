/** Choosing who sees a confidential conversation. */

import { reason } from "../core/api.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { showOver } from "./over.js";

/** @typedef {import("../types").Listed} Listed */
/** @typedef {import("../pane.js").Pane} Pane */

/**
 * Ask in a dialog over the pane.
 * @param {Pane} pane
 */
export async function chooseViewers(pane) {
  const { view } = pane.store.state;
  const { turned } = pane.following;
  if (!view) return;
  /** @type {Listed[]} */
  let people;
  try {
    const id = await pane.following.stored(view);
    ({ people } = await pane.api.get(`/conversations/${id}/visibility`, turned));
  } catch (error) {
    if (!turned.aborted) pane.store.set({ trouble: reason(error) });
    return;
  }
  const seen = view.restricted ? view.restricted.people.map(({ id }) => id) : null;
  const boxes = people.map((one) => h("input", { type: "checkbox", id: `v-${one.id}`, value: one.id, checked: one.chosen || !!one.you, disabled: !!one.you }));
  const save = (/** @type {string[] | null} */ to) => { dialog.close(); void pane.acting.restrict(to, seen); };
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  const dialog = h("dialog", { class: "help", "aria-labelledby": "viewers-title" },
    h("form", { method: "dialog", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); save(chosen()); } },
      h("h2", { id: "viewers-title" }, t("Confidential")),
      h("p", { class: "meta" }, t("Only you and whom you choose here will see this conversation.")),
      h("ul", { class: "ticks" }, people.map((one, at) => h("li", null, boxes[at], h("label", { for: `v-${one.id}` }, one.you ? t("%(name)s (you)", { name: one.name }) : one.name)))),
      h("div", { class: "row end" },
        seen && h("button", { class: "b link", type: "button", "data-key": "everybody", onclick: () => save(null) }, t("Not confidential any more")),
        h("button", { class: "b", type: "button", onclick: () => dialog.close() }, t("Cancel")),
        h("button", { class: "b primary", type: "submit", "data-key": "save-viewers" }, t("Save")))));
  showOver(pane, dialog, turned);
}
