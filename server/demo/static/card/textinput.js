/** A text field, with suggestions where the card offers some. */

import { freshId, h } from "../dom.js";
import { strings } from "./form.js";

/** @typedef {import("./render.js").Scene} Scene */

const PAUSE_MS = 250;

/** @param {any} given @param {Scene} scene */
export function textInput(given, scene) {
  const suggests = Boolean(given.initialSuggestions || given.autoCompleteAction);
  const isLong = given.type === "MULTIPLE_LINE" && !suggests;
  const [id, hintId] = [freshId(), freshId()];
  const limit = given.validation?.characterLimit || undefined;
  const control = /** @type {HTMLInputElement} */ (h(isLong ? "textarea" : "input", {
    id, name: given.name, rows: isLong ? 3 : null, maxlength: limit, autocomplete: "off", "aria-describedby": hintId, inputmode: keyboard(given.validation?.inputType),
  }));
  control.value = given.value ?? "";
  const hint = h("small", { id: hintId }, given.label ? given.hintText : "");
  const field = h("div", { class: "field" }, h("label", { for: id }, given.label ?? given.hintText), control);
  if (given.onChangeAction) control.addEventListener("change", () => scene.change(given.onChangeAction));
  if (suggests) addSuggestions(given, field, control, scene);
  scene.form.add(asInput(given, control, hint));
  return h("div", { class: "input" }, field, hint);
}

/** @param {any} given @param {HTMLInputElement} control @param {HTMLElement} hint @returns {import("./form.js").Input} */
function asInput(given, control, hint) {
  return {
    name: given.name,
    kind: "text",
    read: () => strings([control.value]),
    state: () => control.value,
    restore: (state) => { control.value = state; },
    complain: (message) => {
      hint.textContent = message || (given.label ? given.hintText ?? "" : "");
      control.toggleAttribute("aria-invalid", Boolean(message));
    },
    focus: () => control.focus(),
  };
}

/** @param {string} [type] */
function keyboard(type) {
  return { INTEGER: "numeric", FLOAT: "decimal", EMAIL: "email" }[type ?? ""];
}

/** @param {any} given @param {HTMLElement} field @param {HTMLInputElement} control @param {Scene} scene */
function addSuggestions(given, field, control, scene) {
  const list = h("ul", { id: freshId(), class: "suggestions", role: "listbox", hidden: true });
  const own = (given.initialSuggestions?.items ?? []).map((/** @type {any} */ item) => item.text);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) control.setAttribute(name, value);
  let asked = 0;
  const offer = async () => {
    const turn = ++asked;
    if (given.autoCompleteAction && control.value) await new Promise((done) => setTimeout(done, PAUSE_MS));
    if (turn !== asked) return;
    const wanted = control.value.toLowerCase();
    const found = given.autoCompleteAction && control.value ? await scene.suggest(given.autoCompleteAction, scene.form) : own.filter((/** @type {string} */ text) => text.toLowerCase().includes(wanted));
    if (turn === asked && document.activeElement === control) show(list, control, found);
  };
  control.addEventListener("input", offer);
  control.addEventListener("focus", offer);
  control.addEventListener("blur", () => { asked += 1; show(list, control, []); });
  control.addEventListener("keydown", (event) => steer(event, list, control));
  field.append(list);
}

/** @param {HTMLElement} list @param {HTMLInputElement} control @param {string[]} texts */
function show(list, control, texts) {
  list.replaceChildren(...texts.map((text) => h("li", {
    id: freshId(), role: "option", "aria-selected": "false",
    onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); choose(text, list, control); },
  }, text)));
  list.hidden = texts.length === 0;
  control.setAttribute("aria-expanded", String(!list.hidden));
  control.removeAttribute("aria-activedescendant");
}

/** @param {string} text @param {HTMLElement} list @param {HTMLInputElement} control */
function choose(text, list, control) {
  control.value = text;
  show(list, control, []);
}

/** @param {KeyboardEvent} event @param {HTMLElement} list @param {HTMLInputElement} control */
function steer(event, list, control) {
  const options = /** @type {HTMLElement[]} */ ([...list.children]);
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") return show(list, control, []);
  if (event.key === "Enter" && at >= 0) { event.preventDefault(); return choose(options[at].textContent ?? "", list, control); }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !options.length) return;
  event.preventDefault();
  const next = options[(at + step + options.length) % options.length];
  options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
  control.setAttribute("aria-activedescendant", next.id);
}
