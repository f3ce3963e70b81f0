/** Who else is on this conversation right now. */

import { bold, fill, h } from "../core/dom.js";
import { t, tn } from "../core/words.js";
import { claimOf, Part } from "./part.js";
import { avatar, firstName } from "./people.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Presence} Presence */

const SHOWN = 3;

/** One line, hidden while nobody else is there; never oneself nor who is named as replying, at most three names. */
export class PresenceLine extends Part {
  connectedCallback() {
    this.setAttribute("aria-live", "polite");
    super.connectedCallback();
  }

  /** @param {State} state */
  slice(state) {
    return others(state).map(({ name, mode }) => [name, mode]);
  }

  /** @param {State} state */
  draw(state) {
    const people = others(state).sort((a, b) => a.mode.localeCompare(b.mode));
    this.hidden = !people.length;
    const named = people.filter(({ name }) => name);
    if (!people.length) fill(this);
    else if (!named.length) fill(this, h("div", { class: "presence" }, tn("A colleague has this open too", "%(n)s colleagues have this open too", people.length)));
    else fill(this, h("div", { class: "presence" },
      h("span", { class: "avs" }, named.slice(0, SHOWN).map(({ name }) => avatar(name, true))), h("span", null, line(named))));
  }
}

/** @param {State} state */
function others(state) {
  const claimant = claimOf(state)?.by.name;
  return (state.view?.presence ?? []).filter(({ name }) => !claimant || name !== claimant);
}

/** @param {Presence[]} people */
function line(people) {
  const parts = people.slice(0, SHOWN).map(({ name, mode }, at) => {
    const text = mode === "composing" ? t("%(who)s is replying now") : t("%(who)s is reading");
    return [at ? " · " : "", ...bold(text, { who: firstName(name) })];
  });
  const more = people.length - SHOWN;
  return more > 0 ? [...parts, ` · +${more}`] : parts;
}
