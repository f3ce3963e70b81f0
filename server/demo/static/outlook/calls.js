/** What the host does when an add-in page asks for it. */

import { officeError } from "./frames.js";
import { asText } from "./plaintext.js";

const MOST_NOTICES = 5;

/** A person's roaming settings, which outlive the page. @param {string} agent */
export function roaming(agent) {
  return JSON.parse(localStorage.getItem(`roaming ${agent}`) ?? "{}");
}

/**
 * Calls that every page may make.
 * @param {import("./app.js").App} app
 */
export function commonCalls(app) {
  return {
    ...app.addIn.tokens,
    roam: (/** @type {any} */ { kept }) => localStorage.setItem(`roaming ${app.person.key}`, JSON.stringify(kept)),
    dialog: (/** @type {any} */ values, /** @type {import("./frames.js").Frame} */ frame) => app.addIn.dialogs.open(values, frame),
    openItem: (/** @type {any} */ { item }) => app.openItem(item),
    newMessage: () => { throw officeError(5000, "NotImplemented", "displayNewMessageForm is not part of this host"); },
  };
}

/** The bars above one mail. @param {Map<string, any>} notices @param {() => void} redraw */
export function noticeCalls(notices, redraw) {
  return {
    notify: (/** @type {any} */ { key, message, isNew }) => {
      if (isNew && notices.has(key)) throw officeError(9012, "DuplicateKey", "A notification with this key exists.");
      if (!notices.has(key) && notices.size >= MOST_NOTICES) throw officeError(9013, "NotificationLimit", "There are five notifications already.");
      notices.set(key, message);
      redraw();
    },
    unnotify: (/** @type {any} */ { key }) => { notices.delete(key); redraw(); },
    notifications: () => [...notices].map(([key, message]) => ({ key, ...message })),
  };
}

/** Calls about open mails. @param {import("./app.js").App} app */
export function readCalls(app) {
  const named = (/** @type {string} */ key) => app.mailbox.known.get(key) ?? missing();
  return {
    headers: (/** @type {any} */ { item }) => named(item).headers,
    text: (/** @type {any} */ { item }) => named(item).text,
    shared: (/** @type {any} */ { item }) => sharedProperties(named(item)),
    reply: (/** @type {any} */ { item, all, html }) => app.answer(all ? "replyAll" : "reply", named(item), asText(html)),
    properties: (/** @type {any} */ { kept }) => app.addIn.keep(`item ${app.mailbox.item?.itemId}`, kept),
  };
}

/** Calls about the draft. @param {import("./composing.js").Draft} draft @param {import("./addin.js").AddIn} addIn */
export function draftCalls(draft, addIn) {
  return {
    field: (/** @type {any} */ { name, value }) => (value === undefined ? draft.get(name) : draft.set(name, value)),
    insert: (/** @type {any} */ { text, where }) => draft.insert(text, where),
    session: (/** @type {any} */ { name, value }) => draft.remember(name, value),
    save: () => `AAMkADraft${draft.serial}`,
    properties: (/** @type {any} */ { kept }) => addIn.keep(`draft ${draft.serial}`, kept),
  };
}

/** @param {any} item */
function sharedProperties(item) {
  if (!item.owner) throw officeError(9049, "SharedPropertiesError", "The item is not in a shared folder.");
  return { owner: item.owner, targetMailbox: item.owner, targetRestUrl: "", delegatePermissions: 63 };
}

/** @returns {never} */
function missing() {
  throw officeError(9040, "ItemNotFound", "The item is no longer open.");
}
