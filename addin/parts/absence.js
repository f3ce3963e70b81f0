/** Who is there to work: words for colleagues, and the agent's own choice. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { moment } from "../core/times.js";
import { msg, t } from "../core/words.js";
import { askTime } from "./until.js";

/** @typedef {import("../types").Absence} Absence */
/** @typedef {import("../types").Availability} Availability */
/** @typedef {import("../pane.js").Pane} Pane */

/** @type {Record<Availability, string>} */
const WORDS = { available: msg("available"), busy: msg("busy"), away: msg("away") };

/** @param {Absence | null} absence */
export function awayWords(absence) {
  return absence?.until ? t("away until %(time)s", { time: moment(absence.until) }) : t("away");
}

/** @param {Absence | null} absence */
export function deputyWords(absence) {
  return absence?.deputy ? t("Deputy: %(name)s", { name: absence.deputy.you ? t("You") : absence.deputy.name }) : "";
}

/**
 * Whether somebody is there: "available", "away until 12 May".
 * @param {Availability} availability
 * @param {Absence | null} absence
 */
export function thereWords(availability, absence) {
  return availability === "away" ? [awayWords(absence), deputyWords(absence)].filter(Boolean).join(" · ") : t(WORDS[availability]);
}

/**
 * The agent's own availability, with a menu to change it.
 * @param {Pane} pane
 * @param {{availability: Availability, absence: Absence | null}} home
 * @param {(to: Availability, until?: number) => void} set
 */
export function ownAvailability(pane, { availability, absence }, set) {
  const open = (/** @type {Event} */ event) => pane.popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("I am"), [
    .../** @type {Availability[]} */ (["available", "busy", "away"]).map((key) => ({ key, text: t(WORDS[key]), on: key === availability, act: () => set(key) })),
    { key: "until", text: t("Away until …"), on: false,
      act: (/** @type {HTMLElement} */ anchor) => askTime(pane, anchor, { title: t("Away until …"), text: t("Save"), done: (until) => set("away", until) }) },
  ]);
  return h("div", { class: "bar own" }, h("span", { class: "meta" }, t("I am")),
    h("button", { class: `b quiet is-${availability}`, type: "button", "data-key": "availability", "aria-haspopup": "menu", "aria-expanded": "false", onclick: open },
      h("span", null, thereWords(availability, absence)), icon("chev")));
}
