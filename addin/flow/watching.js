/** What runs for as long as a pane is open: hearing of others, renewing a claim, ending it in time. */

import { LAST_ACT } from "../core/storage.js";
import { claimOf } from "../parts/part.js";

/** @typedef {import("../pane.js").Pane} Pane */

const MINUTE = 60_000;
/** Changes that come together are looked after together. */
const GATHER_MS = 2000;

/**
 * Start all of it.
 * @param {Pane} pane
 */
export function watch(pane) {
  const { store, live } = pane;
  let heard = false;
  store.listen(({ me }) => {
    if (!!me === heard) return;
    heard = !!me;
    if (me) live.start();
    else live.stop();
  });
  renewWhileActive(pane.root, () => void pane.acting.renew());
  endClaimsInTime(pane);
  lookAgain(pane);
  offerWayBack(pane);
  // Texts such as "waiting for 12 min" move on by themselves.
  setInterval(() => store.set({}), MINUTE / 2);
}

/**
 * Typing and pressing show that the agent is still at it; silence does not.
 * @param {HTMLElement} root
 * @param {() => void} renew
 */
function renewWhileActive(root, renew) {
  let last = Date.now();
  const active = () => {
    if (Date.now() - last < MINUTE) return;
    last = Date.now();
    renew();
  };
  root.addEventListener("keydown", active);
  root.addEventListener("pointerdown", active);
}

/**
 * A claim that has run out is no longer shown, whether or not anybody says so.
 * @param {Pane} pane
 */
function endClaimsInTime({ store, following }) {
  let until = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.listen((state) => {
    const next = claimOf(state)?.until ?? 0;
    if (next === until) return;
    until = next;
    clearTimeout(timer);
    if (next) timer = setTimeout(() => { store.set({}); void following.refresh(); }, next - Date.now() + 500);
  });
}

/**
 * A mail that is not shown because of who may see it is looked at again when something has happened, or the page is seen again.
 * @param {Pane} pane
 */
function lookAgain({ root, store, following }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = () => {
    timer = undefined;
    const { phase, item } = store.state;
    if (!item || !["elsewhere", "confidential"].includes(phase) || document.visibilityState !== "visible") return;
    following.look(item, following.turned).catch(() => undefined); // the next change asks again
  };
  const soon = () => { timer ??= setTimeout(look, GATHER_MS); };
  root.addEventListener("changed", soon);
  document.addEventListener("visibilitychange", soon);
}

/**
 * The way back from one's last act is offered wherever its conversation is shown next: a reply that opens brings a pane of its own.
 * @param {Pane} pane
 */
function offerWayBack({ store, storage, acting }) {
  let shown = /** @type {string | null} */ (null);
  store.listen(({ view, toast }) => {
    const id = view?.id ?? null;
    if (id === shown) return;
    shown = id;
    const kept = storage.parsed(LAST_ACT) ?? {};
    const left = (kept.until ?? 0) - Date.now();
    if (left <= 0) return storage.write(LAST_ACT, "");
    if (!id || id !== kept.of || toast) return;
    acting.toast(kept.text, () => void acting.undo(kept.act));
    const offered = store.state.toast;
    setTimeout(() => { if (store.state.toast === offered) store.set({ toast: null }); }, left);
  });
}
