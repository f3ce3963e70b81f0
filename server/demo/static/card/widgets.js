/** Every widget that shows something; those that take something in are in their own files. */

import { freshId, h } from "../dom.js";
import { button, chip } from "./buttons.js";
import { dateTimePicker } from "./dates.js";
import { strings } from "./form.js";
import { cardIcon, cardImage } from "./images.js";
import { richText } from "./richtext.js";
import { selectionInput } from "./selection.js";
import { textInput } from "./textinput.js";

/** @typedef {import("./render.js").Scene} Scene */

/** @type {Record<string, (given: any, scene: Scene) => HTMLElement>} */
const WIDGETS = { textParagraph, decoratedText, buttonList, textInput, selectionInput, dateTimePicker, divider, image, grid, chipList, columns };

/** @param {any} given a widget of a checked card @param {Scene} scene @returns {HTMLElement} */
export function widget(given, scene) {
  const [kind] = Object.keys(given);
  const element = WIDGETS[kind](given[kind], scene);
  element.classList.add("widget");
  return element;
}

/** @param {any} given @param {Scene} scene */
function textParagraph(given, scene) {
  const text = h("p", { id: freshId() }, richText(given.text, scene.open));
  if (!given.maxLines) return h("div", {}, text);
  text.classList.add("clamped");
  text.style.setProperty("--lines", String(given.maxLines));
  const more = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": text.id, onclick: () => {
    const open = !text.classList.toggle("clamped");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = scene.words(open ? "showLess" : "showMore");
  } }, scene.words("showMore"));
  requestAnimationFrame(() => { more.hidden = text.clientHeight > 0 && text.scrollHeight <= text.clientHeight + 1; });
  return h("div", {}, text, more);
}

/** @param {any} given @param {Scene} scene */
function decoratedText(given, scene) {
  const id = freshId();
  const words = h("span", { class: "words", id },
    given.topLabel && h("span", { class: "label" }, given.topLabel),
    h("span", { class: given.wrapText ? "text" : "text one-line" }, richText(given.text, scene.open)),
    given.bottomLabel && h("span", { class: "label" }, given.bottomLabel));
  const end = given.button ? button(given.button, scene) : given.endIcon ? cardIcon(given.endIcon, scene) : null;
  if (end && given.button) end.classList.add("small");
  const row = h("div", { class: "decorated" }, given.startIcon && cardIcon(given.startIcon, scene), words, end, given.switchControl && switchControl(given.switchControl, id, scene));
  return given.onClick ? clickable(row, given.onClick, scene) : row;
}

/** @param {HTMLElement} row @param {any} onClick @param {Scene} scene */
function clickable(row, onClick, scene) {
  row.classList.add("clickable");
  row.setAttribute("role", "button");
  row.tabIndex = 0;
  row.addEventListener("click", () => scene.click(onClick, row));
  row.addEventListener("keydown", (event) => {
    if (event.target !== row || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    scene.click(onClick, row);
  });
  return row;
}

/** @param {any} given @param {string} labelId @param {Scene} scene */
function switchControl(given, labelId, scene) {
  const isSwitch = (given.controlType ?? "SWITCH") === "SWITCH";
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", role: isSwitch ? "switch" : null, "aria-labelledby": labelId, checked: given.selected }));
  box.addEventListener("click", (event) => event.stopPropagation());
  box.addEventListener("change", () => given.onChangeAction && scene.change(given.onChangeAction));
  scene.form.add({
    name: given.name, kind: "switch", read: () => (box.checked ? strings([given.value || "true"]) : null),
    state: () => box.checked, restore: (state) => { box.checked = state; }, complain: () => {}, focus: () => box.focus(),
  });
  return h("span", { class: isSwitch ? "switch" : "tick" }, box, h("i", { "aria-hidden": "true" }));
}

/** @param {any} given @param {Scene} scene */
function buttonList(given, scene) {
  return h("div", { class: "buttons" }, ...given.buttons.map((/** @type {any} */ one) => button(one, scene)));
}

/** @param {any} given @param {Scene} scene */
function chipList(given, scene) {
  const scrolls = given.layout === "HORIZONTAL_SCROLLABLE" ? " scrolls" : "";
  return h("div", { class: `chips${scrolls}` }, ...given.chips.map((/** @type {any} */ one) => chip(one, scene)));
}

function divider() {
  return h("hr");
}

/** @param {any} given @param {Scene} scene */
function image(given, scene) {
  const frame = h("div", { class: "picture" }, cardImage(given.imageUrl, given.altText ?? "", scene));
  return given.onClick ? clickable(frame, given.onClick, scene) : frame;
}

/** @param {any} given @param {Scene} scene */
function grid(given, scene) {
  const items = h("div", { class: "grid" }, ...given.items.map((/** @type {any} */ item, /** @type {number} */ at) => gridItem(item, at, given, scene)));
  items.style.setProperty("--columns", String(given.columnCount || 2));
  return h("div", {}, given.title && h("h4", {}, given.title), items);
}

/** @param {any} item @param {number} at @param {any} given @param {Scene} scene */
function gridItem(item, at, given, scene) {
  const picture = item.image && cardImage(item.image.imageUri, item.image.altText ?? "", scene);
  if (item.image?.cropStyle?.type === "CIRCLE") picture.classList.add("circle");
  const words = h("span", {}, item.title && h("b", {}, item.title), item.subtitle && h("small", {}, item.subtitle));
  const parts = item.layout === "TEXT_ABOVE" ? [words, picture] : [picture, words];
  const border = given.borderStyle?.type === "STROKE" ? " stroked" : "";
  if (!given.onClick) return h("div", { class: `cell${border}` }, ...parts);
  const extra = [{ key: "grid_item_identifier", value: item.id ?? "" }, { key: "grid_index", value: String(at) }];
  const element = h("button", { type: "button", class: `cell${border}`, onclick: () => scene.click(given.onClick, element, extra) }, ...parts);
  return element;
}

/** @param {any} given @param {Scene} scene */
function columns(given, scene) {
  return h("div", { class: "columns" }, ...given.columnItems.map((/** @type {any} */ item) =>
    h("div", { class: item.horizontalSizeStyle === "FILL_MINIMUM_SPACE" ? "narrow" : "" }, ...item.widgets.map((/** @type {any} */ one) => widget(one, scene)))));
}
