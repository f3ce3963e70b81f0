/** A day and a time of one's own choosing, until which a conversation waits. */

import { h } from "../core/dom.js";
import { instant, wallTime } from "../core/times.js";
import { t } from "../core/words.js";

/** @typedef {import("../pane.js").Pane} Pane */

const DAY_MS = 24 * 60 * 60_000;

/**
 * Ask for it below what was pressed; it is meant in the agent's zone.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 */
export function pickTime(pane, anchor) {
  const input = h("input", {
    type: "datetime-local", id: "until", required: true, min: wallTime(Date.now()), value: `${wallTime(Date.now() + DAY_MS).slice(0, 10)}T09:00`,
  });
  const done = (/** @type {Event} */ event) => {
    event.preventDefault();
    pane.popup.close();
    void pane.acting.snooze(instant(input.value));
  };
  // Tab closes a menu; here it leads from field to field.
  const stay = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Tab") event.stopPropagation(); };
  const form = h("form", { onsubmit: done, onkeydown: stay },
    h("label", { for: "until", class: "meta" }, t("Day and time")), h("div", { class: "inp" }, input),
    h("div", { class: "row end top" }, h("button", { class: "b primary", type: "submit", "data-key": "until" }, t("Wait until this date"))));
  const box = h("div", { class: "pop", role: "dialog", "aria-label": t("Pick a date …") }, form);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) pane.popup.close(false);
  });
  pane.popup.open(anchor, box);
  input.focus();
}
