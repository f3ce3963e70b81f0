/** The uppermost line: which mailbox, how well we hear of others, and the way to more. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { handOver } from "./assignees.js";
import { claimOf, may, Part } from "./part.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("./popup.js").Choice} Choice */

/** Bar of the pane; its right end stays free for what Outlook draws there. */
export class Bar extends Part {
  /** @param {State} state */
  slice({ view, live, retryAt, fromList, work, phase, me, item }) {
    return [view?.mailbox, live, !!retryAt, fromList, work, phase, !!me, item?.key, view?.can, view?.status, view?.claim, view?.following, view?.macros];
  }

  /** @param {State} state */
  draw(state) {
    const { view, fromList, work, phase } = state;
    const away = fromList || (work && phase !== "none");
    fill(this, h("header", { class: "bar" },
      away && h("button", { class: "ib", type: "button", "data-key": "back", "aria-label": t("Back"), onclick: () => this.pane.following.back() }, icon("back")),
      work || phase === "none" ? h("h1", { class: "title big" }, t("My work")) : view && this.#mailbox(view.mailbox),
      view && !work ? live(state) : null,
      h("span", { class: "grow" }),
      state.me && this.#more(state)));
  }

  /** @param {{name: string, address: string}} mailbox */
  #mailbox({ name, address }) {
    const short = address ? address.split("@")[0] + "@" : name;
    return h("h1", { class: "title", title: address }, h("span", { class: "sr" }, t("Shared mailbox"), " "), short);
  }

  /** @param {State} state */
  #more(state) {
    const press = (/** @type {Event} */ event) =>
      this.pane.popup.menu(/** @type {HTMLElement} */ (event.currentTarget), t("More"), this.#choices(state));
    return h("button", { class: "ib", type: "button", "data-key": "more", "aria-haspopup": "menu", "aria-expanded": "false",
      "aria-label": t("More"), onclick: press }, icon("more"));
  }

  /** @param {HTMLElement} anchor */
  async #withTemplate(anchor) {
    const { chooseTemplate } = await import("./templates.js");
    chooseTemplate(this.pane, anchor, { use: ({ html }) => this.pane.acting.reply(html) });
  }

  /** @param {State} state */
  #choices(state) {
    const { acting, store } = this.pane;
    const status = state.view?.status;
    /** @type {(Choice | false)[]} */
    const choices = [
      !this.pane.composes && !state.work && state.phase !== "none" && { key: "work", text: t("My work"), icon: "person", act: () => store.set({ work: true }) },
      !this.pane.composes && !state.fromList && may(state, "claim") && this.pane.host.canReply && { key: "template", text: t("Reply with a template …"), icon: "reply", act: (/** @type {HTMLElement} */ anchor) => void this.#withTemplate(anchor) },
      !!claimOf(state)?.by.you && { key: "release", text: t("Release"), icon: "x", act: () => void acting.release() },
      may(state, "assign") && status !== "spam" && status !== "closed" && { key: "hand", text: t("Hand over …"), icon: "reply", act: () => void handOver(this.pane) },
      may(state, "follow") && { key: "follow", text: state.view?.following ? t("Follow no more") : t("Follow"), icon: "eye", act: () => void acting.follow(!state.view?.following) },
      !!state.view?.macros && { key: "macros", text: t("Macros …"), icon: "check", act: (/** @type {HTMLElement} */ anchor) => void import("./together.js").then(({ pickMacro }) => pickMacro(this.pane, anchor)) },
      may(state, "restrict") && { key: "viewers", text: t("Confidential …"), icon: "lock", act: () => void import("./viewers.js").then(({ chooseViewers }) => chooseViewers(this.pane)) },
      !!state.view?.id && (may(state, "tidy") || may(state, "link") || may(state, "block")) && { key: "tidy", text: t("Merge, split, move …"), icon: "more", act: () => void import("./tidy.js").then(({ putRight }) => putRight(this.pane)) },
      may(state, "spam") && status !== "spam" && status !== "closed" && { key: "spam", text: t("Mark as spam"), icon: "s-spam", act: () => void acting.setStatus("spam") },
      { key: "refresh", text: t("Refresh"), icon: "refresh", act: () => this.pane.following.retry() },
      !this.pane.composes && { key: "keys", text: t("Keyboard"), icon: "info", act: () => store.set({ help: true }) },
      { key: "help", text: t("Help"), icon: "info", act: () => void window.open("/help", "_blank", "noopener") },
    ];
    return choices.filter((choice) => choice !== false);
  }
}

/** @param {State} state */
function live({ live: how, retryAt }) {
  if (retryAt || how === "off") return h("span", { class: "live off" }, t("offline"));
  return how === "none" ? null : h("span", { class: "live" }, t("live"));
}
