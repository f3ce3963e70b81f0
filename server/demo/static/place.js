/** Where the page stands: everything lives in the address, so that two windows can stand side by side. */

const DEFAULTS = { agent: "jonas", lang: "de", theme: "light", label: "INBOX", thread: "", message: "", panel: "" };

/** @typedef {typeof DEFAULTS} Place */

/** Read the place from the address. @returns {Place} */
export function current() {
  const query = new URLSearchParams(location.search);
  return /** @type {Place} */ (Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, query.get(name) ?? value])));
}

/**
 * Write an address for the present place with some changes.
 * @param {Partial<Place>} changes
 */
export function address(changes) {
  const place = { ...current(), ...changes };
  const kept = Object.entries(place).filter(([name, value]) => value !== /** @type {any} */ (DEFAULTS)[name] || name === "agent");
  return `/?${new URLSearchParams(/** @type {any} */ (kept))}`;
}

/**
 * Go there, and tell whoever listens.
 * @param {Partial<Place>} changes
 */
export function go(changes) {
  history.pushState(null, "", address(changes));
  dispatchEvent(new PopStateEvent("popstate"));
}
