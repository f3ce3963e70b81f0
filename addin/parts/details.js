/** The fields, how to work here, who the customer is, what came before, and where else the conversation stands. */

import { fill, h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { Part } from "./part.js";
import { row } from "./rows.js";
import { Values } from "./values.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Row} Row */

/** The third tab. */
export class Details extends Part {
  /** @type {Row[] | null} */ #previous = null;
  /** @type {Row[]} */ #company = [];
  #values = new Values(this.pane);

  /** @param {State} state */
  slice({ view }) {
    return [view?.customer, view?.subject, view?.mailbox, view?.other_mailboxes, view?.previous_count, view?.guidelines, view?.snoozed_until];
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
      this.#earlier(state, before));
  }

  /**
   * @param {State} state
   * @param {number} before
   */
  #earlier(state, before) {
    const list = (/** @type {Row[]} */ rows) => h("ul", { class: "rows" }, rows.map((one) => h("li", null, row(this.pane, one))));
    if (!this.#previous) {
      const text = before > 0 ? tn("%(n)s conversation", "%(n)s conversations", before) : t("Show those of the same company");
      return section(t("Earlier conversations"),
        h("button", { class: "b link", type: "button", "data-key": "previous", onclick: () => void this.#load(state) }, text));
    }
    return [
      section(t("Earlier conversations"), this.#previous.length ? list(this.#previous) : h("p", { class: "meta" }, t("No earlier conversation."))),
      this.#company.length > 0 && section(t("Others of the same company"), list(this.#company))];
  }

  /** @param {State} state */
  async #load(state) {
    try {
      const one = `/conversations/${state.view?.id}`;
      const [earlier, company] = await Promise.all([this.pane.api.get(`${one}/previous`), this.pane.api.get(`${one}/company`)]);
      this.#previous = earlier.rows;
      this.#company = company.rows;
    } catch {
      this.pane.store.set({ trouble: t("That did not work just now") });
    }
    this.draw(this.pane.store.state);
  }
}

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
