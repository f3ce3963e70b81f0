/** The task pane beside the mail: a bar that Outlook draws, and the add-in's page below it. */

import { h, icon } from "../dom.js";
import { hasQuirk } from "./place.js";
import { readForm } from "./quirks.js";

export class PaneFrame {
  element = h("aside", { class: "pane" });
  /** @type {import("./frames.js").Frame|null} */
  #frame = null;
  /** The draft that the page belongs to; null for the page beside a mail. @type {import("./composing.js").Draft|null} */
  #draft = null;
  #item = "";
  #app;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
  }

  /**
   * Show the page that fits; one that is shown already only hears what is new.
   * @param {import("./composing.js").Draft|null} draft
   * @param {string} [context] what a Smart Alert hands over
   */
  show(draft, context = "") {
    if (!this.#frame || draft !== this.#draft) this.#open(draft, context);
    else if (context) this.#app.addIn.frames.tell(this.#frame, "initialization", context);
    else if (!draft) this.#switchItem();
  }

  close() {
    this.#app.addIn?.frames.remove(this.#frame);
    this.#frame = null;
    this.element.replaceChildren();
  }

  /** Tell the page that another mail is open, or start it anew as some hosts do. */
  #switchItem() {
    const { shownItem, frames } = this.#app.addIn;
    if (!this.#frame || (shownItem?.itemId ?? "") === this.#item) return;
    this.#item = shownItem?.itemId ?? "";
    if (hasQuirk("reload")) this.#open(null, "");
    else frames.tell(this.#frame, "item", shownItem && readForm(shownItem));
  }

  /** @param {import("./composing.js").Draft|null} draft @param {string} context */
  #open(draft, context) {
    this.close();
    const { addIn, words } = this.#app;
    const kind = draft ? "compose" : "read";
    const page = /** @type {HTMLIFrameElement} */ (h("iframe", { src: addIn.pageUrl(draft ? "compose" : "taskpane"), title: words("addIn"), allow: "clipboard-write" }));
    this.#draft = draft;
    this.#item = addIn.shownItem?.itemId ?? "";
    this.#frame = addIn.frames.add({
      kind, window: () => page.contentWindow, calls: draft ? addIn.callsFor(draft) : addIn.callsForReading(), told: this.#told(page),
      state: () => ({ ...addIn.stateFor(kind, draft), initializationContext: context }),
    });
    this.element.setAttribute("aria-label", words("pane"));
    this.element.replaceChildren(this.#bar(), page);
  }

  /** @param {HTMLIFrameElement} page */
  #told(page) {
    const { dialogs } = this.#app.addIn;
    return {
      ready: () => { page.dataset.ready = "true"; },
      close: () => this.#app.setPane("closed"),
      closeDialog: (/** @type {any} */ { id }) => dialogs.close(id),
      toChild: (/** @type {any} */ { id, message }) => dialogs.tell(id, message),
      browse: (/** @type {any} */ { url }) => { open(url, "_blank", "noopener"); },
    };
  }

  #bar() {
    const { words } = this.#app;
    const close = h("button", { type: "button", class: "flat", "aria-label": words("close"), title: words("close"), onclick: () => this.#app.setPane("closed") }, icon("x"));
    return h("div", { class: "bar" }, h("img", { src: "/static/add-on.svg", alt: "" }), h("strong", {}, words("addIn")), close);
  }
}
