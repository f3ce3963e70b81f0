/** Times as people write them, in the reader's zone. */

import { language, t, tn } from "./words.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let zone = /** @type {string | undefined} */ (undefined);

/**
 * Use the agent's own zone from now on, if this browser knows it.
 * @param {string} name
 */
export function useZone(name) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    zone = name;
  } catch {
    zone = undefined;
  }
}

/**
 * A clock time: `14:03`.
 * @param {number} at
 */
export function clock(at) {
  return format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/**
 * A time near now: `14:03`, `yesterday 14:03`, `Mon 14:03`, or `12.11.2026`.
 * @param {number} at
 * @param {number} [now]
 */
export function moment(at, now = Date.now()) {
  const days = dayNumber(at) - dayNumber(now);
  if (days === 0) return clock(at);
  if (days === -1) return t("yesterday %(time)s", { time: clock(at) });
  if (days === 1) return t("tomorrow %(time)s", { time: clock(at) });
  if (Math.abs(days) < 7) return `${format(at, { weekday: "short" })} ${clock(at)}`;
  return days > 0 ? `${date(at)} ${clock(at)}` : date(at);
}

/**
 * A day as a heading: `Today`, `Yesterday` or its date.
 * @param {number} at
 * @param {number} [now]
 */
export function day(at, now = Date.now()) {
  const days = dayNumber(at) - dayNumber(now);
  return days === 0 ? t("Today") : days === -1 ? t("Yesterday") : date(at);
}

/**
 * How long something has lasted: `12 min`, `2 h 10 min`, `3 days`.
 * @param {number} ms
 */
export function lasting(ms) {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes >= 48 * 60) return tn("%(n)s day", "%(n)s days", Math.floor(minutes / 1440));
  const hours = Math.floor(minutes / 60);
  if (!hours) return t("%(minutes)s min", { minutes });
  if (!(minutes % 60) || hours > 9) return t("%(hours)s h", { hours });
  return t("%(hours)s h %(minutes)s min", { hours, minutes: minutes % 60 });
}

/**
 * A time as a clock on the reader's wall shows it, written as in `2026-11-24T16:45`.
 * @param {number} at
 */
export function wallTime(at) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at).replace(" ", "T");
}

/**
 * When the reader's wall shows this; of two such times the one that the clock's offset just before leads to.
 * @param {string} wall as `wallTime` writes it
 * @returns {number} ms
 */
export function instant(wall) {
  const shown = Date.parse(`${wall}Z`);
  const offset = (/** @type {number} */ at) => Date.parse(`${wallTime(at)}Z`) - Math.floor(at / MINUTE) * MINUTE;
  return shown - offset(shown - offset(shown));
}

/**
 * A day such as `2026-11-30` as people write it.
 * @param {string} iso
 */
export function wholeDay(iso) {
  const at = Date.parse(`${iso}T12:00Z`);
  return Number.isNaN(at) ? iso : new Intl.DateTimeFormat(language() === "de" ? "de-DE" : "en-GB", { timeZone: "UTC", dateStyle: "medium" }).format(at);
}

/**
 * By which day something is to be done, or since when it should have been.
 * @param {number} at the end of that day, ms
 */
export function dueWords(at) {
  const day = date(at - 1);
  return at <= Date.now() ? t("Overdue since %(day)s", { day }) : t("Due %(day)s", { day });
}

/** @param {number} at */
function date(at) {
  return format(at, { day: "numeric", month: language() === "de" ? "numeric" : "short", year: "numeric" });
}

/** @param {number} at */
function dayNumber(at) {
  const [year, month, dayOfMonth] = new Intl.DateTimeFormat("en-CA", { timeZone: zone })
    .format(at).split("-").map(Number);
  return Math.round(Date.UTC(year ?? 0, (month ?? 1) - 1, dayOfMonth) / DAY);
}

/**
 * @param {number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(at, options) {
  return new Intl.DateTimeFormat(language() === "de" ? "de-DE" : "en-GB", { timeZone: zone, ...options }).format(at);
}
