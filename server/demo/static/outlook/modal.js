/** Windows inside the page that want an answer. */

import { h } from "../dom.js";

/**
 * Ask; gives the key of the pressed button, or `dismiss` for Escape.
 * @param {{title: string, content: (Node|string)[], buttons: {key: string, text: string, filled?: boolean}[], dismiss: string}} wanted
 * @returns {Promise<string>}
 */
export function ask({ title, content, buttons, dismiss }) {
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (h("dialog", { class: "ask", "aria-label": title }));
    const done = (/** @type {string} */ key) => { dialog.remove(); resolve(key); };
    dialog.addEventListener("cancel", () => done(dismiss));
    dialog.append(
      h("h2", {}, h("img", { src: "/static/add-on.svg", alt: "" }), title), h("div", { class: "words" }, ...content),
      h("div", { class: "buttons" }, ...buttons.map(({ key, text, filled }) => h("button", { type: "button", class: filled ? "filled" : "", "data-key": key, onclick: () => done(key) }, text))));
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement|null} */ (dialog.querySelector(".filled"))?.focus();
  });
}

/** The little of Markdown that a Smart Alert may use. @param {string} text */
export function marked(text) {
  return text.split(/\n\n|\r/).map((line) => h("p", {}, ...line.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).map(phrase)));
}

/** @param {string} part */
function phrase(part) {
  if (part.startsWith("**")) return h("strong", {}, part.slice(2, -2));
  return part.startsWith("*") && part.length > 2 ? h("em", {}, part.slice(1, -1)) : part;
}

/** Complain in red, and stay: a use of Office.js that would fail in Outlook. @param {string} title @param {string} text */
export function complain(title, text) {
  const box = document.querySelector(".fault") ?? h("div", { class: "fault", role: "alert" }, h("strong", {}, title));
  box.append(h("p", {}, text));
  document.body.append(box);
}
