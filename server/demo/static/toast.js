/** The short message at the lower edge. */

import { h } from "./dom.js";

const SECONDS = 6;

/**
 * @param {string} text plain text
 */
export function toast(text) {
  document.querySelector(".toast")?.remove();
  const element = h("div", { class: "toast", role: "status" }, text);
  document.body.append(element);
  setTimeout(() => element.remove(), SECONDS * 1000);
}
