/** Choosing among given items: dropdown, radio buttons, check boxes, switches, or several from a list. */

import { freshId, h } from "../dom.js";
import { strings } from "./form.js";
import { cardImage } from "./images.js";

/** @typedef {import("./render.js").Scene} Scene */

const DEFAULT_MOST = 3;

/** @param {any} given @param {Scene} scene */
export function selectionInput(given, scene) {
  return given.type === "DROPDOWN" ? dropdown(given, scene) : choices(given, scene);
}

/** @param {any} given @param {Scene} scene */
function dropdown(given, scene) {
  const id = freshId();
  const hint = h("small");
  const select = /** @type {HTMLSelectElement} */ (h("select", { id, name: given.name },
    ...given.items.map((/** @type {any} */ item) => h("option", { value: item.value, selected: item.selected }, item.text))));
  if (given.onChangeAction) select.addEventListener("change", () => scene.change(given.onChangeAction));
  scene.form.add({
    name: given.name, kind: "dropdown", read: () => strings([select.value]), state: () => select.value,
    restore: (state) => { select.value = state; }, complain: (message) => { hint.textContent = message; }, focus: () => select.focus(),
  });
  return h("div", { class: "input" }, h("div", { class: "field select" }, given.label && h("label", { for: id }, given.label), select), hint);
}

/** @param {any} given @param {Scene} scene */
function choices(given, scene) {
  const kind = given.type ?? "CHECK_BOX";
  const group = freshId();
  const hint = h("small");
  const boxes = /** @type {HTMLInputElement[]} */ (given.items.map((/** @type {any} */ item) => h("input", {
    type: kind === "RADIO_BUTTON" ? "radio" : "checkbox", role: kind === "SWITCH" ? "switch" : null, name: group, value: item.value, checked: item.selected,
    onchange: () => { keepWithinLimit(given, boxes); if (given.onChangeAction) scene.change(given.onChangeAction); },
  })));
  keepWithinLimit(given, boxes);
  scene.form.add(asInput(given, kind, boxes, hint));
  const rows = given.items.map((/** @type {any} */ item, /** @type {number} */ at) => row(item, boxes[at], kind, scene));
  return h("fieldset", { class: "choices" }, given.label && h("legend", {}, given.label), ...rows, hint);
}

/** @param {any} given @param {string} kind @param {HTMLInputElement[]} boxes @param {HTMLElement} hint @returns {import("./form.js").Input} */
function asInput(given, kind, boxes, hint) {
  const checked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    name: given.name, kind, read: () => strings(checked()), state: checked,
    restore: (state) => { for (const box of boxes) box.checked = state.includes(box.value); keepWithinLimit(given, boxes); },
    complain: (message) => { hint.textContent = message; }, focus: () => boxes[0]?.focus(),
  };
}

/** MULTI_SELECT takes no more than its limit, and that is three unless the card says otherwise. @param {any} given @param {HTMLInputElement[]} boxes */
function keepWithinLimit(given, boxes) {
  if (given.type !== "MULTI_SELECT") return;
  const isFull = boxes.filter((box) => box.checked).length >= (given.multiSelectMaxSelectedItems ?? DEFAULT_MOST);
  for (const box of boxes) box.disabled = isFull && !box.checked;
}

/** @param {any} item @param {HTMLInputElement} box @param {string} kind @param {Scene} scene */
function row(item, box, kind, scene) {
  const control = kind === "SWITCH" ? h("span", { class: "switch" }, box, h("i", { "aria-hidden": "true" })) : box;
  return h("label", { class: "choice" }, control, item.startIconUri && cardImage(item.startIconUri, "", scene), h("span", {}, item.text, item.bottomText && h("small", {}, item.bottomText)));
}
