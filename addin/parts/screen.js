/** Which of the pane's pictures is shown: the skeleton, a conversation, a list or a quiet state. */

import { h } from "../core/dom.js";
import { Actions } from "./actions.js";
import { Apart } from "./apart.js";
import { ConflictBanner, Offline, Toast, Trouble, Warnings } from "./banners.js";
import { Bar } from "./bar.js";
import { Calm } from "./calm.js";
import { Claims } from "./claims.js";
import { Facts } from "./facts.js";
import { Part } from "./part.js";
import { PresenceLine } from "./presenceline.js";
import { skeleton } from "./skeleton.js";
import { Tabs } from "./tabs.js";
import { Tags } from "./tags.js";
import { Under } from "./under.js";
import { Work } from "./work.js";

/** @typedef {import("../types").State} State */

/** Mounts what the state asks for; the parts look after themselves. */
export class Screen extends Part {
  /** @param {State} state */
  slice({ phase, work }) {
    return picture(phase, work);
  }

  /** @param {State} state */
  draw({ phase, work }) {
    const { pane } = this;
    pane.popup.close(false);
    const shown = picture(phase, work);
    this.className = `shows-${shown}`;
    if (shown === "loading") this.replaceChildren(skeleton());
    else if (shown === "conversation") this.replaceChildren(...this.#conversation());
    else if (shown === "work") this.replaceChildren(new Bar(pane), new Offline(pane), new Work(pane), new Toast(pane));
    else this.replaceChildren(new Bar(pane), new Trouble(pane), new Calm(pane));
  }

  /** Most conversations have no draft: what says so is fetched after the first paint. */
  #draftLine() {
    const place = h("div", { hidden: true });
    void import("./draftline.js").then(({ DraftLine }) => place.replaceWith(new DraftLine(this.pane)));
    return place;
  }

  /** Beside a conversation out of a list: why its mail is not open. */
  #where() {
    const place = h("div", { hidden: true });
    if (this.pane.store.state.fromList) void import("./where.js").then(({ Where }) => place.replaceWith(new Where(this.pane)));
    return place;
  }

  #conversation() {
    const { pane } = this;
    return [
      new Bar(pane), new Offline(pane), this.#where(), new Claims(pane), new PresenceLine(pane), new Apart(pane), new Facts(pane), new Under(pane), this.#draftLine(), new Warnings(pane),
      new ConflictBanner(pane), new Trouble(pane), new Actions(pane), new Tags(pane), new Tabs(pane),
      h("div", { class: "bottom" }, new Toast(pane), pane.composer),
    ];
  }
}

/**
 * @param {string} phase
 * @param {boolean} work
 */
function picture(phase, work) {
  const lists = phase === "none" || (work && !["signin", "stranger", "unreachable", "nohost"].includes(phase));
  if (lists) return "work";
  return phase === "loading" || phase === "conversation" ? phase : "calm";
}
