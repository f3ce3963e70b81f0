/** The names under which the parts stand in the document. */

import { ConflictBanner, Offline, Toast, Trouble, Warnings } from "./banners.js";
import { Bar } from "./bar.js";
import { Calm } from "./calm.js";
import { Claims } from "./claims.js";
import { Composer } from "./composer.js";
import { PresenceLine } from "./presenceline.js";

/** What every page has. */
const PARTS = { Bar, Calm, Claims, Composer, ConflictBanner, Offline, PresenceLine, Toast, Trouble, Warnings };

/**
 * Make the parts known to the browser.
 * @param {Record<string, typeof HTMLElement>} [more] what only this page has
 */
export function defineParts(more = {}) {
  for (const [name, part] of Object.entries({ ...PARTS, ...more })) {
    customElements.define(`rn-${name.toLowerCase()}`, /** @type {any} */ (part));
  }
}
