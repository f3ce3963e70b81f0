/** A pop-up menu below a button. */

import { h } from "./dom.js";

/**
 * @typedef {{text: string, act: () => void, disabled?: boolean, start?: Node|null}} Item
 * @param {HTMLElement} anchor
 * @param {Item[]} items
 */
export function openMenu(anchor, items) {
  closeMenu();
  const buttons = items.map((item) =>
    h("button", { type: "button", role: "menuitem", disabled: item.disabled, onclick: () => { closeMenu(); anchor.focus(); item.act(); } }, item.start, item.text));
  const menu = h("div", { class: "menu", role: "menu", onkeydown: (/** @type {KeyboardEvent} */ event) => steer(event, buttons, anchor) }, ...buttons);
  document.body.append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  buttons.find((button) => !button.hasAttribute("disabled"))?.focus();
  setTimeout(() => addEventListener("click", closeMenu, { once: true }));
}

/** Close whatever menu is open. */
export function closeMenu() {
  document.querySelector(".menu")?.remove();
  document.querySelector("[aria-expanded=true][aria-haspopup=menu]")?.setAttribute("aria-expanded", "false");
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} buttons
 * @param {HTMLElement} anchor
 */
function steer(event, buttons, anchor) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { closeMenu(); anchor.focus(); }
  if (!step) return;
  event.preventDefault();
  const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  buttons[(at + step + buttons.length) % buttons.length].focus();
}

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} anchor
 */
function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
}
