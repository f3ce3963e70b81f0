/** The picture of the compose pane: the answer to a conversation, or a quiet state. */

import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { After, LastComment, Lead, SenderCheck } from "./answer.js";
import { drawing } from "./art.js";
import { ConflictBanner, Offline, Toast, Trouble, Warnings } from "./banners.js";
import { Bar } from "./bar.js";
import { Calm } from "./calm.js";
import { Claims } from "./claims.js";
import { DraftLine } from "./draftline.js";
import { Part } from "./part.js";
import { PresenceLine } from "./presenceline.js";
import { skeleton } from "./skeleton.js";
import { Templates } from "./templates.js";

/** @typedef {import("../types").State} State */

/** Mounts what the state asks for. */
export class ComposeScreen extends Part {
  /** @param {State} state */
  slice({ phase }) {
    return phase;
  }

  /** @param {State} state */
  draw({ phase }) {
    const { pane } = this;
    pane.popup.close(false);
    this.className = `shows-${phase}`;
    if (phase === "loading") this.replaceChildren(skeleton());
    else if (phase === "conversation") {
      this.replaceChildren(
        new Bar(pane), new Offline(pane), new Claims(pane), new PresenceLine(pane), new Lead(pane), new SenderCheck(pane), new DraftLine(pane), new Warnings(pane),
        new ConflictBanner(pane), new Trouble(pane), new LastComment(pane), new Templates(pane), new After(pane), new Toast(pane));
    } else if (phase === "outside" || phase === "none") this.replaceChildren(nothing());
    else this.replaceChildren(new Bar(pane), new Calm(pane));
  }
}

function nothing() {
  return h("div", { class: "calm" }, drawing("none"), h("div", { role: "status" }, h("h1", null, t("This draft answers no conversation of your team"))),
    h("p", null, t("It stays entirely with you.")));
}
