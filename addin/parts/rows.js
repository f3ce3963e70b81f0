/** One conversation in a list. */

import { h } from "../core/dom.js";
import { dueWords, lasting, moment } from "../core/times.js";
import { t } from "../core/words.js";
import { avatar } from "./people.js";
import { statusWord } from "./statuses.js";

/** @typedef {import("../types").Row} Row */
/** @typedef {import("../pane.js").Pane} Pane */

/**
 * A row that shows its conversation when pressed.
 * @param {Pane} pane
 * @param {Row} one
 * @param {boolean} [mixed] whether the list has all kinds: then what is open is called so, and what is nobody's too
 */
export function row(pane, one, mixed = false) {
  const who = one.customer.name || one.customer.address;
  const { assignee } = one;
  return h("button", { class: "item", type: "button", "data-key": `row-${one.id}`, onclick: () => void pane.following.pick(one) },
    h("span", { class: "s" }, one.subject || (one.subject_kept ? t("(no subject)") : t("(subject not stored)"))),
    h("span", { class: "meta" }, [...handed(one), who, ...(mixed && one.status === "open" && one.waiting_since ? [statusWord("open", null)] : []), standing(one),
      ...(mixed ? [assignee?.name ?? t("Unassigned")] : [])].join(" · ")),
    assignee && !assignee.you && !mixed ? [avatar(assignee.name), h("span", { class: "sr" }, assignee.name)] : null);
}

/** @param {Row} one */
function handed(one) {
  const from = one.handed_by && (one.assignee?.you || one.assignee?.id.startsWith("team:")) ? [t("handed over by %(who)s", { who: one.handed_by.name })] : [];
  return one.due_at ? [...from, dueWords(one.due_at)] : from;
}

/** @param {Row} one */
function standing(one) {
  if (one.status === "snoozed") return statusWord("snoozed", one.snoozed_until);
  if (one.waiting_since) return t("waiting for %(time)s", { time: lasting(Date.now() - one.waiting_since) });
  return `${statusWord(one.status)} · ${moment(one.last_message_at)}`;
}
