/** Statuses and priorities by word and shape, never by colour alone. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { moment } from "../core/times.js";
import { msg, t } from "../core/words.js";

/** @typedef {import("../types").Standing} Standing */

/** @type {Record<Standing, string>} */
const WORDS = {
  open: msg("Open"), pending: msg("Waiting"), snoozed: msg("Snoozed"), closed: msg("Done"), spam: msg("Spam"),
};

/** @type {Record<string, string>} */
export const PRIORITIES = { low: msg("Low"), normal: msg("Normal"), high: msg("High"), urgent: msg("Urgent") };

/** @param {Standing} status */
export function statusIcon(status) {
  return `s-${status === "closed" ? "done" : status}`;
}

/**
 * @param {Standing} status
 * @param {number | null} [until] the end of a snooze
 */
export function statusWord(status, until = null) {
  return status === "snoozed" && until ? t("Snoozed until %(time)s", { time: moment(until) }) : t(WORDS[status]);
}

/**
 * @param {Standing} status
 * @param {number | null} [until]
 */
export function statusLine(status, until = null) {
  const name = status === "closed" ? "done" : status;
  return h("span", { class: `st ${name}` }, icon(statusIcon(status)), h("span", null, statusWord(status, until)));
}
