/** The open thread, with a box to answer in. */

import { call } from "./api.js";
import { freshId, h, icon, iconButton } from "./dom.js";
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
 */

/** @param {any} thread @param {ReaderView} view */
export function reader(thread, view) {
  const compose = h("div", { class: "compose-place" });
  const start = (/** @type {boolean} */ forwards) => compose.replaceChildren(composeBox(forwards, view));
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

/** @param {boolean} forwards @param {ReaderView} view */
function composeBox(forwards, view) {
  const [bodyId, toId] = [freshId(), freshId()];
  const text = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: bodyId, rows: 6, required: true }));
  const to = /** @type {HTMLInputElement} */ (h("input", { id: toId, type: "email", required: true }));
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await call("send", { agent: view.agent }, { message: view.message, text: text.value, forwardTo: forwards ? to.value : "" });
    view.sent();
  };
  const box = h("form", { class: "compose", onsubmit: send },
    forwards && h("label", { for: toId }, view.words("recipient")), forwards && to, h("label", { for: bodyId }, view.words("body")), text,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "gbutton filled" }, icon("send"), view.words("send")),
      h("button", { type: "button", class: "gbutton", onclick: () => box.remove() }, view.words("discard"))));
  requestAnimationFrame(() => (forwards ? to : text).focus());
  return box;
}
