/** Pictures and icons of a card. */

import { h, icon } from "../dom.js";
import { KNOWN_ICONS } from "./icons.js";

/** @typedef {import("./render.js").Scene} Scene */

/**
 * A picture of a card; one that does not load leaves its description.
 * @param {string} url
 * @param {string} alt
 * @param {Scene} scene
 * @returns {HTMLElement}
 */
export function cardImage(url, alt, scene) {
  return h("img", { src: scene.image(url), alt, loading: "lazy", onerror: (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.target).classList.add("broken") });
}

/** @param {any} given @param {Scene} scene @returns {Element} */
export function cardIcon(given, scene) {
  if (given.knownIcon) return named(given);
  const picture = h("img", { class: `icon${given.imageType === "CIRCLE" ? " circle" : ""}`, src: scene.image(given.iconUrl), alt: given.altText ?? "" });
  picture.addEventListener("error", () => picture.classList.add("broken"));
  return picture;
}

/** @param {any} given */
function named(given) {
  const drawing = icon(KNOWN_ICONS[given.knownIcon]);
  if (given.altText) {
    drawing.removeAttribute("aria-hidden");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", given.altText);
  }
  return drawing;
}
