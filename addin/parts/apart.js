/** What is out of the ordinary: a confidential conversation, an assignee who is away. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t, tn } from "../core/words.js";
import { awayWords, deputyWords } from "./absence.js";
import { may, Part } from "./part.js";
import { firstName } from "./people.js";

/** @typedef {import("../types").State} State */

/** Two lines, hidden while all is as usual. */
export class Apart extends Part {
  /** @param {State} state */
  slice(state) {
    return [state.view?.restricted, state.view?.absence, state.view?.assignee, may(state, "restrict"), may(state, "take"), state.pending];
  }

  /** @param {State} state */
  draw(state) {
    this.hidden = !state.view?.restricted && !state.view?.absence;
    fill(this, this.#restricted(state), this.#absence(state));
  }

  /** @param {State} state */
  #restricted(state) {
    const { view } = state;
    if (!view?.restricted) return null;
    const { count, people } = view.restricted;
    const names = people.map(({ name, you }) => (you ? t("you") : name)).join(", ");
    return h("div", { class: "apart" }, icon("lock"),
      h("span", { class: "grow", title: names }, h("b", null, t("Confidential")), " · ", tn("visible to %(n)s person", "visible to %(n)s people", count)),
      may(state, "restrict") && h("button", { class: "b link", type: "button", "data-key": "viewers", onclick: () => void import("./viewers.js").then(({ chooseViewers }) => chooseViewers(this.pane)) }, t("Change")));
  }

  /** @param {State} state */
  #absence(state) {
    const { view, pending } = state;
    const { absence, assignee } = view ?? {};
    if (!view || !absence || !assignee) return null;
    const { deputy } = absence;
    const who = assignee.you ? t("You") : assignee.name;
    return h("div", { class: "apart" }, icon("clock"),
      h("span", { class: "grow" }, h("b", null, who), ` · ${[awayWords(absence), deputyWords(absence)].filter(Boolean).join(" · ")}`),
      deputy && absence.may_give && !(deputy.you && may(state, "take")) && h("button", { class: "b link", type: "button", "data-key": "give", disabled: !!pending,
        onclick: () => void this.pane.acting.assign(deputy.id) }, t("Give to %(who)s", { who: firstName(deputy.name) })));
  }
}
