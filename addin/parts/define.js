/** The names under which the parts stand in the document. */

import { Actions } from "./actions.js";
import { Activity } from "./activity.js";
import { ConflictBanner, Offline, Toast, Trouble, Warnings } from "./banners.js";
import { Bar } from "./bar.js";
import { Calm } from "./calm.js";
import { Claims } from "./claims.js";
import { Comments } from "./comments.js";
import { Composer } from "./composer.js";
import { Details } from "./details.js";
import { Facts } from "./facts.js";
import { Help } from "./help.js";
import { PresenceLine } from "./presenceline.js";
import { Screen } from "./screen.js";
import { Tabs } from "./tabs.js";
import { Tags } from "./tags.js";
import { Under } from "./under.js";
import { Work } from "./work.js";

const PARTS = {
  Actions, Activity, Bar, Calm, Claims, Comments, Composer, ConflictBanner, Details, Facts, Help, Offline, PresenceLine,
  Screen, Tabs, Tags, Toast, Trouble, Under, Warnings, Work,
};

/**
 * Make the parts known to the browser.
 * @param {Record<string, typeof HTMLElement>} [more] what only this page has
 */
export function defineParts(more = {}) {
  for (const [name, part] of Object.entries({ ...PARTS, ...more })) {
    customElements.define(`rn-${name.toLowerCase()}`, /** @type {any} */ (part));
  }
}
