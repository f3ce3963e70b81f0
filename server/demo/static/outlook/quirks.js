/** The bad habits of real hosts, each of which can be switched on; `quirks=mac,late` in the address. */

import { hasQuirk } from "./place.js";

export const QUIRKS = ["null", "nobrackets", "noreply", "late", "reload", "mac", "old", "nonaa", "unavailable"];
const LATE_MS = 1_500;

/** What the stand-in for Office.js is told about this host. */
export function hostState() {
  const isMac = hasQuirk("mac");
  return {
    platform: isMac ? "Mac" : "OfficeOnline",
    hostName: isMac ? "MacOutlook" : "OutlookWebApp",
    mailboxSet: hasQuirk("old") ? "1.5" : isMac ? "1.14" : "1.16",
    nestedAuth: !hasQuirk("nonaa"),
    lateMs: hasQuirk("late") ? LATE_MS : 0,
  };
}

/** An item as a habit-ridden host describes it. @param {any} item */
export function readForm(item) {
  const isMac = hasQuirk("mac");
  return {
    ...item,
    key: item.itemId,
    itemId: isMac ? null : item.itemId,
    internetMessageId: isMac || hasQuirk("nobrackets") ? bare(item.internetMessageId) : item.internetMessageId,
    headers: undefined, text: undefined,
  };
}

/** A draft likewise; a Mac forgets in event handlers what is answered. @param {any} draft @param {string} kind */
export function composeForm(draft, kind) {
  const isForgotten = hasQuirk("noreply") || (hasQuirk("mac") && kind === "event");
  return {
    composeType: draft.kind === "forward" ? "forward" : "reply",
    conversationId: draft.original.conversationId,
    inReplyTo: draft.kind === "forward" ? null : isForgotten ? "" : hasQuirk("nobrackets") ? bare(draft.original.internetMessageId) : draft.original.internetMessageId,
  };
}

/** @param {string} id */
function bare(id) {
  return id.replace(/^<|>$/g, "");
}
