/** Putting an approved draft into a reply: the only way out of a review, and by the agent's own hand. */

import { reason } from "../core/api.js";
import { paragraphs } from "../core/paragraphs.js";
import { t } from "../core/words.js";

/** @typedef {import("../pane.js").Pane} Pane */

/**
 * Hand the text to Outlook, then note that it is used; should the note fail, the text is in both places.
 * @param {Pane} pane
 */
export async function using(pane) {
  const { view, fromList } = pane.store.state;
  if (!view?.id || pane.store.state.pending) return;
  if (!pane.composes && (fromList || !pane.host.canReply)) return pane.store.set({ trouble: t("The mail must be open for that.") });
  pane.store.set({ pending: { act: "draft" }, trouble: "" });
  try {
    const draft = await pane.api.get(`/conversations/${view.id}/draft`);
    pane.store.set({ pending: null });
    // What is inserted is what was seen: a colleague may have changed it a moment ago.
    if (draft.conversation.review.version !== view.review.version) return void pane.following.accept(draft.conversation, view.id);
    const html = paragraphs(draft.final);
    if (pane.composes && !(await pane.host.insert({ html, text: draft.final }))) return pane.store.set({ trouble: t("That did not work just now") });
    if (!pane.composes) await pane.acting.reply(html);
    await pane.acting.draft("POST", "/use");
  } catch (error) {
    pane.store.set({ pending: null, trouble: reason(error) });
  }
}
