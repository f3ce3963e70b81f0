/** What the customer wrote before, and others of the same company: loaded when somebody asks for it. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { row } from "./rows.js";

/** @typedef {import("../types").Row} Row */
/** @typedef {import("../pane.js").Pane} Pane */

/**
 * Two lists, newest first; the second only where there is something in it.
 * @param {Pane} pane
 * @param {string} conversation
 * @returns {Promise<Element | null>} null when it did not work
 */
export async function earlier(pane, conversation) {
  const one = `/conversations/${conversation}`;
  try {
    const [own, company] = await Promise.all([pane.api.get(`${one}/previous`), pane.api.get(`${one}/company`)]);
    return h("div", null, own.rows.length ? list(pane, own.rows) : h("p", { class: "meta" }, t("No earlier conversation.")),
      company.rows.length > 0 && [h("h2", null, t("Others of the same company")), list(pane, company.rows)]);
  } catch {
    pane.store.set({ trouble: t("That did not work just now") });
    return null;
  }
}

/**
 * @param {Pane} pane
 * @param {Row[]} rows
 */
function list(pane, rows) {
  return h("ul", { class: "rows" }, rows.map((one) => h("li", null, row(pane, one, true))));
}
