/** Brand, the demo's choices, and the ribbon below them. */

import { h, icon } from "../dom.js";
import { address, go } from "./place.js";
import { QUIRKS } from "./quirks.js";

/** @param {import("./app.js").App} app */
export function topBar(app) {
  const { words, place } = app;
  return h("header", { class: "topbar" },
    h("a", { class: "brand", href: address({ item: "", folder: "inbox" }) }, icon("mail"), "Mail"),
    quirkMenu(app),
    choice(words("agent"), place.agent, app.people.map((/** @type {any} */ one) => [one.key, one.name]), (agent) => app.switchAgent(agent)),
    choice(words("language"), place.lang, [["de", "Deutsch"], ["en", "English"]], (lang) => go({ lang })),
    choice(words("theme"), place.theme, ["light", "dark", "contrast"].map((key) => [key, words(key)]), (theme) => go({ theme })),
    link("/side-by-side", words("both"), "window", "_top", () => `/side-by-side?${new URLSearchParams({ outlook: place.agent, lang: place.lang, theme: place.theme })}`),
    link("/", words("gmail"), "inbox", "", () => `/?${new URLSearchParams({ agent: app.place.agent, lang: app.place.lang, theme: app.place.theme, message: app.mailbox.item?.copy ?? "" })}`));
}

/** The buttons above the mail. @param {import("./app.js").App} app */
export function ribbon(app) {
  const { words } = app;
  const act = (/** @type {string} */ kind, /** @type {string} */ drawing) => h("button", { type: "button", class: "flat", disabled: !app.mailbox.item || app.draft !== null, onclick: () => app.answer(kind, app.mailbox.item, "") }, icon(drawing), words(kind));
  return h("div", { class: "ribbon", role: "toolbar", "aria-label": words("ribbon") }, act("reply", "reply"), act("replyAll", "reply"), act("forward", "send"),
    h("button", { type: "button", class: "flat add-in", "aria-pressed": String(app.place.pane === "open"), onclick: () => app.setPane(app.place.pane === "open" ? "closed" : "open") }, h("img", { src: "/static/add-on.svg", alt: "" }), words("addIn")));
}

/** @param {import("./app.js").App} app */
function quirkMenu({ words, place }) {
  const chosen = new Set(place.quirks.split(",").filter(Boolean));
  const toggle = (/** @type {string} */ name) => { if (!chosen.delete(name)) chosen.add(name); go({ quirks: [...chosen].join(",") }); };
  return h("details", { class: "quirks" }, h("summary", {}, words("quirks") + (chosen.size ? ` (${chosen.size})` : "")),
    h("div", {}, ...QUIRKS.map((name) => h("label", {}, h("input", { type: "checkbox", checked: chosen.has(name), onchange: () => toggle(name) }), words(`quirk_${name}`)))));
}

/** A link that leads to what is open then, in this frame or another. @param {string} href @param {string} label @param {string} drawing @param {string} target @param {() => string} place */
function link(href, label, drawing, target, place) {
  return h("a", { class: "flat", href, target, "aria-label": label, title: label, onclick: (/** @type {MouseEvent} */ event) => { /** @type {HTMLAnchorElement} */ (event.currentTarget).href = place(); } }, icon(drawing));
}

/** @param {string} label @param {string} value @param {string[][]} options @param {(value: string) => void} pick */
function choice(label, value, options, pick) {
  return h("select", { "aria-label": label, title: label, onchange: (/** @type {Event} */ event) => pick(/** @type {HTMLSelectElement} */ (event.target).value) },
    ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
}
