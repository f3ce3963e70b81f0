/** The pane beside a draft: which conversation it answers, and what comes after the send. */

import { After, LastComment, Lead, SenderCheck } from "./parts/answer.js";
import { ComposeScreen } from "./parts/composescreen.js";
import { Answering } from "./flow/answering.js";
import { Heartbeat } from "./flow/presence.js";
import { begin } from "./flow/starting.js";
import { Templates } from "./parts/templates.js";
import { watch } from "./flow/watching.js";

/** Start the page. */
async function start() {
  const { pane, inside } = await begin(Answering, { After, ComposeScreen, LastComment, Lead, SenderCheck, Templates });
  pane.root.replaceChildren(new ComposeScreen(pane));
  if (!inside) return;
  pane.following.start();
  new Heartbeat(pane.api, pane.store, "composing", () => void pane.acting.renew()).start();
  watch(pane);
  announce(pane);
}

/**
 * Say once per conversation that this draft answers it, for clients that do not tell at the send.
 * @param {import("./pane.js").Pane} pane
 */
function announce({ store, after, following }) {
  let said = "";
  store.listen(({ view, item }) => {
    const answer = view?.id && item ? `${view.id} ${item.key}` : "";
    if (!answer || answer === said) return;
    said = answer;
    const before = /** @type {Answering} */ (following).afterSend;
    after.say(/** @type {import("./flow/aftersend.js").AfterSend} */ (before)).catch(() => undefined);
  });
}

void start();
