/** Choosing an assignee: oneself on top, then people and teams with what they have to do. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t, tn } from "../core/words.js";
import { thereWords } from "./absence.js";
import { avatar } from "./people.js";
import { pick } from "./picker.js";

/** @typedef {import("../types").Candidate} Candidate */
/** @typedef {import("../pane.js").Pane} Pane */

/**
 * Open the list of those who can get the conversation.
 * @param {Pane} pane
 * @param {HTMLElement} anchor
 */
export function pickAssignee(pane, anchor) {
  const { view } = pane.store.state;
  if (!view) return;
  pick(pane.popup, anchor, {
    label: t("Find a person or a team"), hint: t("Search a name"),
    find: async (query, signal) => {
      const id = await pane.following.stored(view);
      const { candidates } = await pane.api.get(`/conversations/${id}/assignees?query=${encodeURIComponent(query)}`, signal);
      const current = pane.store.state.view?.assignee?.id ?? null;
      const found = mineFirst(candidates).map((one) => ({
        key: one.id, draw: () => drawn(one), on: one.id === current, act: () => void pane.acting.assign(one.id),
      }));
      const nobody = { key: "", draw: () => [icon("minus"), h("span", null, t("Nobody"))], act: () => void pane.acting.assign(null) };
      const hand = { key: "hand", draw: () => [icon("reply"), h("span", null, t("Hand over …"))], act: () => void handOver(pane) };
      return query ? found : [hand, ...found, ...(current ? [nobody] : [])];
    },
  });
}

/** @param {Candidate[]} candidates */
function mineFirst(candidates) {
  return [...candidates].sort((a, b) => Number(b.you) - Number(a.you));
}

/** @param {Candidate} one */
function drawn(one) {
  const name = one.you ? t("Me") + " · " + one.name : one.name;
  const count = one.cap === null ? tn("%(n)s open", "%(n)s open", one.open_count) : t("%(n)s of %(cap)s open", { n: one.open_count, cap: one.cap });
  const load = one.team ? t("Team") : `${thereWords(one.availability, one.absence)} · ${count}`;
  return [one.team ? icon("team") : avatar(one.name), h("span", { class: "strong" }, name), h("span", { class: "meta" }, load)];
}

/** @param {Pane} pane */
export async function handOver(pane) {
  const { askHandOver } = await import("./together.js");
  await askHandOver(pane);
}
