/** The compose pane: what is being answered, from whom, what was said last, what comes after. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { drawn } from "./comments.js";
import { claimOf, may, Part } from "./part.js";
import { statusWord } from "./statuses.js";

/** @typedef {import("../types").State} State */

/** The head of the compose pane. */
export class Lead extends Part {
  /** @param {State} state */
  slice(state) {
    const { view, pending } = state;
    return [view?.subject, view?.customer, view?.assignee, view?.status, claimOf(state), may(state, "claim"), pending];
  }

  /** @param {State} state */
  draw(state) {
    const { view, pending } = state;
    if (!view) return;
    const assignee = view.assignee ? (view.assignee.you ? t("you") : view.assignee.name) : "";
    const facts = [
      view.customer.name || view.customer.address, assignee ? t("Assignee: %(who)s", { who: assignee }) : t("Unassigned"), statusWord(view.status, view.snoozed_until),
    ];
    fill(this, h("div", { class: "lead" }, h("span", { class: "meta" }, t("Reply to")),
      h("span", { class: "s" }, view.subject || (view.subject_kept ? t("(no subject)") : t("(subject not stored)"))), h("span", { class: "meta" }, facts.join(" · ")),
      may(state, "claim") && !claimOf(state) && h("div", { class: "row top" }, h("button", {
        class: `b${pending ? " busy" : ""}`, type: "button", "data-key": "act-claim", onclick: () => void this.pane.acting.claim(),
      }, icon("pen"), t("I'm replying")))));
  }
}

/** Whether the mail will come from the shared mailbox. */
export class SenderCheck extends Part {
  #sender = "";

  connectedCallback() {
    super.connectedCallback();
    const look = () => void this.#look();
    this.pane.host.onSender(look);
    look();
  }

  /** @param {State} state */
  slice({ view, me }) {
    return [view?.mailbox, view?.other_mailboxes, me?.mailboxes, this.#sender];
  }

  /** @param {State} state */
  draw({ view, me }) {
    if (!view || !this.#sender) return fill(this);
    const places = [view.mailbox, ...view.other_mailboxes].map(({ id }) => id);
    const right = (me?.mailboxes ?? []).filter(({ id }) => places.includes(id)).flatMap(({ addresses }) => addresses);
    const own = view.mailbox.address;
    if ([own, ...right].some((address) => address.toLowerCase() === this.#sender)) {
      return fill(this, h("div", { class: "under flat" }, h("span", { class: "chk ok" }, icon("check"), t("From: %(address)s is right", { address: short(this.#sender) }))));
    }
    fill(this, h("div", { class: "banner", role: "status" }, icon("warn"),
      h("div", null, t("You are sending as %(address)s, not as %(wanted)s.", { address: short(this.#sender), wanted: short(own) })),
      h("div", { class: "meta" }, t("Change “From” in the mail and this note disappears."))));
  }

  async #look() {
    this.#sender = await this.pane.host.sender();
    this.draw(this.pane.store.state);
  }
}

/** What colleagues said last. */
export class LastComment extends Part {
  /** @param {State} state */
  slice({ view }) {
    return view?.comments.slice(-2);
  }

  /** @param {State} state */
  draw({ view }) {
    const last = (view?.comments ?? []).filter(({ deleted }) => !deleted).slice(-2);
    fill(this, last.length > 0 && h("section", { class: "sec" }, h("h2", null, t("Last internal notes")), h("div", { class: "stack" }, last.map((one) => drawn(one)))));
  }
}

/** The choice for after the send. */
export class After extends Part {
  #failed = false;

  /** @param {State} state */
  slice({ view, item }) {
    return [view?.id, item?.messageId];
  }

  /** @param {State} state */
  draw({ item }) {
    // A host that does not name the answered mail cannot tell later that its reply was sent.
    this.hidden = !item?.messageId;
    const { after } = this.pane;
    /** @type {[import("../flow/aftersend.js").AfterSend, string, string][]} */
    const choices = [["keep", "s-open", t("Default")], ["pending", "s-pending", t("Waiting")], ["closed", "s-done", t("Done")]];
    fill(this, h("section", { class: "sec after" }, h("fieldset", null, h("legend", { class: "meta strong" }, t("After sending")),
      h("div", { class: "seg" }, choices.map(([value, name, text]) => h("label", null,
        h("input", { type: "radio", name: "after", "data-key": `after-${value}`, checked: after.chosen === value, onchange: () => void this.#choose(value) }), icon(name), text))),
      h("p", { class: "meta said", role: "status" }, this.#failed ? t("That did not work just now. Please choose again.")
        : after.chosen === "keep" ? t("Then the mailbox's own setting holds.") : t("Happens when the reply has been sent.")))));
  }

  /** @param {import("../flow/aftersend.js").AfterSend} value */
  async #choose(value) {
    this.#failed = false;
    await this.pane.after.say(value).catch(() => { this.#failed = true; });
    this.draw(this.pane.store.state);
  }
}

/** @param {string} address */
function short(address) {
  return `${address.split("@")[0]}@`;
}
