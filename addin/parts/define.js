/** The names under which the parts stand in the document. */

import { Actions } from "./actions.js";
import { Activity } from "./activity.js";
import { After, LastComment, Lead, SenderCheck } from "./answer.js";
import { ConflictBanner, Offline, Toast, Trouble, Warnings } from "./banners.js";
import { Bar } from "./bar.js";
import { Calm } from "./calm.js";
import { Claims } from "./claims.js";
import { Comments } from "./comments.js";
import { Composer } from "./composer.js";
import { ComposeScreen } from "./composescreen.js";
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
  Actions, Activity, After, Bar, Calm, Claims, Comments, Composer, ComposeScreen, ConflictBanner, Details, Facts, Help,
  LastComment, Lead, Offline, PresenceLine, Screen, SenderCheck, Tabs, Tags, Toast, Trouble, Under, Warnings, Work,
};

/** Make every part known to the browser. */
export function defineParts() {
  for (const [name, part] of Object.entries(PARTS)) {
    customElements.define(`rn-${name.toLowerCase()}`, /** @type {any} */ (part));
  }
}
