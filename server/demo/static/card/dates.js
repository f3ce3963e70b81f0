/** Date and time: a day, an hour, or both. A day alone is midnight UTC; a day with an hour is an instant in the reader's zone. */

import { freshId, h } from "../dom.js";

/** @typedef {import("./render.js").Scene} Scene */

const MINUTE_MS = 60_000;

/** @param {any} given @param {Scene} scene */
export function dateTimePicker(given, scene) {
  const type = given.type ?? "DATE_AND_TIME";
  const wall = wallClock(given);
  const day = type === "TIME_ONLY" ? null : box("date", wall.slice(0, 10), "date", scene);
  const hour = type === "DATE_ONLY" ? null : box("time", wall.slice(11, 16), "time", scene);
  const controls = /** @type {HTMLInputElement[]} */ ([day, hour].filter((one) => one !== null));
  const hint = h("small");
  for (const control of controls) control.addEventListener("change", () => given.onChangeAction && scene.change(given.onChangeAction));
  scene.form.add({
    name: given.name, kind: type, read: () => reading(day, hour, given), state: () => controls.map((control) => control.value),
    restore: (state) => controls.forEach((control, at) => { control.value = state[at]; }),
    complain: (message) => { hint.textContent = message; }, focus: () => controls[0].focus(),
  });
  const labelId = freshId();
  return h("div", { class: "input", role: "group", "aria-labelledby": labelId }, h("div", { class: "field dates" }, h("span", { id: labelId }, given.label ?? ""), ...controls), hint);
}

/** @param {string} type @param {string} value @param {string} label @param {Scene} scene @returns {HTMLInputElement} */
function box(type, value, label, scene) {
  const control = /** @type {HTMLInputElement} */ (h("input", { type, "aria-label": scene.words(label) }));
  control.value = value;
  return control;
}

/** @param {HTMLInputElement|null} day @param {HTMLInputElement|null} hour @param {any} given */
function reading(day, hour, given) {
  if (!day) return hour?.value ? { timeInput: { hours: Number(hour.value.slice(0, 2)), minutes: Number(hour.value.slice(3, 5)) } } : null;
  if (!day.value) return null;
  if (!hour) return { dateInput: { msSinceEpoch: String(Date.parse(`${day.value}T00:00Z`)) } };
  return { dateTimeInput: { msSinceEpoch: String(instant(`${day.value}T${hour.value || "00:00"}`, given)), hasDate: true, hasTime: Boolean(hour.value) } };
}

/** What a clock on the wall shows at an instant, as ISO text. @param {any} given */
function wallClock(given) {
  if (given.valueMsEpoch === undefined) return "";
  const at = Number(given.valueMsEpoch);
  const offset = given.type === "DATE_ONLY" || given.type === "TIME_ONLY" ? 0 : given.timezoneOffsetDate ?? -new Date(at).getTimezoneOffset();
  return new Date(at + offset * MINUTE_MS).toISOString();
}

/** @param {string} wall @param {any} given */
function instant(wall, given) {
  return given.timezoneOffsetDate === undefined ? Date.parse(wall) : Date.parse(`${wall}Z`) - given.timezoneOffsetDate * MINUTE_MS;
}
