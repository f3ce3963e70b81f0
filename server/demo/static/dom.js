/** Small helpers to build elements; text always becomes a text node. */

const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

/**
 * Build an element. Properties starting with "on" are listeners, "class" and dashed names are attributes.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(.../** @type {(Node|string)[]} */ (children.filter((child) => child !== null && child !== undefined && child !== false)));
  return element;
}

/**
 * Draw one of the icons of icons.svg.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * A round button that shows only an icon.
 * @param {string} name
 * @param {string} label
 * @param {(event: Event) => void} onclick
 */
export function iconButton(name, label, onclick) {
  return h("button", { type: "button", class: "round", "aria-label": label, title: label, onclick }, icon(name));
}

/** Give a fresh id for label and aria relations. */
export function freshId() {
  serial += 1;
  return `id-${serial}`;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else element.setAttribute(name, String(value));
}
