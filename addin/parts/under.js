/** How long the customer waits, and how urgent it is. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { clock, dueWords, lasting, moment } from "../core/times.js";
import { t } from "../core/words.js";
import { may, Part } from "./part.js";
import { PRIORITIES } from "./statuses.js";

/** @typedef {import("../types").State} State */

/** The line below the fields. */
export class Under extends Part {
  /** @param {State} state */
  slice(state) {
    const { view, pending, retryAt, seenAt } = state;
    return [view?.waiting_since, view?.status, view?.closed_at, view?.priority, view?.can, view?.due_at, view?.handed_by, pending, retryAt ? seenAt : 0];
  }

  /** @param {State} state */
  draw(state) {
    fill(this, h("div", { class: "under" }, badge(state), handed(state), this.#priority(state)));
  }

  /** @param {State} state */
  #priority(state) {
    const { view, pending } = state;
    const value = (pending?.act === "priority" && pending.value) || view?.priority || "normal";
    const word = t(PRIORITIES[value] ?? "Normal");
    const raised = value === "high" || value === "urgent";
    const text = raised ? word : value === "normal" ? t("Normal priority") : t("Low priority");
    if (!may(state, "priority")) return value === "normal" ? null : h("span", { class: "prio" }, raised && icon("up"), text);
    const choices = () => Object.entries(PRIORITIES).map(([key, name]) => ({
      key, text: t(name), on: key === value, act: () => key !== value && void this.pane.acting.setPriority(key),
    }));
    return h("button", { class: `prio${raised ? "" : " calmly"}`, type: "button", "data-key": "priority", "aria-haspopup": "menu", "aria-expanded": "false",
      "aria-label": raised ? t("Priority") + ": " + word : null, onclick: (/** @type {Event} */ event) =>
        this.pane.popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("Priority"), choices()),
    }, raised && icon("up"), text, icon("chev"));
  }
}

/** @param {State} state */
function badge({ view, retryAt, seenAt }) {
  if (retryAt && seenAt) return due("clock", t("As of %(time)s", { time: clock(seenAt) }));
  if (view?.status === "closed" && view.closed_at) return due("check", t("Done since %(time)s", { time: moment(view.closed_at) }), " met");
  if (!view?.waiting_since) return null;
  return due("clock", t("waiting for %(time)s", { time: lasting(Date.now() - view.waiting_since) }));
}

/** @param {State} state */
function handed({ view }) {
  const { due_at: at, handed_by: by, assignee } = view ?? {};
  const told = !!by && !by.you && (!!assignee?.you || !!assignee?.id.startsWith("team:"));
  return [at && due("clock", dueWords(at), at <= Date.now() ? " late" : ""), told && h("span", { class: "meta" }, t("handed over by %(who)s", { who: by.name }))];
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} [more]
 */
function due(name, text, more = "") {
  return h("span", { class: `due${more}` }, icon(name), text);
}
