/** The pane beside a mail that is being read. */

import { Help } from "./parts/help.js";
import { Screen } from "./parts/screen.js";
import { listenForKeys } from "./work/keyboard.js";
import { Heartbeat } from "./work/presence.js";
import { begin } from "./work/starting.js";
import { watch } from "./work/watching.js";

/** Start the page. */
async function start() {
  const { pane, inside } = await begin();
  pane.root.replaceChildren(new Screen(pane), new Help(pane));
  if (!inside) return;
  pane.following.start();
  listenForKeys(pane);
  new Heartbeat(pane.api, pane.store, "viewing").start();
  watch(pane);
}

void start();
