/** The window in which a mail is written, with the add-on's icon and, once pressed, its card. */

import { call } from "./api.js";
import { freshId, h, icon } from "./dom.js";
import { DraftText } from "./draft.js";

/**
 * @typedef {object} Writing
 * @property {string} message the mail it answers or forwards
 * @property {boolean} forwards
 * @property {string} to whom an answer goes
 * @property {string} subject
 * @property {string} quoted
 * @property {string} [text] what stands in it already, in a draft that was created
 */

/** @param {Writing} writing @param {import("./reader.js").ReaderView} view */
export function composeBox({ message, forwards, to: answered, subject, quoted, text: given }, view) {
  const { words, agent } = view;
  const [toId, subjectId] = [freshId(), freshId()];
  const text = new DraftText({ label: words("body"), quoted });
  if (given !== undefined) text.write(given);
  const to = /** @type {HTMLInputElement} */ (h("input", { id: toId, required: true, readonly: !forwards, value: forwards ? "" : answered }));
  const about = /** @type {HTMLInputElement} */ (h("input", { id: subjectId, value: subject }));
  const place = h("div", { class: "compose-card" });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.text) return text.element.focus();
    await call("send", { agent }, { message, text: text.text, forwardTo: forwards ? to.value : "" });
    view.sent();
  };
  const draft = {
    recipients: () => to.value.split(/[,;]/).map((one) => one.trim()).filter(Boolean),
    apply: (/** @type {any} */ change) => applied(change, { text, to, about }),
  };
  const team = h("button", { type: "button", class: "round team", "aria-label": view.composeLabel, title: view.composeLabel, onclick: () => view.composePanel(place, draft) }, h("img", { src: "/static/add-on.svg", alt: "" }));
  const box = h("form", { class: "compose", onsubmit: send },
    h("label", { for: toId }, words("recipient")), to, h("label", { for: subjectId }, words("subject")), about, text.element,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "gbutton filled" }, icon("send"), words("send")), team,
      h("button", { type: "button", class: "gbutton", onclick: () => box.remove() }, words("discard"))), place);
  requestAnimationFrame(() => (forwards ? to : text.element).focus());
  return box;
}

/**
 * Do what UpdateDraftActionMarkup says; recipients and subject replace what was there.
 * @param {any} change
 * @param {{text: DraftText, to: HTMLInputElement, about: HTMLInputElement}} parts
 */
function applied({ updateBody, updateSubject, updateToRecipients }, { text, to, about }) {
  if (updateSubject) about.value = updateSubject.subject;
  if (updateToRecipients) to.value = updateToRecipients.toRecipients.map((/** @type {any} */ one) => one.email).join(", ");
  return updateBody ? text.apply(updateBody) : null;
}
