/** The menus that change how a conversation stands. */

import { t } from "../core/words.js";
import { may } from "./part.js";
import { statusIcon, statusWord } from "./statuses.js";
import { pickTime } from "./until.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../types").Standing} Standing */
/** @typedef {import("./popup.js").Choice} Choice */

/**
 * Every status the conversation may get, the present one marked.
 * @param {Pane} pane
 * @returns {Choice[]}
 */
export function statusChoices(pane) {
  const { state } = pane.store;
  const now = state.view?.status ?? "open";
  /** @type {("open" | "pending" | "closed" | "spam")[]} */
  const targets = now === "spam" ? ["open", "spam"] : ["open", "pending", "closed", "spam"];
  const shown = targets.filter((to) => to === now || may(state, to === "spam" || now === "spam" ? "spam" : "status"));
  const choices = shown.map((to) => ({
    key: to, text: statusWord(to), icon: statusIcon(to), on: now === to,
    act: () => now !== to && void pane.acting.setStatus(to),
  }));
  if (now === "spam" || !may(state, "snooze")) return choices;
  const asleep = snoozes(pane, now === "snoozed");
  return [...choices.filter(({ key }) => key !== "spam"), ...asleep, ...choices.filter(({ key }) => key === "spam")];
}

/**
 * What "wait" can mean: until the customer answers, or until a time.
 * @param {Pane} pane
 * @returns {Choice[]}
 */
export function waitChoices(pane) {
  const { state } = pane.store;
  const reply = { key: "pending", text: t("For a reply"), icon: "s-pending", act: () => void pane.acting.setStatus("pending") };
  const wanted = may(state, "status") && state.view?.status !== "pending" ? [reply] : [];
  return may(state, "snooze") ? [...wanted, ...snoozes(pane)] : wanted;
}

/**
 * @param {Pane} pane
 * @param {boolean} [marked] whether the menu marks a present choice
 */
function snoozes(pane, marked) {
  const presets = { "3h": t("3 hours"), afternoon: t("Today 13:00"), tomorrow: t("Tomorrow 8:00"), monday: t("Monday 8:00") };
  const late = new Date().getHours() >= 13;
  const state = marked === undefined ? {} : { on: false };
  const soon = Object.entries(presets).filter(([preset]) => preset !== "afternoon" || !late).map(([preset, text]) => ({
    key: preset, text: t("Until: %(time)s", { time: text }), icon: "s-snoozed", ...state, act: () => void pane.acting.snooze(preset),
  }));
  const own = { key: "date", text: t("Pick a date …"), icon: "s-snoozed", ...state, act: (/** @type {HTMLElement} */ anchor) => pickTime(pane, anchor) };
  return [...soon, own];
}
