/** Single letters while the focus is in the pane; the host owns every other key. */

import { pickAssignee } from "../parts/assignees.js";
import { may } from "../parts/part.js";
import { waitChoices } from "../parts/standing.js";
import { pickTag } from "../parts/tags.js";
import { t } from "../core/words.js";

/** @typedef {import("../pane.js").Pane} Pane */

/**
 * Listen for the pane's keys.
 * @param {Pane} pane
 * @returns {() => void} ends it
 */
export function listenForKeys(pane) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing(event)) return;
    if (pane.store.state.help) return;
    const act = acts(pane)[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

/**
 * @param {Pane} pane
 * @returns {Record<string, () => void>}
 */
function acts(pane) {
  const { acting, store, following } = pane;
  const { state } = store;
  const back = () => { if (state.fromList || state.work) following.back(); };
  const help = () => store.set({ help: true });
  if (state.phase !== "conversation" || state.work) return { Escape: back, "?": help, "/": () => at(pane, "search", (box) => box.focus()) };
  const closed = state.view?.status === "closed";
  return {
    a: () => at(pane, "assignee", (anchor) => may(state, "assign") && pickAssignee(pane, anchor)),
    m: () => may(state, "take") && !state.view?.assignee?.you && void acting.take(),
    e: () => may(state, "status") && !closed && void acting.setStatus("closed"),
    w: () => at(pane, "wait", (anchor) => pane.popup.menu(anchor, t("Wait"), waitChoices(pane))),
    r: () => may(state, "claim") && !state.view?.claim && !closed && void acting.claim(),
    c: () => pane.composer.focusBox(),
    t: () => at(pane, "tag", (anchor) => may(state, "tag") && pickTag(pane, anchor)),
    Escape: back,
    "?": help,
  };
}

/**
 * @param {Pane} pane
 * @param {string} key
 * @param {(anchor: HTMLElement) => void} act
 */
function at(pane, key, act) {
  const anchor = pane.root.querySelector(`[data-key="${key}"]`);
  if (anchor instanceof HTMLElement) act(anchor);
}

/** @param {Event} event */
function writing(event) {
  return event.target instanceof HTMLElement && !!event.target.closest("input, textarea, select, [role=menu], [role=dialog], dialog");
}
