/** Brand, search, and the choices of the demo: who sits here, in which language and colours. */

import { h, icon } from "./dom.js";
import { current } from "./place.js";

/**
 * @param {any} view
 */
export function topBar({ place, people, settings, words, go, search, switchAgent, address }) {
  const find = h("input", { type: "search", placeholder: words("search"), "aria-label": words("search"), oninput: (/** @type {Event} */ event) => search(/** @type {HTMLInputElement} */ (event.target).value) });
  return h("header", { class: "topbar" },
    h("a", { class: "brand", href: address({ message: "", label: "INBOX", panel: "" }) }, icon("mail"), "Webmail"),
    h("label", { class: "search" }, icon("search"), find),
    h("div", { class: "choices-bar" },
      choice(words("agent"), place.agent, people.map((/** @type {any} */ one) => [one.key, one.name]), switchAgent),
      choice(words("language"), place.lang, [["de", "Deutsch"], ["en", "English"]], (lang) => go({ lang })),
      choice(words("theme"), place.theme, [["light", words("light")], ["dark", words("dark")]], (theme) => go({ theme })),
      h("a", { class: "round", href: outlookOf(place), onclick: (/** @type {MouseEvent} */ event) => { /** @type {HTMLAnchorElement} */ (event.currentTarget).href = outlookOf(current()); }, title: words("outlook"), "aria-label": words("outlook") }, icon("mail")),
      h("a", { class: "round", href: `/side-by-side?${new URLSearchParams({ gmail: place.agent, lang: place.lang, theme: place.theme })}`, target: "_top", title: words("both"), "aria-label": words("both") }, icon("window")),
      h("a", { class: "round", href: settings, target: "_blank", rel: "noopener", title: words("settings"), "aria-label": words("settings") }, icon("gear")),
      h("a", { class: "round", href: address({}), target: "_blank", rel: "noopener", title: words("second"), "aria-label": words("second") }, icon("ext"))));
}

/** The same person and the same mail on the other page. @param {import("./place.js").Place} place */
function outlookOf({ agent, lang, theme, message }) {
  return `/outlook?${new URLSearchParams({ agent, lang, theme, copy: message })}`;
}

/**
 * @param {string} label
 * @param {string} value
 * @param {string[][]} options
 * @param {(value: string) => void} pick
 */
function choice(label, value, options, pick) {
  return h("select", { "aria-label": label, title: label, onchange: (/** @type {Event} */ event) => pick(/** @type {HTMLSelectElement} */ (event.target).value) },
    ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
}
