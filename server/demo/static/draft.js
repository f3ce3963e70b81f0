/** The text of a mail being written: rich, with the quoted mail below, and what an add-on may do to it. */

import { h } from "./dom.js";

/** Elements of mail that an add-on may put into a draft; everything else becomes its text. */
const ALLOWED = new Set(["P", "BR", "A", "B", "I", "U", "EM", "STRONG", "DIV", "SPAN", "BDI", "UL", "OL", "LI", "BLOCKQUOTE"]);
const PLACES = ["IN_PLACE_INSERT", "INSERT_AT_START", "INSERT_AT_END", "REPLACE"];

export class DraftText {
  /** @type {Range|null} */
  #cursor = null;

  /** @param {{label: string, quoted: string}} given */
  constructor({ label, quoted }) {
    this.element = h("div", { class: "draft-text", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": label });
    if (quoted) this.element.append(h("p", {}, h("br")), h("blockquote", { class: "quoted" }, quoted));
    for (const happened of ["keyup", "pointerup", "input", "blur", "focus"]) this.element.addEventListener(happened, () => this.#remember());
  }

  get text() {
    return this.element.innerText.trim();
  }

  /** @param {string} text what stands in it, instead of anything else */
  write(text) {
    this.element.replaceChildren(...text.split("\n").map((line) => h("div", {}, line || h("br"))));
  }

  /**
   * Apply UpdateBody; says what of it Gmail would refuse.
   * @param {{type: string, insertContents: {content: string, contentType: string}[]}} body
   * @returns {string|null}
   */
  apply({ type, insertContents }) {
    if (!PLACES.includes(type)) return `updateBody.type ${type}`;
    const pieces = insertContents.map(({ content, contentType }) => (contentType === "TEXT" ? asText(content) : asHtml(content)));
    const made = document.createDocumentFragment();
    made.append(...pieces);
    if (type === "REPLACE") this.element.replaceChildren(made);
    else if (type === "INSERT_AT_END") this.element.append(made);
    else if (type === "INSERT_AT_START") this.element.prepend(made);
    else this.#insert(made);
    return null;
  }

  /** @param {DocumentFragment} made */
  #insert(made) {
    const range = this.#cursor;
    if (!range || !this.element.contains(range.commonAncestorContainer)) return this.element.prepend(made);
    range.deleteContents();
    range.insertNode(made);
    range.collapse(false);
  }

  #remember() {
    const chosen = getSelection();
    if (chosen?.rangeCount && this.element.contains(chosen.anchorNode)) this.#cursor = chosen.getRangeAt(0).cloneRange();
  }
}

/** @param {string} content */
function asText(content) {
  const made = document.createDocumentFragment();
  content.split("\n").forEach((line, at) => made.append(...(at ? [h("br")] : []), line));
  return made;
}

/** @param {string} content */
function asHtml(content) {
  const made = document.createDocumentFragment();
  made.append(...[...new DOMParser().parseFromString(content, "text/html").body.childNodes].map(cleaned));
  return made;
}

/** @param {Node} node @returns {Node} */
function cleaned(node) {
  if (!(node instanceof HTMLElement)) return document.createTextNode(node.textContent ?? "");
  if (!ALLOWED.has(node.tagName)) return document.createTextNode(node.textContent ?? "");
  const link = node instanceof HTMLAnchorElement && /^(https?|mailto):/.test(node.href) ? { href: node.href } : {};
  return h(node.tagName.toLowerCase(), link, .../** @type {any[]} */ ([...node.childNodes].map(cleaned)));
}
