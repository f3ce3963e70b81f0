/** The page: top bar, folders, list, reading pane, and the add-on's panel beside them. */

import { call } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { threadList } from "./list.js";
import { Panel } from "./panel.js";
import { address, current, go } from "./place.js";
import { reader } from "./reader.js";
import { toast } from "./toast.js";
import { topBar } from "./topbar.js";
import { wordsIn } from "./words.js";

const POLL_MS = 5_000;
const PHONE = "(max-width: 720px)";

class App {
  #start;
  #search = "";
  #threads = /** @type {any[]} */ ([]);
  #shown = "";
  #panelFor = "";
  #mailFor = "";
  #listFor = "";

  words = wordsIn("en");
  list = h("div");
  mail = h("main");
  /** @type {Panel|null} */
  panel = null;

  /** @param {any} start */
  constructor(start) {
    this.#start = start;
    addEventListener("popstate", () => this.draw());
    addEventListener("focus", () => this.#loadList());
    setInterval(() => this.#loadList(), POLL_MS);
  }

  /** Draw what the address says, and only those parts for which it changed. */
  async draw() {
    const place = current();
    const frame = [place.agent, place.lang, place.theme].join();
    if (frame !== this.#shown) this.#drawFrame(place);
    this.#shown = frame;
    document.body.dataset.view = place.panel === "open" ? "panel" : place.message ? "mail" : "list";
    document.body.toggleAttribute("data-panel-closed", place.panel === "closed");
    this.#openPanel(place, frame);
    const mailFor = [frame, place.message].join();
    if (mailFor !== this.#mailFor) await this.#drawMail(place);
    this.#mailFor = mailFor;
    await this.#loadList();
  }

  /** An add-on that nobody sees is not run. @param {import("./place.js").Place} place @param {string} frame */
  #openPanel(place, frame) {
    const isSeen = matchMedia(PHONE).matches ? place.panel === "open" : place.panel !== "closed";
    const panelFor = [frame, place.message].join();
    if (!isSeen || panelFor === this.#panelFor) return;
    this.#panelFor = panelFor;
    this.panel?.open(place.message || null);
  }

  /** @param {import("./place.js").Place} place */
  #drawFrame(place) {
    const words = wordsIn(place.lang);
    document.documentElement.lang = place.lang;
    document.documentElement.dataset.theme = place.theme;
    this.words = words;
    this.#listFor = "";
    this.list = h("div", { class: "list" });
    this.mail = h("main", { class: "mail" });
    this.panel = new Panel({
      addOn: this.#start.addOn, agent: place.agent, language: place.lang, words,
      openMail: (id) => this.#openMail(id), hostAction: (action) => this.#hostAction(action), close: () => go({ panel: "closed" }),
    });
    const bar = topBar({
      place, words, go, address, people: this.#start.people, settings: `${this.#start.addOn.publicUrl}/admin`, switchAgent: (/** @type {string} */ agent) => this.#switchAgent(agent),
      search: (/** @type {string} */ text) => { this.#search = text; this.#drawList(); },
    });
    document.body.replaceChildren(bar, this.#rail(words), this.list, this.mail, this.panel.element, this.#strip(words));
  }

  /** @param {(key: string) => string} words */
  #rail(words) {
    const folder = (/** @type {string} */ label, /** @type {string} */ drawing, /** @type {string} */ text) =>
      h("button", { type: "button", "data-label": label, onclick: () => go({ label, message: "", panel: "" }) }, icon(drawing), text);
    return h("nav", { class: "rail", "aria-label": words("menu") }, folder("INBOX", "inbox", words("inbox")), folder("SENT", "send", words("sent")));
  }

  /** @param {(key: string) => string} words */
  #strip(words) {
    const opener = iconButton("comment", `${words("open")}: ${this.#start.addOn.name}`, () => go({ panel: "open" }));
    opener.replaceChildren(h("img", { src: "/static/add-on.svg", alt: "" }));
    return h("div", { class: "strip" }, opener);
  }

  async #loadList() {
    const { agent, label } = current();
    try {
      this.#threads = (await call("mail", { agent, label })).threads;
    } catch {
      return; // The host is stopping; the next poll tells.
    }
    const listFor = JSON.stringify([this.#threads, current()]);
    if (listFor === this.#listFor) return;
    this.#listFor = listFor;
    this.#drawList();
    this.#drawArrivals();
  }

  /** A colleague's reply appears in the open thread, unless somebody is writing just there. */
  #drawArrivals() {
    const place = current();
    const thread = this.#threads.find((one) => one.ids.includes(place.message));
    if (thread && thread.count !== this.mail.querySelectorAll(".message").length && !this.mail.querySelector(".compose")) this.#drawMail(place);
  }

  #drawList() {
    const { message, lang, label } = current();
    const view = { open: message, wanted: this.#search, language: lang, words: this.words, address: (/** @type {string} */ id) => address({ message: id, panel: "" }), pick: (/** @type {string} */ id) => go({ message: id, panel: closedOnly() }) };
    const scroll = this.list.querySelector(".threads")?.scrollTop ?? 0;
    for (const button of document.querySelectorAll(".rail button")) button.setAttribute("aria-current", String(/** @type {HTMLElement} */ (button).dataset.label === label));
    this.list.replaceChildren(h("h2", {}, this.words(label === "SENT" ? "sent" : "inbox"), h("small", {}, String(this.#threads.length))), threadList(this.#threads, view));
    const rows = this.list.querySelector(".threads");
    if (rows) rows.scrollTop = scroll;
  }

  /** @param {import("./place.js").Place} place @param {any} [created] a draft to open in it */
  async #drawMail(place, created) {
    if (!place.message) return this.mail.replaceChildren(h("p", { class: "empty" }, this.words("pick")));
    try {
      const thread = await call(`threads/${place.message}`, { agent: place.agent });
      this.mail.replaceChildren(reader(thread, {
        agent: place.agent, message: place.message, language: place.lang, words: this.words, pick: (id) => go({ message: id }), back: () => go({ message: "", panel: "" }),
        composeLabel: this.#start.addOn.compose.label, composePanel: (area, draft) => this.#composePanel(area, draft), created,
        sent: () => { toast(this.words("sentDone")); this.#drawMail(place).then(() => this.#loadList()); },
      }));
    } catch {
      this.mail.replaceChildren(h("p", { class: "empty" }, this.words("notFound")));
    }
  }

  /** Somebody else sits down; the same mail stays open if they have it. @param {string} agent */
  async #switchAgent(agent) {
    const { agent: before, message } = current();
    const same = message ? await call("find", { agent, from: before, id: message }).catch(() => null) : null;
    go({ agent, message: same?.id ?? "" });
  }

  /** @param {string} id an RFC 5322 or Gmail id */
  async #openMail(id) {
    const found = await call("find", { agent: current().agent, id }).catch(() => null);
    if (found) go({ message: found.id, panel: closedOnly() });
    else toast(this.words("notFound"));
  }

  /** The card of the icon in a draft, which knows nothing of the mail beside it. @param {HTMLElement} area @param {import("./panel.js").DraftWindow} draft */
  #composePanel(area, draft) {
    const { agent, lang } = current();
    const { addOn } = this.#start;
    const panel = new Panel({
      addOn: { ...addOn, name: addOn.compose.label, universalActions: [] }, agent, language: lang, words: this.words,
      openMail: (id) => this.#openMail(id), hostAction: (action) => this.#hostAction(action), close: () => area.replaceChildren(),
    });
    area.replaceChildren(panel.element);
    void panel.compose(draft);
  }

  /** @param {any} action GmailClientActionMarkup */
  async #hostAction(action) {
    const opened = action.openCreatedDraftActionMarkup;
    if (!opened) return;
    const place = current();
    const draft = await call(`drafts/${opened.draftId}`, { agent: place.agent }).catch(() => null);
    if (!draft) return toast(this.words("notFound"));
    await this.#drawMail(place, draft);
    toast(this.words("draft"));
  }
}

/** Following a link leaves a closed panel closed, and takes a phone from the panel to the mail. */
function closedOnly() {
  return current().panel === "closed" ? "closed" : "";
}

new App(await call("start")).draw();
