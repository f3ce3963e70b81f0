/** The tags of a conversation. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { may, Part } from "./part.js";
import { pick } from "./picker.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../pane.js").Pane} Pane */

/** Tags with a cross each, and a plus to add one. */
export class Tags extends Part {
  /** @param {State} state */
  slice(state) {
    return [state.view?.tags, may(state, "tag"), state.pending, !!state.conflict];
  }

  /** @param {State} state */
  draw(state) {
    const allowed = may(state, "tag");
    const moving = state.pending?.act === "tag" ? state.pending.value : null;
    const tags = state.view?.tags ?? [];
    this.hidden = !!state.conflict || (!tags.length && !allowed);
    fill(this, h("div", { class: "tags" }, h("span", { class: "sr" }, t("Tags")), icon("tag"),
      tags.map((tag) => h("span", { class: `tag${moving === tag ? " busy" : ""}` }, h("span", null, tag),
        allowed && h("button", { type: "button", "data-key": `untag-${tag}`, "aria-label": t("Remove tag: %(tag)s", { tag }),
          onclick: () => void this.pane.acting.removeTag(tag) }, icon("x")))),
      moving && !tags.includes(moving) && h("span", { class: "tag busy" }, h("span", null, moving)),
      allowed && h("button", { class: "addtag", type: "button", "data-key": "tag", "aria-label": t("Add tag"), "aria-expanded": "false",
        onclick: (/** @type {Event} */ event) => pickTag(this.pane, /** @type {HTMLElement} */ (event.currentTarget)) }, icon("plus"))));
  }
}

/**
 * Choose a tag that is known, or write a new one.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 */
export function pickTag(pane, anchor) {
  const { view } = pane.store.state;
  if (!view) return;
  /** @type {Promise<string[]> | null} */
  let known = null;
  pick(pane.popup, anchor, {
    label: t("Add tag"), hint: t("New tag"),
    find: async (query) => {
      known ??= load(pane, view);
      const wanted = query.toLowerCase();
      const fresh = (await known).filter((tag) => tag.toLowerCase().includes(wanted) && !view.tags.includes(tag)).slice(0, 8);
      const found = fresh.map((tag) => ({ key: tag, draw: () => [icon("tag"), h("span", null, tag)], act: () => void pane.acting.addTag(tag) }));
      if (!query || fresh.some((tag) => tag.toLowerCase() === wanted) || view.tags.includes(query)) return found;
      const added = { key: "", draw: () => [icon("plus"), h("span", null, t("New tag: %(tag)s", { tag: query }))], act: () => void pane.acting.addTag(query) };
      return [...found, added];
    },
  });
}

/**
 * @param {Pane} pane
 * @param {import("../types").View} view
 */
async function load(pane, view) {
  const id = await pane.following.stored(view);
  return /** @type {string[]} */ ((await pane.api.get(`/conversations/${id}/tags`)).known);
}
