/** People as small round initials, always beside their name. */

import { h } from "../core/dom.js";

const COLOURS = 5;

/** @param {string} name */
export function firstName(name) {
  return name.split(/\s+/)[0] || name;
}

/** @param {string} name */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  return ((words[0] ?? "?").slice(0, last ? 1 : 2) + last.slice(0, 1)).toUpperCase();
}

/**
 * @param {string} name
 * @param {boolean} [small]
 */
export function avatar(name, small = false) {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  return h("span", { class: `av a${1 + (sum % COLOURS)}${small ? " s" : ""}`, "aria-hidden": "true" }, initials(name));
}
