/** Dialogs over the pane: closed with what they are about, and the focus goes back to where it was. */

/**
 * Show a dialog until it is closed, or until the pane turns to something else: what it asks must never be done to another conversation.
 * @param {import("../pane.js").Pane} pane
 * @param {HTMLDialogElement} dialog
 * @param {AbortSignal} [turned] as it was when the dialog was asked for; none for one that is about no conversation
 */
export function showOver({ root }, dialog, turned) {
  if (turned?.aborted) return;
  const opener = document.activeElement?.getAttribute("data-key") ?? "more";
  const close = () => dialog.close();
  turned?.addEventListener("abort", close);
  dialog.addEventListener("close", () => {
    turned?.removeEventListener("abort", close);
    dialog.remove();
    // What opened it may have been drawn anew meanwhile, or be needed no more.
    if (root.contains(document.activeElement)) return;
    const again = root.querySelector(`[data-key="${CSS.escape(opener)}"]`) ?? root.querySelector("[data-key=more]");
    if (again instanceof HTMLElement) again.focus();
  });
  root.append(dialog);
  dialog.showModal();
}
