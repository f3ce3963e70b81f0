/** Putting a conversation right: merge, split, move, links and the sender, in a dialog over the pane. */

import { h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { msg, t, tn } from "../core/words.js";
import { may } from "./part.js";
import { statusWord } from "./statuses.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../types").View} View */
/** @typedef {import("../types").Tidy} Tidy */
/** @typedef {import("../types").Row} Row */

const KINDS = {
  related: msg("Related"), duplicate: msg("Duplicate"), continues: msg("Continues"), continued_by: msg("Continued in"),
  forwarded_from: msg("Forwarded from"), forwarded_to: msg("Forwarded to"), split_from: msg("Split off from"), split_into: msg("Split off into"),
};

/**
 * Show what can be put right.
 * @param {Pane} pane
 */
export async function putRight(pane) {
  const { view } = pane.store.state;
  if (!view) return;
  try {
    const id = await pane.following.stored(view);
    const found = await pane.api.get(`/conversations/${id}/tidy`);
    new Sheet(pane, pane.store.state.view ?? view, found).open();
  } catch {
    pane.store.set({ trouble: t("That did not work just now") });
  }
}

class Sheet {
  #pane;
  #view;
  #found;

  /**
   * @param {Pane} pane
   * @param {View} view
   * @param {Tidy} found
   */
  constructor(pane, view, found) {
    this.#pane = pane;
    this.#view = view;
    this.#found = found;
    this.dialog = h("dialog", { class: "help", "aria-labelledby": "tidy-title", onclose: () => this.dialog.remove() });
  }

  open() {
    this.#draw(t("Tidy up"), this.#sections());
    this.#pane.root.append(this.dialog);
    this.dialog.showModal();
  }

