/** The list of threads. */

import { h } from "./dom.js";
import { shortTime } from "./times.js";

const TINTS = ["#f6dccf", "#d7ecd9", "#e4daf3", "#d3e5f5", "#fde7c1", "#e3e8ef"];

/** @param {string} name */
export function avatar(name) {
  const letter = [...name].find((one) => /\p{L}/u.test(one)) ?? "?";
  const element = h("span", { class: "avatar", "aria-hidden": "true" }, letter.toUpperCase());
  element.style.backgroundColor = TINTS[[...name].reduce((sum, one) => sum + (one.codePointAt(0) ?? 0), 0) % TINTS.length];
  return element;
}

/**
 * @param {any[]} threads
 * @param {object} view
 * @param {string} view.open the open message's id
 * @param {string} view.wanted search words
 * @param {string} view.language
 * @param {(key: string) => string} view.words
 * @param {(id: string) => string} view.address
 * @param {(id: string) => void} view.pick
 */
export function threadList(threads, view) {
  const wanted = view.wanted.toLowerCase();
  const found = threads.filter((thread) => [...thread.from, thread.subject, thread.snippet].join(" ").toLowerCase().includes(wanted));
  const rows = found.map((thread) => row(thread, view));
  return h("ul", { class: "threads", "aria-label": view.words("list") }, ...(rows.length ? rows : [h("li", { class: "empty" }, view.words("empty"))]));
}

/** @param {any} thread @param {any} view */
function row(thread, view) {
  const people = [...new Set(thread.from)].join(", ") + (thread.count > 1 ? ` (${thread.count})` : "");
  const isOpen = thread.ids.includes(view.open);
  const link = h("a", {
    href: view.address(thread.id), class: thread.unread ? "unread" : "", "aria-current": isOpen ? "true" : null,
    onclick: (/** @type {MouseEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); view.pick(thread.id); } },
  }, avatar(thread.from[0]), h("span", { class: "from" }, people), h("time", { datetime: new Date(thread.at).toISOString() }, shortTime(thread.at, view.language, view.words)),
    h("span", { class: "subject" }, thread.subject || view.words("none")), h("span", { class: "snippet" }, thread.snippet));
  return h("li", {}, link);
}
