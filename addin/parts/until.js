/** A day and a time of one's own choosing. */

import { h } from "../core/dom.js";
import { instant, wallTime } from "../core/times.js";
import { t } from "../core/words.js";

/** @typedef {import("../pane.js").Pane} Pane */

const DAY_MS = 24 * 60 * 60_000;

/**
 * Ask until when a conversation waits, below what was pressed.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 */
export function pickTime(pane, anchor) {
  askTime(pane, anchor, { title: t("Pick a date …"), text: t("Wait until this date"), done: (until) => void pane.acting.snooze(until) });
}

/**
 * Ask for a moment; it is meant in the agent's zone.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 * @param {{title: string, text: string, done: (at: number) => void}} what
 */
export function askTime(pane, anchor, { title, text, done }) {
  const input = h("input", {
    type: "datetime-local", id: "until", required: true, min: wallTime(Date.now()), value: `${wallTime(Date.now() + DAY_MS).slice(0, 10)}T09:00`,
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    pane.popup.close();
    done(instant(input.value));
  };
  // Tab closes a menu; here it leads from field to field.
  const stay = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Tab") event.stopPropagation(); };
  const form = h("form", { onsubmit: submit, onkeydown: stay },
    h("label", { for: "until", class: "meta" }, t("Day and time")), h("div", { class: "inp" }, input),
    h("div", { class: "row end top" }, h("button", { class: "b primary", type: "submit", "data-key": "until" }, text)));
  const box = h("div", { class: "pop", role: "dialog", "aria-label": title }, form);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) pane.popup.close(false);
  });
  pane.popup.open(anchor, box);
  input.focus();
}
