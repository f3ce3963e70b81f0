/** One checked card, turned into elements. */

import { freshId, h, icon } from "../dom.js";
import { button } from "./buttons.js";
import { Form } from "./form.js";
import { cardImage } from "./images.js";
import { richText } from "./richtext.js";
import { widget } from "./widgets.js";

/**
 * What a card may ask of the panel around it.
 * @typedef {object} Stage
 * @property {(onClick: any, anchor: HTMLElement, extra?: {key: string, value: string}[]) => void} click
 * @property {(action: any) => void} change an onChangeAction
 * @property {(action: any, form: Form) => Promise<string[]>} suggest
 * @property {(url: string) => void} open
 * @property {(url: string) => string} image the address from which a picture really loads
 * @property {(key: string, values?: Record<string, string>) => string} words
 */

/** @typedef {Stage & {form: Form}} Scene */

/**
 * @param {any} card
 * @param {Stage} stage
 * @returns {{element: HTMLElement, form: Form}}
 */
export function renderCard(card, stage) {
  const form = new Form();
  const scene = { ...stage, form };
  const divided = card.sectionDividerStyle !== "NO_DIVIDER";
  const body = h("div", { class: `card${divided ? " divided" : ""}`, role: "region", "aria-label": card.header?.title ?? card.name ?? stage.words("panel") },
    card.header && header(card.header, scene), ...card.sections.map((/** @type {any} */ section) => sectionOf(section, scene)));
  const foot = card.fixedFooter && footer(card.fixedFooter, scene);
  return { element: h("div", { class: "card-frame" }, body, foot), form };
}

/** @param {any} given @param {Scene} scene */
function header(given, scene) {
  const picture = given.imageUrl && cardImage(given.imageUrl, given.imageAltText ?? "", scene);
  if (picture) picture.classList.add("head-image", given.imageType === "CIRCLE" ? "circle" : "square");
  return h("header", { class: "card-head" }, picture, h("div", {}, h("h2", {}, given.title), given.subtitle && h("p", {}, given.subtitle)));
}

/** @param {any} section @param {Scene} scene */
function sectionOf(section, scene) {
  const widgets = section.widgets.map((/** @type {any} */ one) => widget(one, scene));
  const title = section.header && h("h3", {}, richText(section.header, scene.open));
  const shown = section.uncollapsibleWidgetsCount ?? 0;
  if (!section.collapsible || shown >= widgets.length) return h("section", { class: "card-section" }, title, ...widgets);
  return collapsible(title, widgets, shown, scene);
}

/**
 * @param {HTMLElement|undefined} title
 * @param {HTMLElement[]} widgets
 * @param {number} shown
 * @param {Scene} scene
 */
function collapsible(title, widgets, shown, scene) {
  const id = freshId();
  const rest = h("div", { id, hidden: true }, ...widgets.slice(shown));
  const words = h("span", {}, scene.words("showMore"));
  const switcher = h("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-controls": id, onclick: () => {
    rest.hidden = !rest.hidden;
    switcher.setAttribute("aria-expanded", String(!rest.hidden));
    words.textContent = scene.words(rest.hidden ? "showMore" : "showLess");
  } }, words, icon("chev"));
  return h("section", { class: "card-section" }, title, ...widgets.slice(0, shown), rest, switcher);
}

/** @param {any} given @param {Scene} scene */
function footer(given, scene) {
  return h("footer", { class: "card-foot" }, given.secondaryButton && button(given.secondaryButton, scene), button(given.primaryButton, scene));
}
