/** Gmail for one person on the left, Outlook for a colleague on the right. */

import { h } from "../dom.js";

const query = new URLSearchParams(location.search);

/** @param {string} path @param {string} title @param {Record<string, string>} own */
function side(path, title, own) {
  const shared = ["lang", "theme"].filter((name) => query.has(name)).map((name) => [name, query.get(name) ?? ""]);
  return h("iframe", { src: `${path}?${new URLSearchParams([...Object.entries(own), ...shared])}`, title, "data-side": title.toLowerCase() });
}

document.body.append(
  side("/", "Gmail", { agent: query.get("gmail") ?? "jonas" }),
  side("/outlook", "Outlook", { agent: query.get("outlook") ?? "eva" }),
);
