/** The pane beside a mail that is being read. */

import { Host } from "./core/host.js";
import { applyTheme } from "./core/theme.js";
import { loadWords } from "./core/words.js";
import { Pane } from "./pane.js";
import { defineParts } from "./parts/define.js";
import { Help } from "./parts/help.js";
import { Screen } from "./parts/screen.js";
import { claimOf } from "./parts/part.js";
import { listenForKeys } from "./work/keyboard.js";
import { Heartbeat } from "./work/presence.js";

const MINUTE = 60_000;

/** Start the page. */
async function start() {
  const host = new Host();
  const inside = await host.ready();
  await loadWords(inside ? host.language : navigator.language);
  const root = /** @type {HTMLElement} */ (document.getElementById("pane"));
  defineParts();
  if (inside) {
    applyTheme(host.theme);
    host.onTheme(() => applyTheme(host.theme));
  }
  const pane = new Pane(root, host);
  if (!inside) pane.store.set({ phase: "nohost" });
  root.replaceChildren(new Screen(pane), new Help(pane));
  if (inside) run(pane);
}

/** @param {Pane} pane */
function run(pane) {
  const { store, following, acting, live } = pane;
  following.start();
  listenForKeys(pane);
  new Heartbeat(pane.api, store, "viewing").start();
  let heard = false;
  store.listen(({ me }) => {
    if (!!me === heard) return;
    heard = !!me;
    if (me) live.start();
    else live.stop();
  });
  renewWhileActive(pane.root, () => void acting.renew());
  endClaimsInTime(pane);
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

/** A claim that has run out is no longer shown, whether or not anybody says so. @param {Pane} pane */
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

void start();
