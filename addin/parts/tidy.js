/** Putting a conversation right: merge, split, move, links and the sender, in a dialog over the pane. */

import { reason } from "../core/api.js";
import { h } from "../core/dom.js";
import { moment } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { partners, propose } from "./partners.js";
import { may } from "./part.js";
import { button, section, Sheet } from "./sheet.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../types").Tidy} Tidy */
/** @typedef {import("../types").View} View */

/**
 * Show what can be put right.
 * @param {Pane} pane
 */
export async function putRight(pane) {
  (await found(pane))?.begin();
}

/**
 * Ask whether the conversation on the screen is to be in one more mailbox.
 * @param {Pane} pane
 * @param {string} mailbox
 */
export async function addTo(pane, mailbox) {
  (await found(pane))?.askAdd(mailbox);
}

/** @param {Pane} pane */
async function found(pane) {
  const { view } = pane.store.state;
  const { turned } = pane.following;
  if (!view) return null;
  try {
    const id = await pane.following.stored(view);
    const tidy = await pane.api.get(`/conversations/${id}/tidy`, turned);
    return turned.aborted ? null : new Tidying(pane, pane.store.state.view ?? view, tidy, turned);
  } catch (error) {
    if (!turned.aborted) pane.store.set({ trouble: reason(error) });
    return null;
  }
}

/**
 * Ask whether another conversation is to become part of the one on the screen.
 * @param {Pane} pane
 * @param {string} other
 */
export async function mergeWith(pane, other) {
  const { view } = pane.store.state;
  if (view) await propose(new Sheet(pane, view), other, null);
}

/**
 * Take a link away.
 * @param {Pane} pane
 * @param {View["links"][number]} link
 */
export async function unlink(pane, { id }) {
  await pane.acting.tidy({ method: "DELETE", path: `/links/${id}` }, t("Link removed"));
}

/**
 * Part what was merged into the conversation on the screen, and show it again.
 * @param {Pane} pane
 * @param {string} source
 */
export async function unmerge(pane, source) {
  const { turned } = pane.following;
  const done = await pane.acting.tidy({ method: "POST", path: "/unmerge", body: () => ({ source }) });
  if (!done || turned.aborted) return;
  const { joined, fromList, item } = pane.store.state;
  await (joined === source ? pane.following.show(source) : fromList ? null : pane.following.open(item));
  pane.acting.toast(t("The merge was undone"));
}

/**
 * Let new mail of the sender arrive as spam, or not any more.
 * @param {Pane} pane
 * @param {boolean} blocked
 */
export async function block(pane, blocked) {
  await pane.acting.tidy({ method: "PUT", path: "/sender", body: () => ({ blocked }) }, blocked ? t("Sender blocked") : t("Sender unblocked"));
}

class Tidying extends Sheet {
  #found;
  /** Kept, so that whoever comes back to it finds what was searched for. @type {any[] | null} */ #first = null;

  /**
   * @param {Pane} pane
   * @param {View} view
   * @param {Tidy} found
   * @param {AbortSignal} turned
   */
  constructor(pane, view, found, turned) {
    super(pane, view, turned);
    this.#found = found;
  }

