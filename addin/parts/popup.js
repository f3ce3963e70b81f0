/** One popup at a time: a menu, or a list to search in. Keys, focus and closing are the same for both. */

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";

/** @typedef {{key: string, text: string, icon?: string, on?: boolean, act: (anchor: HTMLElement) => void, more?: Node}} Choice */

/** Shows popups below what opened them, and gives the focus back. */
export class Popup {
  #root;
  /** @type {HTMLElement | null} */ #box = null;
  /** @type {HTMLElement | null} */ #anchor = null;
  #outside = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (!this.#box?.contains(target) && !this.#anchor?.contains(target)) this.close(false);
  };

  /** @param {HTMLElement} root the pane */
  constructor(root) {
    this.#root = root;
  }

  /** @param {HTMLElement} anchor */
  isFor(anchor) {
    return !!this.#box && this.#anchor === anchor;
  }

  /**
   * A menu of choices; those with `on` show which holds now.
   * @param {HTMLElement} anchor
   * @param {string} label
   * @param {Choice[]} choices
   */
  menu(anchor, label, choices) {
    if (this.isFor(anchor)) return this.close();
    const items = choices.map((choice) => this.#item(choice, choices.some(({ on }) => on !== undefined)));
    const box = h("div", { class: "pop menu", role: "menu", "aria-label": label }, items);
    box.addEventListener("keydown", (event) => moveIn(items, event));
    this.open(anchor, box);
    (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
  }

  /**
   * Show a box under its anchor.
   * @param {HTMLElement} anchor
   * @param {HTMLElement} box
   */
  open(anchor, box) {
    this.close(false);
    this.#anchor = anchor;
    this.#box = box;
    anchor.setAttribute("aria-expanded", "true");
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Tab") return;
      event.stopPropagation();
      if (event.key === "Escape") event.preventDefault();
      this.close();
    });
    this.#root.append(box);
    this.#place(anchor, box);
    document.addEventListener("pointerdown", this.#outside, true);
  }

  /** @param {boolean} [focus] whether what opened it gets the focus again */
  close(focus = true) {
    if (!this.#box) return;
    document.removeEventListener("pointerdown", this.#outside, true);
    this.#box.remove();
    this.#box = null;
    const anchor = this.#again();
    anchor?.setAttribute("aria-expanded", "false");
    if (focus) anchor?.focus();
    this.#anchor = null;
  }

  /** What opened it, found again if it has been drawn anew meanwhile. */
  #again() {
    const key = this.#anchor?.dataset["key"];
    if (this.#anchor?.isConnected || !key) return this.#anchor;
    return /** @type {HTMLElement | null} */ (this.#root.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }

  /**
   * @param {Choice} choice
   * @param {boolean} chosen whether the menu is one of several states
   */
  #item(choice, chosen) {
    const act = () => {
      const anchor = this.#again();
      this.close();
      if (anchor) choice.act(anchor);
    };
    const state = chosen ? { role: "menuitemradio", "aria-checked": String(!!choice.on) } : { role: "menuitem" };
    return h("button", { class: "opt", type: "button", tabindex: "-1", ...state, onclick: act },
      choice.icon ? icon(choice.icon) : h("span"), h("span", null, choice.text),
      choice.on ? icon("check", "tick") : null);
  }

  /**
   * @param {HTMLElement} anchor
   * @param {HTMLElement} box
   */
  #place(anchor, box) {
    const pane = this.#root.getBoundingClientRect();
    const from = anchor.getBoundingClientRect();
    const below = from.bottom - pane.top + this.#root.scrollTop + 4;
    const room = pane.bottom - from.bottom - 12;
    if (box.offsetHeight <= room || from.top - pane.top < room) {
      box.style.top = `${below}px`;
      box.style.maxHeight = `${Math.max(room, 160)}px`;
    } else {
      box.style.bottom = `${pane.bottom - from.top + 4 - this.#root.scrollTop}px`;
      box.style.maxHeight = `${Math.max(from.top - pane.top - 12, 160)}px`;
    }
  }
}

/**
 * Arrows, Home, End and first letters move among the items of a menu.
 * @param {HTMLElement[]} items
 * @param {KeyboardEvent} event
 */
function moveIn(items, event) {
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey ? event.key.toLowerCase() : "";
  const byLetter = [...items.slice(at + 1), ...items].find((item) => letter.trim() && item.textContent?.trim().toLowerCase().startsWith(letter));
  const next = {
    ArrowDown: items[(at + 1) % items.length], ArrowUp: items[(at - 1 + items.length) % items.length],
    Home: items[0], End: items[items.length - 1],
  }[event.key] ?? byLetter;
  event.stopPropagation();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
