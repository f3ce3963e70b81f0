/** Whose it is and how it stands: two fields that open a list. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { pickAssignee } from "./assignees.js";
import { may, Part } from "./part.js";
import { avatar } from "./people.js";
import { statusChoices } from "./standing.js";
import { statusLine } from "./statuses.js";

/** @typedef {import("../types").State} State */

/** Assignee and status; a change shows as pending until the service has answered. */
export class Facts extends Part {
  /** @param {State} state */
  slice(state) {
    const { view, pending, retryAt } = state;
    return [view?.assignee, view?.status, view?.snoozed_until, view?.can, pending, !!retryAt];
  }

  /** @param {State} state */
  draw(state) {
    fill(this, h("dl", { class: "facts" },
      h("dt", null, t("Assignee")), h("dd", null, this.#assignee(state)),
      h("dt", null, t("Status")), h("dd", null, this.#status(state))));
  }

  /** @param {State} state */
  #assignee(state) {
    const { pending, me } = state;
    const moving = pending?.act === "take" || pending?.act === "assign";
    const press = (/** @type {Event} */ event) => pickAssignee(this.pane, /** @type {HTMLElement} */ (event.currentTarget));
    const shown = pending?.act === "take" ? { name: me?.agent.name ?? "", you: true } : state.view?.assignee;
    return field({ key: "assignee", label: t("Assignee"), enabled: may(state, "assign"), busy: moving, press }, person(shown));
  }

  /** @param {State} state */
  #status(state) {
    const { view, pending } = state;
    const moving = pending?.act === "status" && !!pending.value;
    const status = moving ? /** @type {import("../types").Standing} */ (pending.value) : (view?.status ?? "open");
    const press = (/** @type {Event} */ event) => this.pane.popup.menu(
      /** @type {HTMLElement} */ (event.currentTarget), t("Status"), statusChoices(this.pane));
    return field({ key: "status", label: t("Status"), enabled: may(state, "status") || may(state, "snooze"), busy: moving, press },
      [h("span", { class: "grow" }, statusLine(status, moving ? null : view?.snoozed_until))]);
  }
}

/** @param {{name: string, you?: boolean} | null | undefined} party */
function person(party) {
  if (!party) return [h("span", { class: "av s empty", "aria-hidden": "true" }), h("span", { class: "grow none" }, t("Unassigned"))];
  const name = party.you ? t("%(name)s (you)", { name: party.name }) : party.name;
  return [avatar(party.name, true), h("span", { class: "grow" }, name)];
}

/**
 * @param {{key: string, label: string, enabled: boolean, busy: boolean, press: (event: Event) => void}} what
 * @param {Node[]} content
 */
function field({ key, label, enabled, busy, press }, content) {
  return h("button", {
    class: `field${busy ? " busy" : ""}`, type: "button", "data-key": key, "aria-haspopup": enabled ? "true" : null,
    "aria-expanded": enabled ? "false" : null, "aria-disabled": String(!enabled), "aria-busy": busy ? "true" : null,
    onclick: (/** @type {Event} */ event) => enabled && !busy && press(event),
  }, h("span", { class: "sr" }, `${label}: `), content, icon("chev"));
}
