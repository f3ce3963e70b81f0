/** The buttons of a conversation: by state, one of them filled, none under a colleague's claim. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { claimOf, may, Part } from "./part.js";
import { firstName } from "./people.js";
import { waitChoices } from "./standing.js";

/** @typedef {import("../types").State} State */
/** @typedef {{act: string, text: string, press: () => void}} Button */

/** Beside "wait"; the rest is in the list of statuses. */
const SHOWN = 2;

/** What can be done now. */
export class Actions extends Part {
  /** @param {State} state */
  slice(state) {
    const { view, pending, retryAt, conflict } = state;
    return [view?.can, view?.primary, view?.status, view?.assignee, claimOf(state), pending, !!retryAt, !!conflict];
  }

  /** @param {State} state */
  draw(state) {
    const buttons = state.retryAt || state.conflict ? [] : this.#buttons(state);
    const wait = buttons.length || may(state, "snooze") ? this.#wait(state) : null;
    this.hidden = !buttons.length && !wait;
    fill(this, h("div", { class: "actions" }, buttons.map((button) => this.#button(button, state)), wait), this.#hint(state));
  }

  /**
   * @param {State} state
   * @returns {Button[]}
   */
  #buttons(state) {
    const { view } = state;
    const { acting } = this.pane;
    if (!view) return [];
    const claim = claimOf(state);
    const closed = view.status === "closed";
    const spam = view.status === "spam";
    const mine = !!view.assignee?.you;
    /** @type {(Button | false)[]} */
    const all = [
      spam && may(state, "spam") && { act: "spam", text: t("Not spam"), press: () => void acting.setStatus("open") },
      !spam && closed && may(state, "status") && { act: "status", text: t("Reopen"), press: () => void acting.setStatus("open") },
      !spam && !closed && may(state, "status") && (!claim || !!claim.by.you) && { act: "status", text: t("Done"), press: () => void acting.setStatus("closed") },
      !spam && !closed && may(state, "claim") && !claim && { act: "claim", text: t("I'm replying"), press: () => void acting.claim() },
      !spam && may(state, "take") && !mine && !closed && { act: "take", text: t("Take"), press: () => void acting.take() },
    ];
    const found = all.filter((one) => one !== false);
    const order = [view.primary, ...(mine ? ["status", "claim", "take"] : ["take", "claim", "status"])];
    return found.sort((a, b) => order.indexOf(a.act) - order.indexOf(b.act)).slice(0, SHOWN);
  }

  /**
   * @param {Button} button
   * @param {State} state
   */
  #button({ act, text, press }, state) {
    const claim = claimOf(state);
    const filled = act === state.view?.primary && (!claim || !!claim.by.you);
    const busy = state.pending?.act === act;
    return h("button", {
      class: `b${filled ? " primary" : ""}${busy ? " busy" : ""}`, type: "button", "data-key": `act-${act}`, "aria-busy": busy ? "true" : null,
      "aria-disabled": state.pending ? "true" : null, onclick: () => !this.pane.store.state.pending && press(),
    }, text);
  }

  /** @param {State} state */
  #wait(state) {
    if (!state.view || state.retryAt || state.conflict || ["closed", "spam"].includes(state.view.status)) return null;
    if (!waitChoices(this.pane).length) return null;
    return h("button", { class: "b", type: "button", "data-key": "wait", "aria-haspopup": "menu", "aria-expanded": "false",
      onclick: (/** @type {Event} */ event) =>
        this.pane.popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("Wait"), waitChoices(this.pane)),
    }, t("Wait"), icon("chev"));
  }

  /** @param {State} state */
  #hint({ view, retryAt }) {
    if (retryAt || view?.primary !== "claim" || !view.assignee || view.assignee.you) return null;
    return h("p", { class: "meta hint" }, t("%(who)s is the assignee and will see that you are replying.", { who: firstName(view.assignee.name) }));
  }
}
