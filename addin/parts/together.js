/** Giving a conversation away with a word and a day, and macros told before they are done. */

import { reason } from "../core/api.js";
import { h } from "../core/dom.js";
import { wallTime } from "../core/times.js";
import { t } from "../core/words.js";
import { showOver } from "./over.js";
import { pick } from "./picker.js";

/** @typedef {import("../pane.js").Pane} Pane */
/** @typedef {import("../types").Candidate} Candidate */
/** @typedef {{id: string, name: string, steps: {text: string, obstacle: string | null}[], template: string | null, ready: boolean,
 *   assignee: string | null, status: string, priority: string}} Told */

/**
 * Ask in a dialog over the pane to whom, by when, and what is to be said.
 * @param {Pane} pane
 */
export async function askHandOver(pane) {
  const { view } = pane.store.state;
  const { turned } = pane.following;
  if (!view) return;
  /** @type {Candidate[]} */
  let people;
  let id = "";
  try {
    id = await pane.following.stored(view);
    ({ candidates: people } = await pane.api.get(`/conversations/${id}/assignees?query=`, turned));
  } catch (error) {
    if (!turned.aborted) pane.store.set({ trouble: reason(error) });
    return;
  }
  const draft = `hand over ${id}`;
  const forget = () => pane.drafts.write(draft, "");
  const others = people.filter(({ you }) => !you);
  const who = h("select", { id: "hand-who", required: true }, h("option", { value: "" }, t("Choose somebody …")), others.map((one) => h("option", { value: one.id }, said(one))));
  const text = h("textarea", { id: "hand-text", rows: "3", maxlength: "10000", value: pane.drafts.read(draft).text, oninput: () => pane.drafts.write(draft, text.value) });
  const due = h("input", { type: "date", id: "hand-due", min: wallTime(Date.now()).slice(0, 10), value: view.due_at ? wallTime(view.due_at - 1).slice(0, 10) : "" });
  const trouble = h("p", { class: "meta", role: "alert" });
  const give = async (/** @type {Event} */ event) => {
    event.preventDefault();
    trouble.textContent = "";
    const given = await pane.acting.handOver({ to: who.value, due: due.value || null, text: text.value.trim() });
    const { conflict, trouble: said } = pane.store.state;
    if (given) forget();
    // The conflict asks with what was typed.
    if (conflict) pane.store.set({ conflict: { ...conflict, repeat: async () => { const done = await conflict.repeat(); if (done) forget(); return done; } } });
    if (given || conflict) shown.close();
    else trouble.textContent = said || t("That did not work just now");
  };
  const shown = dialog({ pane, turned, name: t("Hand over") }, h("form", { method: "dialog", onsubmit: give },
    h("h2", null, t("Hand over")),
    h("label", { class: "meta", for: "hand-who" }, t("To whom")), h("div", { class: "inp" }, who),
    h("label", { class: "meta", for: "hand-text" }, t("Comment (internal only)")), h("div", { class: "inp" }, text),
    h("label", { class: "meta", for: "hand-due" }, t("Due on")), h("div", { class: "inp" }, due),
    h("p", { class: "meta" }, t("It stands first in their list until they look at it.")), trouble,
    h("div", { class: "row end" },
      h("button", { class: "b", type: "button", onclick: () => shown.close() }, t("Cancel")),
      h("button", { class: "b primary", type: "submit", "data-key": "hand-over", disabled: !others.length }, t("Hand over")))));
}

/**
 * Choose a macro; what it will do is told next.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 */
export function pickMacro(pane, anchor) {
  const { view } = pane.store.state;
  if (!view) return;
  /** @type {{id: string, name: string}[] | null} */
  let all = null;
  pick(pane.popup, anchor, {
    label: t("Macros"), hint: t("Search a name"),
    find: async (query) => {
      const id = await pane.following.stored(view);
      all ??= /** @type {{id: string, name: string}[]} */ ((await pane.api.get(`/conversations/${id}/macros`)).macros);
      return all.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
        .map((one) => ({ key: one.id, draw: () => [h("span"), h("span", null, one.name)], act: () => void tell(pane, id, one.id) }));
    },
  });
}

/**
 * @param {Pane} pane
 * @param {string} conversation
 * @param {string} macro
 */
async function tell(pane, conversation, macro) {
  const { turned } = pane.following;
  /** @type {Told} */
  let told;
  try {
    told = await pane.api.get(`/conversations/${conversation}/macros/${macro}`, turned);
  } catch (error) {
    if (!turned.aborted) pane.store.set({ trouble: reason(error) });
    return;
  }
  const { assignee, status, priority } = told;
  const apply = (/** @type {Event} */ event) => {
    event.preventDefault();
    shown.close();
    void done(pane, told.id, { assignee, status, priority });
  };
  const shown = dialog({ pane, turned, name: told.name }, h("form", { method: "dialog", onsubmit: apply },
    h("h2", null, told.name),
    h("p", { class: "meta" }, t("This will happen:")),
    h("ul", { class: "steps" }, told.steps.map(({ text, obstacle }) =>
      h("li", null, text, obstacle && h("div", { class: "meta" }, t("Will be left out: %(why)s", { why: obstacle }))))),
    told.template && !pane.composes && h("p", { class: "meta" }, t("Outlook opens your reply with this text. You send it yourself.")),
    h("div", { class: "row end" },
      h("button", { class: "b", type: "button", onclick: () => shown.close() }, t("Cancel")),
      h("button", { class: "b primary", type: "submit", "data-key": "apply-macro", disabled: !told.ready }, t("Do it")))));
}

/**
 * Do it, say what was left out, and go on with the answer that it proposes: in the draft that is open, or in a new reply.
 * @param {Pane} pane
 * @param {string} macro
 * @param {{assignee: string | null, status: string, priority: string}} seen
 */
async function done(pane, macro, seen) {
  const { store, acting, host, composes } = pane;
  const made = await acting.applyMacro(macro, seen);
  if (!made) return;
  const what = made.left_out.map(({ text }) => text).join(", ");
  if (what) store.set({ trouble: t("Left out: %(what)s.", { what }) });
  if (!made.answer) return;
  if (composes && host.canInsert) {
    if (!await host.insert(made.answer)) store.set({ trouble: t("The template could not be inserted.") });
  } else if (!store.state.fromList && host.canReply) await acting.reply(made.answer.html);
  else store.set({ trouble: t("The mail must be open for that.") });
}

/**
 * @param {{pane: Pane, turned: AbortSignal, name: string}} about
 * @param {HTMLElement} content
 */
function dialog({ pane, turned, name }, content) {
  const made = h("dialog", { class: "help", "aria-label": name }, content);
  showOver(pane, made, turned);
  return made;
}

/** @param {Candidate} one */
function said(one) {
  return one.absence ? [one.name, t("away")].join(" · ") : one.name;
}
