/** Beside a conversation out of a list: why its mail is not open in Outlook. */

import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";
import { Part } from "./part.js";

/** @typedef {import("../types").State} State */

/** One line, where Outlook cannot be told to open the mail. */
export class Where extends Part {
  /** @param {State} state */
  slice({ fromList, unopened }) {
    return fromList && unopened;
  }

  /** @param {State} state */
  draw({ fromList, unopened }) {
    this.hidden = !fromList || !unopened;
    fill(this, !this.hidden && h("p", { class: "apart", role: "status" },
      t("Outlook cannot open this mail from here, for it was never open beside this pane. Search for its subject in Outlook.")));
  }
}

customElements.define("rn-where", Where);
