/** Who has said "I'm replying", and until when that holds. */

import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { clock } from "../core/times.js";
import { t } from "../core/words.js";
import { claimOf, may, Part } from "./part.js";
import { firstName } from "./people.js";

/** @typedef {import("../types").State} State */

/** The banner of a claim: a calm warning for others, a reminder for its holder. */
export class Claims extends Part {
  /** @param {State} state */
  slice(state) {
    return [claimOf(state), state.pending?.act, may(state, "claim"), state.fromList];
  }

  /** @param {State} state */
  draw(state) {
    const claim = claimOf(state);
    this.hidden = !claim;
    if (!claim) fill(this);
    else fill(this, claim.by.you ? this.#mine(claim, state) : this.#others(claim, state));
  }

  /**
   * @param {import("../types").Claim} claim
   * @param {State} state
   */
  #others(claim, state) {
    const who = firstName(claim.by.name);
    return h("div", { class: "banner", role: "status" }, icon("pen"),
      h("div", null, h("b", null, t("%(who)s is replying", { who })), " · ", t("since %(time)s", { time: clock(claim.since) })),
      h("div", { class: "meta" }, t("Free once sent, at %(time)s at the latest", { time: clock(claim.until) })),
      h("div", { class: "row" },
        !this.pane.composes && h("button", { class: "b", type: "button", "data-key": "ask", onclick: () => this.pane.mention(claim.by.name) }, t("Ask %(who)s", { who })),
        may(state, "claim") && h("button", { class: "b", type: "button", "data-key": "anyway", disabled: !!state.pending, onclick: () => void this.pane.acting.claim() }, t("Reply anyway"))));
  }

  /**
   * @param {import("../types").Claim} claim
   * @param {State} state
   */
  #mine(claim, { pending, fromList }) {
    const { acting, host } = this.pane;
    return h("div", { class: "banner info", role: "status" }, icon("pen"),
      h("div", null, h("b", null, t("You are replying")), " · ", t("until %(time)s", { time: clock(claim.until) })),
      h("div", { class: "row" },
        !fromList && !this.pane.composes && host.canReply && h("button", { class: "b", type: "button", "data-key": "write", onclick: () => void acting.reply() }, icon("reply"), t("Write the reply")),
        h("button", { class: "b link", type: "button", "data-key": "release", disabled: !!pending, onclick: () => void acting.release() }, t("Release"))));
  }
}