  begin() {
    this.#first ??= this.#sections();
    this.show({ title: t("Tidy up"), body: this.#first });
  }

  #sections() {
    const { candidates, merged, mails, places, blocked } = this.#found;
    const { state } = this.pane.store;
    const made = [
      (may(state, "tidy") || may(state, "link")) && partners(this, candidates, () => this.begin()),
      merged.length > 0 && section(t("Merged into this"), merged.map((one) => h("li", { class: "kept" },
        h("span", { class: "s" }, one.subject || t("(no subject)")), h("span", { class: "meta" }, t("Can be undone until %(time)s", { time: moment(one.until) })),
        button(`unmerge-${one.id}`, t("Undo the merge"), () => { this.dialog.close(); void unmerge(this.pane, one.id); })))),
      mails.length > 1 && this.#splitting(),
      places.length > 0 && section(t("Move to another mailbox"), h("li", { class: "row" },
        places.map((box) => button(`move-${box.id}`, `${box.name} …`, () => this.#askMove(box))))),
      blocked !== null && this.#sender(blocked),
    ].filter(Boolean);
    return made.length ? made : [h("p", { class: "meta" }, t("There is nothing to put right here."))];
  }

  /** @param {boolean} blocked */
  #sender(blocked) {
    const sender = this.view.customer.address;
    const told = blocked ? t("New mail of %(sender)s arrives as spam.", { sender })
      : t("New mail of %(sender)s would arrive as spam, this conversation too.", { sender });
    return section(t("Sender"), h("li", { class: "kept" }, h("span", { class: "meta" }, told),
      button("block", blocked ? t("Unblock sender") : t("Block sender"), () => { this.dialog.close(); void block(this.pane, !blocked); })));
  }

  #splitting() {
    const { mails } = this.#found;
    const select = h("select", { id: "tidy-mail", onchange: () => tell() }, mails.map((mail) =>
      h("option", { value: mail.key }, `${moment(mail.at)} · ${mail.sender}`)));
    const later = h("input", { type: "checkbox", id: "tidy-later", checked: true, onchange: () => tell() });
    const told = h("span", { class: "meta", role: "status" });
    const tell = () => {
      const n = later.checked ? select.selectedIndex + 1 : 1;
      told.textContent = tn("%(n)s mail leaves, with the comments that belong to it.", "%(n)s mails leave, with the comments that belong to them.", n);
    };
    tell();
    return section(t("Split off into a conversation of its own"), h("li", { class: "kept" },
      h("label", { class: "meta", for: "tidy-mail" }, t("From this mail on")), h("div", { class: "inp" }, select),
      h("span", { class: "row" }, later, h("label", { for: "tidy-later" }, t("Take all later mails along"))), told,
      button("split", t("Split off"), () => this.act({ method: "POST", path: "/split", body: () => ({ message: select.value, later: later.checked }) }))));
  }

  /** @param {Tidy["places"][number]} box */
  #askMove(box) {
    const mailbox = box.address || box.name;
    const { name } = this.view.mailbox;
    this.show({
      title: t("Move to %(mailbox)s", { mailbox: box.name }), back: () => this.begin(),
      body: h("div", null,
        h("p", null, this.#exposed(mailbox)),
        h("p", { class: "meta" }, t("Who works only in %(mailbox)s will not see it any more.", { mailbox: name }))),
      ends: h("button", { class: "b primary", type: "button", "data-key": "move", onclick: () => void this.#place({ to: box.id }) }, t("Move")),
    });
  }

  /** @param {string} id */
  askAdd(id) {
    const box = this.#found.places.find((place) => place.id === id);
    if (!box) return this.pane.store.set({ trouble: t("That did not work just now") });
    const mailbox = box.address || box.name;
    return this.show({
      title: t("Add to %(mailbox)s", { mailbox: box.name }),
      body: h("p", null, this.#exposed(mailbox)),
      ends: h("button", { class: "b primary", type: "button", "data-key": "add", onclick: () => void this.#place({ to: id, stays: true }) }, t("Add")),
    });
  }

  /** @param {{to: string, stays?: boolean}} where */
  #place(where) {
    let told = this.view.mailbox.id;
    const body = (/** @type {View} */ view) => {
      // First from where it was when this was asked; asked again, from where a colleague has put it.
      const expected = told || view.mailbox.id;
      told = "";
      return { ...where, expected };
    };
    return this.act({ method: "PUT", path: "/mailbox", body });
  }

  /** @param {string} mailbox */
  #exposed(mailbox) {
    const n = this.#found.comment_count;
    if (!n) return t("It becomes visible to everybody in %(mailbox)s.", { mailbox });
    return tn("%(n)s comment becomes visible to everybody in %(mailbox)s.", "%(n)s comments become visible to everybody in %(mailbox)s.", n, { mailbox });
  }
}
