/** The pane beside a mail that is being read. */

import { Help } from "./parts/help.js";
import { READING } from "./parts/readscreen.js";
import { Screen } from "./parts/screen.js";
import { Following } from "./flow/following.js";
import { listenForKeys } from "./flow/keyboard.js";
import { Heartbeat } from "./flow/presence.js";
import { begin } from "./flow/starting.js";
import { watch } from "./flow/watching.js";

/** Start the page. */
async function start() {
  const { pane, inside } = await begin(Following, READING);
  pane.root.replaceChildren(new Screen(pane), new Help(pane));
  if (!inside) return;
  pane.following.start();
  listenForKeys(pane);
  new Heartbeat(pane.api, pane.store, "viewing", () => {}, () => void pane.following.recheck()).start();
  watch(pane);
}

void start();
