/** The middle of the page: the open conversation, or what stands there instead. */

import { h, icon } from "../dom.js";
import { avatar } from "../list.js";
import { longTime, shortTime } from "../times.js";

/** @param {string} text */
export function emptyView(text) {
  return h("p", { class: "empty" }, text);
}

/**
 * @param {any[]} items oldest first
 * @param {{open: string, language: string, words: (key: string) => string, pick: (id: string) => void, back: () => void, notices: Map<string, any>}} view
 */
export function conversationView(items, view) {
  const { words } = view;
  return h("article", { class: "conversation", "aria-label": items[0].subject || words("none") },
    h("button", { type: "button", class: "flat back", "aria-label": words("back"), onclick: view.back }, icon("back")),
    h("h1", {}, items[0].subject || words("none")),
    h("div", { class: "notices" }, ...noticeBars(view.notices)),
    ...items.map((item) => (item.itemId === view.open ? openItem(item, view) : foldedItem(item, view))).reverse());
}

/** @param {Map<string, any>} notices */
export function noticeBars(notices) {
  return [...notices.values()].map((notice) => h("p", { class: `notice ${notice.type}`, role: "status" }, h("img", { src: "/static/add-on.svg", alt: "" }), notice.message));
}

/** @param {any} item @param {any} view */
function openItem(item, { words, language }) {
  const to = [...item.to, ...item.cc].map((/** @type {any} */ one) => one.displayName).join("; ");
  return h("section", { class: "item", "aria-current": "true" },
    h("header", {}, avatar(item.from.displayName), h("div", {}, h("b", {}, item.from.displayName), " ", h("small", {}, `<${item.from.emailAddress}>`), h("small", { class: "to" }, `${words("to")}: ${to}`)), h("time", {}, longTime(item.at, language))),
    h("div", { class: "body" }, item.text));
}

/** @param {any} item @param {any} view */
function foldedItem(item, { words, language, pick }) {
  return h("section", { class: "item folded" }, h("button", { type: "button", onclick: () => pick(item.itemId) },
    avatar(item.from.displayName), h("b", {}, item.from.displayName), h("span", {}, item.snippet), h("time", {}, shortTime(item.at, language, words))));
}
