/** Google's small HTML subset, parsed by hand into nodes. */

import { h } from "../dom.js";

const TOKEN = /<\/?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|[^<&]+|[<&]/g;
const TAG = /^<(\/?)([a-zA-Z]+)([^<>]*?)\/?>$/;
const ATTRIBUTE = /([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const TAGS = new Set(["b", "i", "u", "s", "font", "a", "time", "br"]);
/** @type {Record<string, string>} */
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": "\u00a0" };
const LINK = /^(https?:|mailto:|tel:)/i;
const COLOR = /^#[0-9a-fA-F]{6}$/;

/**
 * Find the first tag that Google does not know, or null.
 * @param {string} text
 */
export function faultyTag(text) {
  const tags = text.match(TOKEN)?.filter((token) => TAG.test(token)) ?? [];
  return tags.find((token) => !TAGS.has(/** @type {RegExpExecArray} */ (TAG.exec(token))[2].toLowerCase())) ?? null;
}

/**
 * Build the nodes of a formatted text.
 * @param {string} text
 * @param {(url: string) => void} open what a click on a link does
 * @returns {DocumentFragment}
 */
export function richText(text, open) {
  const root = document.createDocumentFragment();
  /** @type {{name: string, node: Node}[]} */
  const stack = [{ name: "", node: root }];
  for (const token of text.match(TOKEN) ?? []) {
    const tag = TAG.exec(token);
    if (!tag) stack[stack.length - 1].node.appendChild(document.createTextNode(decoded(token)));
    else step(stack, tag, open);
  }
  return root;
}

/**
 * @param {{name: string, node: Node}[]} stack
 * @param {RegExpExecArray} tag
 * @param {(url: string) => void} open
 */
function step(stack, tag, open) {
  const name = tag[2].toLowerCase();
  if (tag[1]) {
    const at = stack.findLastIndex((entry) => entry.name === name);
    if (at > 0) stack.length = at;
    return;
  }
  const node = element(name, attributes(tag[3]), open);
  stack[stack.length - 1].node.appendChild(node);
  if (name !== "br") stack.push({ name, node });
}

/**
 * @param {string} name
 * @param {Record<string, string>} given
 * @param {(url: string) => void} open
 */
function element(name, given, open) {
  if (name === "a") return LINK.test(given.href ?? "") ? link(given.href, open) : h("span");
  const node = h(name === "font" ? "span" : name);
  if (name === "font" && COLOR.test(given.color ?? "")) node.style.color = given.color;
  return node;
}

/** @param {string} url @param {(url: string) => void} open */
function link(url, open) {
  return h("a", { href: url, rel: "noreferrer", onclick: (/** @type {Event} */ event) => { event.preventDefault(); event.stopPropagation(); open(url); } });
}

/** @param {string} text @returns {Record<string, string>} */
function attributes(text) {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map((found) => [found[1].toLowerCase(), decodedAll(found[2] ?? found[3] ?? found[4] ?? "")]));
}

/** @param {string} text */
function decodedAll(text) {
  return (text.match(TOKEN) ?? []).map(decoded).join("");
}

/** @param {string} token */
function decoded(token) {
  if (!token.startsWith("&") || token.length === 1) return token;
  const number = /^&#(x?)([0-9a-fA-F]+);$/.exec(token);
  if (!number) return ENTITIES[token] ?? token;
  const code = parseInt(number[2], number[1] ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : token;
}
