/** The other conversation to merge or to link with: suggested or found by words, then what either would do. */

import { reason } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { linkWord } from "./linked.js";
import { may } from "./part.js";
import { section, Sheet } from "./sheet.js";
import { statusWord } from "./statuses.js";

/** @typedef {import("../types").Row} Row */
/** @typedef {import("../types").Tidy} Tidy */
/** @typedef {import("../types").MergePlan} MergePlan */

const KINDS = /** @type {const} */ (["related", "duplicate", "continues"]);

/**
 * Suggestions, and a box to search for another one.
 * @param {Sheet} sheet
 * @param {Tidy["candidates"]} candidates
 * @param {() => void} back
 */
export function partners(sheet, candidates, back) {
  const found = h("ul", { class: "plain rows" });
  const said = h("p", { class: "meta", role: "status" });
  const box = h("input", { type: "search", id: "partner", "data-key": "partner", maxlength: "500", autocomplete: "off", enterkeyhint: "search" });
  let asking = new AbortController();
  const find = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const query = box.value.trim();
    if (!query) return;
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    said.textContent = t("Loading …");
    fill(found);
    try {
      const page = await sheet.pane.api.ask("/search", { query, after: null }, signal);
      if (signal.aborted) return;
      const rows = /** @type {Row[]} */ (page.rows).filter((one) => one.id !== sheet.view.id);
      said.textContent = rows.length ? "" : t("Nothing else was found.");
      fill(found, rows.map((one) => line(one, "", () => propose(sheet, one.id, back))));
    } catch (error) {
      if (!signal.aborted) said.textContent = reason(error);
    }
  };
  return h("section", { class: "sec" }, h("h2", null, t("Merge or link")),
    h("ul", { class: "plain rows" }, candidates.map(({ row, suggested }) =>
      line(row, suggested ? t("A mail refers to both") : "", () => propose(sheet, row.id, back)))),
    h("label", { class: "meta", for: "partner" }, t("Subject, customer or other words")),
    h("form", { role: "search", class: "row", onsubmit: find }, h("div", { class: "inp" }, box),
      h("button", { class: "b", type: "submit", "data-key": "find-partner" }, t("Search"))), said, found);
}

/**
 * Say what merging would do, in numbers, and offer to link instead.
 * @param {Sheet} sheet
 * @param {string} other
 * @param {(() => void) | null} back
 */
export async function propose(sheet, other, back) {
  /** @type {MergePlan} */
  let plan;
  try {
    plan = await sheet.pane.api.get(`/conversations/${sheet.view.id}/merge/${other}`, sheet.turned);
  } catch (error) {
    if (sheet.turned.aborted) return;
    sheet.dialog.close();
    return sheet.pane.store.set({ trouble: reason(error) });
  }
  const merge = () => sheet.act({ method: "POST", of: other, path: "/merge", body: (view) => ({ into: view.id }) }, t("Merged"),
    { method: "POST", path: "/unmerge", body: () => ({ source: other }) });
  const facts = plan.refusal ? [h("p", null, plan.refusal)] : told(plan);
  sheet.show({
    title: t("Merge or link"), back,
    body: [h("div", { class: "kept" }, about(plan.row)), h("div", null, facts), may(sheet.pane.store.state, "link") && linking(sheet, other)],
    ends: !plan.refusal && h("button", { class: "b primary", type: "button", "data-key": "merge", onclick: () => void merge() }, t("Merge")),
  });
}

/** @param {MergePlan} plan */
function told(plan) {
  const mails = tn("%(n)s mail", "%(n)s mails", plan.mails);
  const comments = tn("%(n)s comment", "%(n)s comments", plan.comments);
  return [
    h("p", null, plan.comments ? t("%(mails)s and %(comments)s become part of this conversation.", { mails, comments })
      : tn("%(n)s mail becomes part of this conversation.", "%(n)s mails become part of this conversation.", plan.mails)),
    plan.shown.map((one) => h("p", { class: "said" }, tn("%(n)s comment of “%(subject)s” becomes visible to everybody in %(mailbox)s.",
      "%(n)s comments of “%(subject)s” become visible to everybody in %(mailbox)s.", one.comments,
      { subject: one.subject || t("(no subject)"), mailbox: one.mailboxes.join(", ") }))),
    h("p", { class: "meta" }, t("Assignee and tags of this conversation stay. You can undo this for 30 days.")),
  ];
}

/**
 * @param {Sheet} sheet
 * @param {string} other
 */
function linking(sheet, other) {
  const kind = h("select", { id: "link-kind" }, KINDS.map((one) => h("option", { value: one }, linkWord(one))));
  const link = () => sheet.act({ method: "POST", path: "/links", body: () => ({ other, kind: kind.value }) }, t("Linked"));
  return section(t("Link them"), h("li", { class: "kept" }, h("span", { class: "meta" }, t("Both stay as they are and name each other.")),
    h("label", { class: "meta", for: "link-kind" }, t("How they belong together")), h("div", { class: "inp" }, kind),
    h("button", { class: "b", type: "button", "data-key": "link", onclick: () => void link() }, t("Only link them"))));
}

/**
 * @param {Row} row
 * @param {string} top
 * @param {() => unknown} act
 */
function line(row, top, act) {
  return h("li", null, h("button", { class: "item", type: "button", "data-key": `with-${row.id}`, onclick: () => void act() },
    top && h("span", { class: "meta" }, top), about(row)));
}

/** @param {Row} row */
function about(row) {
  const who = row.customer.name || row.customer.address;
  return [h("span", { class: "s" }, row.subject || t("(no subject)")),
    h("span", { class: "meta" }, `${who} · ${statusWord(row.status, row.snoozed_until)} · ${moment(row.last_message_at)}`)];
}
