/** A reply or a forward being written, and its way out through the Smart Alert. */

import { call } from "../api.js";
import { freshId, h, icon } from "../dom.js";
import { officeError } from "./frames.js";
import { checkBeforeSend } from "./smartalert.js";

/**
 * @typedef {object} ComposeHost what a draft needs of the page around it
 * @property {import("./addin.js").AddIn} addIn
 * @property {(key: string, values?: Record<string, any>) => string} words
 * @property {any} person
 * @property {(context: string) => void} openComposePane
 * @property {(isSent: boolean) => void} leave
 */

let drafts = 0;

export class Draft {
  serial = ++drafts;
  kind;
  original;
  /** @type {Map<string, any>} */
  notices = new Map();
  element;
  #host;
  #memory = /** @type {Record<string, string>} */ ({});
  #headers = /** @type {Record<string, string>} */ ({});
  #text;
  #to;
  #from;
  #status = h("p", { class: "sending", role: "status" });

  /** @param {ComposeHost} host @param {"reply"|"replyAll"|"forward"} kind @param {any} original @param {string} text */
  constructor(host, kind, original, text = "") {
    this.#host = host;
    this.kind = kind;
    this.original = original;
    this.#text = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: freshId(), rows: 10, required: true }, text));
    this.#to = /** @type {HTMLInputElement} */ (h("input", { id: freshId(), required: true, readonly: kind !== "forward", value: kind === "forward" ? "" : original.replyTo.map((/** @type {any} */ one) => one.emailAddress).join("; ") }));
    this.#from = /** @type {HTMLSelectElement} */ (h("select", { id: freshId() }, ...[host.person.address, original.owner].filter(Boolean).map((address) => h("option", {}, address))));
    this.element = this.#draw();
    requestAnimationFrame(() => (kind === "forward" ? this.#to : this.#text).focus());
  }

  get subject() {
    return `${this.kind === "forward" ? "Fwd" : "Re"}: ${this.original.normalizedSubject}`;
  }

  /** @param {string} name */
  get(name) {
    const { name: displayName } = this.#host.person;
    const known = /** @type {Record<string, any>} */ ({ subject: this.subject, body: this.#text.value, to: this.#to.value.split("; ").filter(Boolean).map((one) => ({ displayName: one, emailAddress: one })), cc: this.original.cc, bcc: [], from: { displayName, emailAddress: this.#from.value }, internetHeaders: this.#headers });
    return known[name];
  }

  /** @param {string} name @param {any} value */
  set(name, value) {
    if (name === "internetHeaders") Object.assign(this.#headers, value);
    else throw officeError(5000, "NotImplemented", `this host does not let an add-in set ${name}`);
  }

  /** Read (no value), write, or forget (null) something for as long as the draft lives. @param {string} name @param {string|null} [value] */
  remember(name, value) {
    if (value === undefined) return name in this.#memory ? this.#memory[name] : notRemembered();
    if (value === null) delete this.#memory[name];
    else this.#memory[name] = value;
  }

  /** @param {string} text @param {"cursor"|"start"|"all"} where */
  insert(text, where) {
    const area = this.#text;
    if (where === "all") area.value = text;
    else if (where === "start") area.value = text + area.value;
    else area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  }

  #draw() {
    const { words } = this.#host;
    return h("form", { class: "composing", "aria-label": words("draft"), onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.#send(); } },
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "filled" }, icon("send"), words("send")), h("button", { type: "button", onclick: () => this.#host.leave(false) }, words("discard"))),
      h("p", { class: "line" }, h("label", { for: this.#from.id }, words("from")), this.#from),
      h("p", { class: "line" }, h("label", { for: this.#to.id }, words("to")), this.#to),
      h("h1", {}, this.subject), h("div", { class: "notices" }),
      h("label", { for: this.#text.id, class: "hidden" }, words("body")), this.#text, this.#status);
  }

  async #send() {
    const { words, person, addIn } = this.#host;
    this.#busy(words("checking"));
    const { verdict, options } = await checkBeforeSend(addIn, this);
    this.#busy("");
    if (verdict === "act") return this.#host.openComposePane(options.contextData ?? "");
    if (verdict !== "send") return;
    await call("outlook/send", { agent: person.key }, { id: this.original.itemId, text: this.#text.value, from: this.#from.value, forwardTo: this.kind === "forward" ? this.#to.value : "" });
    this.#host.leave(true);
  }

  /** @param {string} text */
  #busy(text) {
    this.#status.textContent = text;
    for (const button of this.element.querySelectorAll("button")) button.disabled = text !== "";
  }
}

/** @returns {never} */
function notRemembered() {
  throw officeError(9020, "KeyNotFound", "The specified key was not found.");
}
