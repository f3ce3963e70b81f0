/** How every page of the pane begins. */

import { Host } from "../core/host.js";
import { applyTheme } from "../core/theme.js";
import { loadWords } from "../core/words.js";
import { Pane } from "../pane.js";
import { defineParts } from "../parts/define.js";

/**
 * Wait for the host, learn its language and colours, and make the pane.
 * @param {typeof import("./following.js").Following} [Follower]
 * @param {Record<string, any>} [parts] what only this page has
 * @returns {Promise<{pane: Pane, inside: boolean}>} `inside`: whether Outlook is around the page
 */
export async function begin(Follower, parts) {
  const host = new Host();
  const inside = await host.ready();
  await loadWords(inside ? host.language : navigator.language);
  defineParts(parts);
  if (inside) {
    applyTheme(host.theme);
    host.onTheme(() => applyTheme(host.theme));
  }
  const pane = new Pane(/** @type {HTMLElement} */ (document.getElementById("pane")), host, Follower);
  if (!inside) pane.store.set({ phase: "nohost" });
  return { pane, inside };
}
