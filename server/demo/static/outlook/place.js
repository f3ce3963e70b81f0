/** Where the Outlook page stands; like the other page it keeps everything in the address. */

const DEFAULTS = { agent: "eva", lang: "de", theme: "light", folder: "inbox", item: "", pane: "open", quirks: "", copy: "" };

/** @typedef {typeof DEFAULTS} Place */

/** Read the place from the address. @returns {Place} */
export function current() {
  const query = new URLSearchParams(location.search);
  return /** @type {Place} */ (Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, query.get(name) ?? value])));
}

/** Write an address for the present place with some changes. @param {Partial<Place>} changes */
export function address(changes) {
  const place = { ...current(), ...changes };
  const kept = Object.entries(place).filter(([name, value]) => value !== /** @type {any} */ (DEFAULTS)[name] || name === "agent");
  return `/outlook?${new URLSearchParams(/** @type {any} */ (kept))}`;
}

/** Go there, and tell whoever listens. @param {Partial<Place>} changes @param {{silently?: boolean}} [how] */
export function go(changes, { silently = false } = {}) {
  history[silently ? "replaceState" : "pushState"](null, "", address(changes));
  dispatchEvent(new PopStateEvent("popstate"));
}

/** Tell whether one of the host's bad habits is switched on. @param {string} name */
export function hasQuirk(name) {
  return current().quirks.split(",").includes(name);
}
