/** Buttons and chips. */

import { h, icon } from "../dom.js";
import { cardIcon } from "./images.js";

/** @typedef {import("./render.js").Scene} Scene */

/** @param {any} given @param {Scene} scene */
export function button(given, scene) {
  const label = given.altText ?? (given.text ? undefined : given.icon?.altText);
  const menu = given.onClick.overflowMenu ? "menu" : undefined;
  const element = h("button", {
    type: "button", class: "gbutton", disabled: given.disabled, "aria-label": label, "aria-haspopup": menu,
    onclick: (/** @type {Event} */ event) => { event.stopPropagation(); scene.click(given.onClick, element); },
  }, given.icon && cardIcon(given.icon, scene), given.text, menu && !given.text?.includes("▾") && icon("chev"));
  if (given.color && !given.disabled) fill(element, given.color);
  return element;
}

/** @param {any} given @param {Scene} scene */
export function chip(given, scene) {
  const content = [given.icon && cardIcon(given.icon, scene), given.label];
  if (!given.onClick) return h("span", { class: "chip", role: "listitem" }, ...content);
  const element = h("button", { type: "button", class: "chip", disabled: given.disabled, "aria-label": given.altText, onclick: () => scene.click(given.onClick, element) }, ...content);
  return element;
}

/** Google picks black or white words, whichever reads better on the colour. @param {HTMLElement} element @param {any} color */
function fill(element, color) {
  const [red, green, blue] = [color.red ?? 0, color.green ?? 0, color.blue ?? 0];
  const [r, g, b] = [red, green, blue].map((part) => Math.round(part * 255));
  element.classList.add("filled");
  element.style.backgroundColor = `rgb(${r} ${g} ${b})`;
  element.style.color = luminance(red, green, blue) > 0.4 ? "#1f1f1f" : "#fff";
}

/** @param {...number} parts */
function luminance(...parts) {
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
