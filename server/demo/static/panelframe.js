/** What Gmail draws around a card: the add-on's bar, the notice above the card, the spinner. */

import { h, iconButton } from "./dom.js";

export class PanelFrame {
  /** @type {HTMLElement|null} */
  #kept = null;

  /**
   * @param {import("./panel.js").Surroundings} around
   * @param {{back: () => void, menu: (anchor: HTMLElement) => void}} acts
   */
  constructor({ addOn, words, close }, { back, menu }) {
    this.backButton = iconButton("back", words("back"), back);
    this.mark = h("img", { class: "mark", src: "/static/add-on.svg", alt: "" });
    const menuButton = iconButton("more", words("more"), (event) => menu(/** @type {HTMLElement} */ (event.currentTarget)));
    menuButton.setAttribute("aria-haspopup", "menu");
    menuButton.classList.add("upright");
    const bar = h("div", { class: "panel-bar" }, this.backButton, this.mark, h("strong", {}, addOn.name), menuButton, iconButton("x", words("close"), close));
    this.progress = h("div", { class: "progress", role: "progressbar", "aria-label": words("loading"), hidden: true });
    this.notices = h("div", { class: "notices" });
    this.body = h("div", { class: "panel-body" });
    this.element = h("aside", { class: "panel", "aria-label": addOn.name }, bar, this.progress, this.notices, this.body);
  }

  /** @param {HTMLElement} view @param {boolean} canGoBack */
  show(view, canGoBack) {
    this.backButton.hidden = !canGoBack;
    this.mark.hidden = canGoBack;
    if (this.body.firstChild === view) return;
    const scroll = this.body.querySelector(".card")?.scrollTop ?? 0;
    const focused = this.#focusedName();
    this.body.replaceChildren(view);
    const card = view.querySelector(".card");
    if (card) card.scrollTop = scroll;
    this.#focusAgain(focused);
  }

  /** @param {HTMLElement|null} view */
  notice(view) {
    this.notices.replaceChildren(...(view ? [view] : []));
  }

  /** What is inert loses the focus; it comes back when the answer is there. @param {boolean} isBusy */
  busy(isBusy) {
    if (isBusy) this.#kept ??= this.#focused();
    this.progress.hidden = !isBusy;
    this.body.inert = isBusy;
    this.element.setAttribute("aria-busy", String(isBusy));
    if (isBusy) return;
    this.#kept?.focus();
    this.#kept = null;
  }

  #focused() {
    const focused = /** @type {HTMLElement|null} */ (document.activeElement);
    return focused && this.body.contains(focused) ? focused : null;
  }

  #focusedName() {
    const focused = this.#focused();
    return focused && (focused.getAttribute("name") ?? focused.textContent);
  }

  #card() {
    const card = /** @type {HTMLElement|null} */ (this.body.querySelector(".card"));
    if (card) card.tabIndex = -1;
    return card;
  }

  /** The control of the same name, else the card itself, so that Tab goes on from there. @param {string|null} name */
  #focusAgain(name) {
    if (!name) return;
    const candidates = /** @type {NodeListOf<HTMLElement>} */ (this.body.querySelectorAll("button, input, textarea, select, [role=button]"));
    const same = [...candidates].find((one) => (one.getAttribute("name") ?? one.textContent) === name);
    (same ?? this.#card())?.focus();
  }
}