  /**
   * @param {string} title
   * @param {any[]} body
   * @param {any[]} [ends]
   */
  #draw(title, body, ends = []) {
    this.dialog.replaceChildren(h("h2", { id: "tidy-title" }, title), h("div", { class: "stack" }, body),
      h("div", { class: "row end" }, h("button", { class: "b", type: "button", "data-key": "close-tidy", onclick: () => this.dialog.close() }, t("Cancel")), ends));
    this.dialog.querySelector("button")?.focus();
  }

  #sections() {
    const { candidates, merged, mails, places, links, blocked } = this.#found;
    const made = [
      candidates.length > 0 && section(t("Merge with …"), candidates.map((one) => this.#line(one.row, one.suggested ? t("A mail refers to both") : "",
        { key: `merge-${one.row.id}`, text: t("Merge …"), act: () => this.#askMerge(one) }))),
      merged.length > 0 && section(t("Merged into this"), merged.map((one) => h("li", { class: "kept" },
        h("span", { class: "s" }, one.subject || t("(no subject)")), h("span", { class: "meta" }, t("Can be undone until %(time)s", { time: moment(one.until) })),
        button(`unmerge-${one.id}`, t("Undo"), () => this.#unmerge(one.id))))),
      mails.length > 1 && this.#splitting(),
      places.length > 0 && section(t("Another mailbox"), places.map((box) => h("li", { class: "kept" },
        button(`move-${box.id}`, t("Move to %(mailbox)s", { mailbox: box.address || box.name }), () => this.#askMove(box))))),
      links.length > 0 && section(t("Linked"), links.map(({ kind, row }) => this.#line(row, t(KINDS[kind]),
        may(this.#pane.store.state, "link") && { key: `unlink-${row.id}`, text: t("Remove"), act: () => this.#do("DELETE", `/links/${row.id}`) }))),
      blocked !== null && section(t("Sender"), [h("li", { class: "kept" },
        h("span", { class: "meta" }, blocked ? t("New mail of %(sender)s arrives as spam.", { sender: this.#view.customer.address })
          : t("New mail of %(sender)s would arrive as spam, this conversation too.", { sender: this.#view.customer.address })),
        button("block", blocked ? t("Unblock sender") : t("Block sender"), () => this.#do("PUT", "/sender", { blocked: !blocked })))]),
    ].filter(Boolean);
    return made.length ? made : [h("p", { class: "meta" }, t("There is nothing to put right here."))];
  }

  /**
   * @param {Row} row
   * @param {string} top
   * @param {{key: string, text: string, act: () => void} | false} choice
   */
  #line(row, top, choice) {
    const who = row.customer.name || row.customer.address;
    return h("li", { class: "kept" }, top && h("span", { class: "meta" }, top), h("span", { class: "s" }, row.subject || t("(no subject)")),
      h("span", { class: "meta" }, `${who} · ${statusWord(row.status, row.snoozed_until)} · ${moment(row.last_message_at)}`),
      choice && button(choice.key, choice.text, choice.act));
  }

  #splitting() {
    const select = h("select", { id: "tidy-mail", class: "inp" }, this.#found.mails.map((mail) =>
      h("option", { value: mail.key }, `${moment(mail.at)} · ${mail.sender}`)));
    const later = h("input", { type: "checkbox", id: "tidy-later", checked: true });
    return section(t("Split off into a conversation of its own"), [h("li", { class: "kept" },
      h("label", { class: "meta", for: "tidy-mail" }, t("From this mail on")), select,
      h("span", { class: "ticks" }, later, h("label", { for: "tidy-later" }, t("Take all later mails along"))),
      button("split", t("Split off"), () => this.#split(select.value, later.checked)))]);
  }

  /** @param {Tidy["candidates"][number]} one */
  #askMerge(one) {
    const facts = { subject: one.row.subject || t("(no subject)") };
    const link = (/** @type {string} */ kind, /** @type {string} */ text) => may(this.#pane.store.state, "link")
      && button(`link-${kind}`, text, () => this.#do("POST", "/links", { other: one.row.id, kind }));
    this.#draw(t("Merge"), [
      h("p", null, tn("%(n)s mail and all comments of “%(subject)s” become part of this conversation.",
        "%(n)s mails and all comments of “%(subject)s” become part of this conversation.", one.mails, facts)),
      h("p", { class: "meta" }, t("Assignee and tags of this conversation stay. You can undo this for 30 days.")),
      h("div", { class: "row" }, link("related", t("Only link them")), link("duplicate", t("Link as duplicate"))),
    ], [h("button", { class: "b primary", type: "button", "data-key": "merge", onclick: () => this.#merge(one.row.id) }, t("Merge"))]);
  }

  /** @param {Tidy["places"][number]} box */
  #askMove(box) {
    const mailbox = box.address || box.name;
    const { id, name } = this.#view.mailbox;
    const [said, facts] = [this.#found.comment_count, { mailbox }];
    const go = async () => {
      if (await this.#do("PUT", "/mailbox", { to: box.id, expected: id })) {
        this.#pane.acting.toast(t("Moved"), () => void this.#do("PUT", "/mailbox", { to: id, expected: box.id }));
      }
    };
    this.#draw(t("Move to %(mailbox)s", { mailbox }), [
      h("p", null, tn("%(n)s comment becomes visible to everybody in %(mailbox)s.", "%(n)s comments become visible to everybody in %(mailbox)s.",
        said, facts)),
      h("p", { class: "meta" }, t("Who works only in %(mailbox)s will not see it any more.", { mailbox: name })),
    ], [h("button", { class: "b primary", type: "button", "data-key": "move", onclick: () => void go() }, t("Move"))]);
  }

  /** @param {string} other what becomes part of the conversation on the screen */
  async #merge(other) {
    const here = this.#view.id;
    const done = await this.#ask("POST", `/conversations/${other}/merge`, { into: here });
    if (done) this.#pane.acting.toast(t("Merged"), () => void this.#unmerge(other));
  }

  /** @param {string} source */
  #unmerge(source) {
    return this.#do("POST", "/unmerge", { source });
  }

  /**
   * @param {string} message
   * @param {boolean} later
   */
  async #split(message, later) {
    const done = await this.#ask("POST", `/conversations/${this.#view.id}/split`, { message, later });
    if (done?.other) this.#pane.acting.toast(t("Split off"), () => void this.#ask("POST", `/conversations/${done.other}/merge`, { into: this.#view.id }));
  }

  /**
   * @param {"POST" | "PUT" | "DELETE"} method
   * @param {string} path below the conversation
   * @param {object} [body]
   */
  #do(method, path, body) {
    return this.#ask(method, `/conversations/${this.#view.id}${path}`, body);
  }

  /**
   * @param {"POST" | "PUT" | "DELETE"} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<{other?: string | null} | null>} what was answered, if it was done
   */
  async #ask(method, path, body) {
    const { store, api, following } = this.#pane;
    this.dialog.close();
    store.set({ trouble: "", toast: null });
    try {
      const done = await api.change(method, path, body ? { body } : {});
      following.accept(done.conversation ?? done, this.#view.id);
      return done;
    } catch (error) {
      store.set({ trouble: error instanceof Error && error.message ? error.message : t("That did not work just now") });
      void following.refresh();
      return null;
    }
  }
}

/**
 * @param {string} title
 * @param {any[]} lines
 */
function section(title, lines) {
  return h("section", { class: "sec" }, h("h2", null, title), h("ul", { class: "plain" }, lines));
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => unknown} act
 */
function button(key, text, act) {
  return h("button", { class: "b", type: "button", "data-key": key, onclick: () => void act() }, text);
}
