/** What stands in the way right now: a lost connection, a conflict, a refusal, things to know. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { may, Part } from "./part.js";

/** @typedef {import("../types").State} State */

/** Says that the service cannot be reached, and counts down to the next attempt. */
export class Offline extends Part {
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /** @param {State} state */
  slice({ retryAt }) {
    return retryAt;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @param {State} state */
  draw({ retryAt }) {
    clearInterval(this.#timer);
    const appears = this.hidden && !!retryAt;
    this.hidden = !retryAt;
    if (!retryAt) return fill(this);
    const seconds = h("span", null);
    const count = () => { seconds.textContent = countdown(retryAt); };
    count();
    this.#timer = setInterval(count, 1000);
    fill(this, h("div", { class: "banner info" }, icon("off"),
      h("div", { role: "status" }, h("b", null, t("Randnotiz cannot be reached just now"))),
      h("div", { class: "meta" }, t("Your mail is not affected."), " ", seconds),
      h("div", { class: "row" }, h("button", { class: "b", type: "button", "data-key": "now", onclick: () => this.pane.following.retry() }, t("Try now")))));
    if (appears) this.scrollIntoView({ block: "nearest" });
  }
}

/** @param {number} at */
export function countdown(at) {
  return t("Next attempt in %(n)s s.", { n: Math.max(0, Math.ceil((at - Date.now()) / 1000)) });
}

/** A colleague was faster: the safe choice is the filled one. */
export class ConflictBanner extends Part {
  /** @param {State} state */
  slice({ conflict }) {
    return conflict && [conflict.text, conflict.again];
  }

  /** @param {State} state */
  draw({ conflict }) {
    this.hidden = !conflict;
    if (!conflict) return fill(this);
    const typed = this.pane.typed();
    fill(this, h("div", { class: "banner low", role: "alert" }, icon("warn"), h("div", null, conflict.text),
      typed && h("div", { class: "meta" }, t("Your comment stays below.")),
      h("div", { class: "row" },
        h("button", { class: "b primary", type: "button", "data-key": "leave", onclick: () => this.pane.acting.leave() }, t("Leave it")),
        h("button", { class: "b", type: "button", "data-key": "again", onclick: () => void conflict.repeat() }, conflict.again))));
    this.scrollIntoView({ block: "nearest" });
  }
}

/** Why something was not done. */
export class Trouble extends Part {
  /** @param {State} state */
  slice({ trouble, phase }) {
    return [trouble, phase];
  }

  /** @param {State} state */
  draw({ trouble }) {
    this.hidden = !trouble;
    fill(this, trouble && h("div", { class: "banner bad low", role: "alert" }, icon("warn"), h("div", null, trouble),
      h("div", { class: "row" }, h("button", { class: "b", type: "button", "data-key": "close-trouble", onclick: () => this.pane.store.set({ trouble: "" }) }, t("Close")))));
  }
}

/** Things to know before acting, in the service's words. */
export class Warnings extends Part {
  /** @param {State} state */
  slice({ view, joined, retryAt }) {
    return [view?.warnings, view?.can, joined, retryAt];
  }

  /** @param {State} state */
  draw({ view, joined }) {
    const warnings = view?.warnings ?? [];
    this.hidden = !warnings.length && !joined;
    fill(this, !this.hidden && h("ul", { class: "warnings", "aria-label": t("Good to know") },
      warnings.map(({ kind, text, other }) => h("li", { class: "warning" }, icon(kind === "sender_not_confirmed" || kind === "id_conflict" ? "warn" : "info"), h("span", { class: "grow" }, text), kind === "did_you_reply" && this.#answers(), this.#offer(kind, other))),
    joined && h("li", { class: "warning" }, icon("info"), h("span", { class: "grow" }, t("What you opened was merged into this conversation.")), this.#unmerge(joined))));
  }

  /** @param {string} source */
  #unmerge(source) {
    return may(this.pane.store.state, "tidy") && h("button", { class: "b link", type: "button", "data-key": "unjoin",
      onclick: () => void import("./tidy.js").then(({ unmerge }) => unmerge(this.pane, source)) }, t("Undo the merge"));
  }

  /**
   * @param {string} kind
   * @param {string | null} other
   */
  #offer(kind, other) {
    const { state } = this.pane.store;
    const tidy = () => import("./tidy.js");
    if (kind === "thread_conflict" && other && may(state, "tidy")) {
      return h("button", { class: "b link", type: "button", "data-key": "merge-with", onclick: () => void tidy().then(({ mergeWith }) => mergeWith(this.pane, other)) }, t("Merge …"));
    }
    if (kind === "other_mailbox" && other && may(state, "tidy")) {
      return h("button", { class: "b link", type: "button", "data-key": "add-to", onclick: () => void tidy().then(({ addTo }) => addTo(this.pane, other)) }, t("Add …"));
    }
    if (kind === "sender_blocked" && may(state, "block")) {
      return h("button", { class: "b link", type: "button", "data-key": "unblock", onclick: () => void tidy().then(({ block }) => block(this.pane, false)) }, t("Unblock"));
    }
    return null;
  }

  #answers() {
    const say = (/** @type {boolean} */ replied) => () => void this.pane.acting.sayReplied(replied);
    return h("span", { class: "row" },
      h("button", { class: "b", type: "button", "data-key": "replied", onclick: say(true) }, t("Yes, I replied")),
      h("button", { class: "b", type: "button", "data-key": "not-replied", onclick: say(false) }, t("No, forget it")));
  }
}

/** What has just been done, with the way back. */
export class Toast extends Part {
  connectedCallback() {
    this.setAttribute("role", "status");
    super.connectedCallback();
  }

  /** @param {State} state */
  slice({ toast }) {
    return toast && [toast.text, !!toast.undo];
  }

  /** @param {State} state */
  draw({ toast }) {
    fill(this, toast && h("div", { class: "toast" }, icon("check"), h("span", { class: "grow" }, toast.text),
      toast.undo && h("button", { class: "b", type: "button", "data-key": "undo", onclick: toast.undo }, t("Undo"))));
  }
}
