/** Outlook's Smart Alert: the add-in's handler runs in a hidden page before a mail leaves. */

import { h } from "../dom.js";
import { ask, marked } from "./modal.js";
import { hasQuirk } from "./place.js";

const START_MS = 5_000;
const LONG_MS = 5_000;
const END_MS = 300_000;
const LINGER_MS = 100;

/**
 * Run an event's function; gives its options, or null where the add-in is unavailable.
 * @param {import("./addin.js").AddIn} host
 * @param {{name: string, draft: any, slow?: () => void}} wanted
 * @returns {Promise<any>}
 */
export function runEvent(host, { name, draft, slow }) {
  return new Promise((resolve) => {
    const page = /** @type {HTMLIFrameElement} */ (h("iframe", { class: "events", src: host.pageUrl("events"), title: "", "aria-hidden": "true", tabindex: "-1" }));
    const timers = [setTimeout(() => done(null), START_MS)];
    const missing = new Set(["ready", name]);
    const done = (/** @type {any} */ options) => {
      timers.forEach(clearTimeout);
      // A moment longer than needed, so that a second completion is heard and complained about.
      setTimeout(() => { host.frames.remove(frame); page.remove(); }, LINGER_MS);
      resolve(options);
    };
    // The page's script may come before the host's answer or after it.
    const here = (/** @type {string} */ part) => {
      if (!missing.delete(part) || missing.size > 0) return;
      timers.splice(0).forEach(clearTimeout);
      timers.push(setTimeout(() => done(null), END_MS), setTimeout(() => slow?.(), LONG_MS));
      host.frames.tell(frame, "invoke", { name, id: name });
    };
    const frame = host.frames.add({
      kind: "event", window: () => page.contentWindow, state: () => host.stateFor("event", draft), calls: host.callsFor(draft),
      told: { associated: (detail) => here(detail.name), ready: () => here("ready"), completed: ({ options }) => done(options) },
    });
    document.body.append(page);
  });
}

/**
 * Decide with the add-in and the person whether a mail may leave: "send", "stay", or "act" with the handler's options.
 * @param {import("./addin.js").AddIn} host @param {any} draft
 */
export async function checkBeforeSend(host, draft) {
  if (hasQuirk("unavailable")) return { verdict: await askUnavailable(host) };
  /** @type {(verdict: string) => void} */
  let overrule = () => {};
  const impatience = new Promise((resolve) => { overrule = resolve; });
  const slow = async () => overrule(await askLong(host));
  const options = await Promise.race([runEvent(host, { name: "onMessageSend", draft, slow }), impatience]);
  document.querySelector("dialog.ask")?.remove();
  if (typeof options === "string") return { verdict: options };
  if (options === null) return { verdict: await askUnavailable(host) };
  return options.allowEvent ? { verdict: "send" } : { verdict: await askWarned(host, options), options };
}

/** @param {import("./addin.js").AddIn} host @param {any} options */
function askWarned({ words }, options) {
  // Old hosts and the Mac know neither Markdown nor a third button.
  const isPlain = hasQuirk("mac") || hasQuirk("old");
  const hasAction = Boolean(options.commandId) && !isPlain;
  const label = options.cancelLabel ?? words("dontSend");
  return ask({
    title: words("addIn"), dismiss: "stay",
    content: isPlain || !options.errorMessageMarkdown ? [h("p", {}, options.errorMessage)] : marked(options.errorMessageMarkdown),
    buttons: [
      ...(hasAction ? [{ key: "act", text: label }] : []),
      { key: "send", text: words("sendAnyway") },
      { key: "stay", text: hasAction ? words("dontSend") : label, filled: true },
    ],
  });
}

/** @param {import("./addin.js").AddIn} host */
function askUnavailable({ words }) {
  return ask({ title: words("addIn"), dismiss: "stay", content: [h("p", {}, words("unavailable"))], buttons: [{ key: "send", text: words("sendAnyway") }, { key: "stay", text: words("tryLater"), filled: true }] });
}

/** @param {import("./addin.js").AddIn} host */
function askLong({ words }) {
  return ask({ title: words("addIn"), dismiss: "stay", content: [h("p", {}, words("tooLong"))], buttons: [{ key: "send", text: words("sendAnyway") }, { key: "stay", text: words("dontSend"), filled: true }] });
}
