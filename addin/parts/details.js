/** The fields, how to work here, who the customer is, what came before, and where else the conversation stands. */

import { fill, h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { linked } from "./linked.js";
import { may, Part } from "./part.js";
import { Values } from "./values.js";

/** @typedef {import("../types").State} State */

/** The third tab. */
export class Details extends Part {
  /** @type {Element | null} */ #earlier = null;
  #values = new Values(this.pane);

  /** @param {State} state */
  slice(state) {
    const { view } = state;
    return [view?.links, may(state, "link"), view?.customer, view?.subject, view?.mailbox, view?.other_mailboxes, view?.previous_count, view?.guidelines, view?.snoozed_until];
  }

  /** @param {State} state */
  draw(state) {
    const { view } = state;
    if (!view) return;
    const { customer, mailbox, other_mailboxes: others, previous_count: before } = view;
    fill(this, this.#values,
      view.guidelines.map(({ mailbox: { name }, text }) => section(
        t("Guideline") + (view.guidelines.length > 1 ? ` · ${name}` : ""), h("p", { class: "rules" }, withLinks(text)))),
      section(t("Customer"), pairs([
        [customer.name || t("Address"), customer.address], [t("Subject"), view.subject],
        [t("Waiting since"), view.waiting_since ? moment(view.waiting_since) : ""],
      ])),
      section(t("Shared mailboxes"), pairs([mailbox, ...others].map(({ name, address }) => [name, address]))),
      ...[linked(this.pane)].filter((body) => body !== null).map((body) => section(t("Linked"), body)),
      section(t("Earlier conversations"), this.#earlier ?? h("button", { class: "b link", type: "button", "data-key": "previous", onclick: () => void this.#load(state) },
        before > 0 ? tn("%(n)s conversation", "%(n)s conversations", before) : t("Show those of the same company"))));
  }

  /** @param {State} state */
  async #load(state) {
    const { earlier } = await import("./earlier.js");
    this.#earlier = await earlier(this.pane, String(state.view?.id));
    this.draw(this.pane.store.state);
  }
}

customElements.define("rn-details", Details);

/**
 * @param {string} title
 * @param {Node} body
 */
function section(title, body) {
  return h("section", { class: "sec" }, h("h2", null, title), body);
}

/**
 * Plain text with its https addresses as links.
 * @param {string} text
 */
function withLinks(text) {
  return text.split(/(https:\/\/[^\s<>"'`\\]*[^\s<>"'`\\.,;:!?)\]])/).map((piece, at) =>
    at % 2 ? h("a", { href: piece, target: "_blank", rel: "noopener noreferrer" }, piece) : piece);
}

/** @param {string[][]} all */
function pairs(all) {
  return h("dl", { class: "kv" }, all.filter(([, value]) => value).map(([name, value]) => [h("dt", null, name), h("dd", null, value)]));
}
