/** Dialogs over the pane that are about the conversation beside them. */

/**
 * Show a dialog until it is closed or another mail is chosen: what it asks must never be done to another conversation.
 * @param {import("../pane.js").Pane} pane
 * @param {HTMLDialogElement} dialog
 */
export function showOver({ root, store }, dialog) {
  const { item } = store.state;
  root.append(dialog);
  dialog.showModal();
  const end = store.listen((state) => { if (state.item !== item) dialog.close(); });
  dialog.addEventListener("close", end, { once: true });
}
