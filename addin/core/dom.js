/** Elements from plain data; texts become text nodes, never markup. */

/** @typedef {Node | string | null | undefined | false | readonly any[]} Child */

/**
 * Make an element. `on…` are listeners, `true` sets a bare attribute, null and false leave one out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") /** @type {any} */ (element).value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/**
 * Put new content into an element; what had the focus keeps it, found again by its `data-key`.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute("data-key");
  element.replaceChildren();
  append(element, children);
  if (!focused) return;
  const again = key ? element.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  const next = again ?? element.querySelector("button:not([disabled]), [tabindex='0']");
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}

/**
 * Text with some of its words in bold: `bold(t("%(who)s is replying"), {who: "Mia"})`.
 * @param {string} text
 * @param {Record<string, string>} strong
 * @returns {Child[]}
 */
export function bold(text, strong) {
  return text.split(/(%\(\w+\)s)/).map((piece) => {
    const name = /^%\((\w+)\)s$/.exec(piece)?.[1];
    return name && name in strong ? h("b", null, strong[name]) : piece;
  });
}

/**
 * @param {Element} element
 * @param {Child[]} children
 */
function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(/** @type {Node | string} */ (child));
  }
}
