/** The other conversations that one belongs to: each a click away, with a way to part them or to add one. */

import { h } from "../core/dom.js";
import { msg, t } from "../core/words.js";
import { may } from "./part.js";
import { statusWord } from "./statuses.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../types").LinkKind} LinkKind */
/** @typedef {import("../types").View["links"][number]} Link */

/** @type {Record<LinkKind, string>} */
const KINDS = {
  related: msg("Related"), duplicate: msg("Duplicate"), continues: msg("Continues"), continued_by: msg("Continued in"),
  forwarded_from: msg("Forwarded from"), forwarded_to: msg("Forwarded to"), split_from: msg("Split off from"), split_into: msg("Split off into"),
};

/** @param {LinkKind} kind */
export function linkWord(kind) {
  return t(KINDS[kind]);
}

/**
 * @param {Pane} pane
 * @returns {Element | null} null where there is nothing to show and nothing to do
 */
export function linked(pane) {
  const { state } = pane.store;
  const links = state.view?.links ?? [];
  const add = !!state.view?.id && may(state, "link");
  if (!links.length && !add) return null;
  return h("div", null, h("ul", { class: "plain rows" }, links.map((one) => line(pane, one))),
    add && h("button", { class: "b link", type: "button", "data-key": "add-link", onclick: () => void import("./tidy.js").then(({ putRight }) => putRight(pane)) }, t("Link another …")));
}

/**
 * @param {Pane} pane
 * @param {Link} one
 */
function line(pane, one) {
  const removable = may(pane.store.state, "link");
  const remove = () => void import("./tidy.js").then(({ unlink }) => unlink(pane, one));
  const about = [statusWord(one.status, one.snoozed_until), one.assignee].filter(Boolean).join(" · ");
  const subject = one.subject || t("(no subject)");
  return h("li", { class: "linked" },
    h("button", { class: "item", type: "button", "data-key": `linked-${one.id}`, onclick: () => void pane.following.show(one.id) },
      h("span", { class: "meta" }, linkWord(one.kind)), h("span", { class: "s" }, subject), h("span", { class: "meta" }, about)),
    removable && h("button", { class: "b link", type: "button", "data-key": `unlink-${one.id}`, "aria-label": t("Remove the link to “%(subject)s”", { subject }),
      onclick: remove }, t("Remove")));
}
