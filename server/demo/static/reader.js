/** The open thread, with a box to answer in. */

import { composeBox } from "./composebox.js";
import { h, icon, iconButton } from "./dom.js";
import { avatar } from "./list.js";
import { longTime, shortTime } from "./times.js";

/**
 * @typedef {object} ReaderView
 * @property {string} agent
 * @property {string} message the open message's id
 * @property {string} language
 * @property {(key: string) => string} words
 * @property {(id: string) => void} pick
 * @property {() => void} back
 * @property {() => void} sent
 * @property {string} composeLabel what the add-on's icon in a draft is called
 * @property {(place: HTMLElement, draft: import("./panel.js").DraftWindow) => void} composePanel
 * @property {any} [created] a draft that the add-on created, to be opened at once
 */

/** @param {any} thread @param {ReaderView} view */
export function reader(thread, view) {
  const compose = h("div", { class: "compose-place" });
  const open = thread.messages.find((/** @type {any} */ one) => one.id === view.message) ?? thread.messages.at(-1);
  const start = (/** @type {boolean} */ forwards, /** @type {any} */ given = {}) => compose.replaceChildren(composeBox({
    message: view.message, forwards, to: open.answerTo.join(", "), subject: `${forwards ? "Fwd" : "Re"}: ${thread.subject}`, quoted: open.text, ...given,
  }, view));
  if (view.created) start(false, view.created);
  return h("article", { class: "reader", "aria-label": thread.subject || view.words("none") },
    h("div", { class: "tools" }, iconButton("back", view.words("back"), view.back)),
    h("h1", {}, thread.subject || view.words("none")),
    ...thread.messages.map((/** @type {any} */ message) => (message.id === view.message ? openMessage(message, view) : foldedMessage(message, view))),
    h("div", { class: "answers" },
      h("button", { type: "button", class: "gbutton", onclick: () => start(false) }, icon("reply"), view.words("reply")),
      h("button", { type: "button", class: "gbutton", onclick: () => start(true) }, view.words("forward"))),
    compose);
}

/** @param {any} message @param {ReaderView} view */
function openMessage(message, view) {
  return h("section", { class: "message", "aria-current": "true" },
    h("header", {}, avatar(message.from.name), h("div", {}, h("b", {}, message.from.name), " ", h("small", {}, `<${message.from.address}>`), h("small", { class: "to" }, `${view.words("to")} ${message.to.join(", ")}`)),
      h("time", {}, longTime(message.at, view.language))),
    h("div", { class: "body" }, message.text));
}

/** @param {any} message @param {ReaderView} view */
function foldedMessage(message, view) {
  return h("section", { class: "message folded" }, h("button", { type: "button", onclick: () => view.pick(message.id) },
    avatar(message.from.name), h("b", {}, message.from.name), h("span", {}, message.snippet), h("time", {}, shortTime(message.at, view.language, view.words))));
}
