/** The list of conversations, where several can be selected. */

import { h } from "../dom.js";
import { avatar } from "../list.js";
import { shortTime } from "../times.js";

/**
 * @param {any[]} rows
 * @param {{open: string, checked: Set<string>, language: string, words: any, address: (id: string) => string, pick: (id: string) => void, check: (id: string, isChecked: boolean) => void}} view
 */
export function rowList(rows, view) {
  return h("ul", { class: "rows", "aria-label": view.words("list") }, ...(rows.length ? rows.map((row) => rowView(row, view)) : [h("li", { class: "empty" }, view.words("empty"))]));
}

/** @param {any} row @param {any} view */
function rowView(row, { open, checked, language, words, address, pick, check }) {
  const subject = row.subject || words("none");
  const box = h("input", { type: "checkbox", checked: checked.has(row.id), "aria-label": words("choose", { subject }), onchange: (/** @type {Event} */ event) => check(row.id, /** @type {HTMLInputElement} */ (event.target).checked) });
  const follow = (/** @type {MouseEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); pick(row.id); } };
  const link = h("a", { href: address(row.id), class: row.unread ? "unread" : "", "aria-current": row.ids.includes(open) ? "true" : null, onclick: follow },
    h("span", { class: "from" }, row.from.join("; ")), h("time", { datetime: new Date(row.at).toISOString() }, shortTime(row.at, language, words)),
    h("span", { class: "subject" }, subject + (row.count > 1 ? ` (${row.count})` : "")), h("span", { class: "snippet" }, row.snippet));
  return h("li", {}, avatar(row.from[0]), box, link);
}
