/** The Outlook-like page: folders, list, reading pane, and the add-in's pane beside them. */

import { call } from "../api.js";
import { h, icon } from "../dom.js";
import { toast } from "../toast.js";
import { AddIn } from "./addin.js";
import { Draft } from "./composing.js";
import { Mailbox } from "./mailbox.js";
import { PaneFrame } from "./paneframe.js";
import { address, current, go } from "./place.js";
import { conversationView, emptyView } from "./reading.js";
import { rowList } from "./rows.js";
import { runEvent } from "./smartalert.js";
import { ribbon, topBar } from "./topbar.js";
import { wordsIn } from "./words.js";

const POLL_MS = 3_000;

export class App {
  place = current();
  words = wordsIn("en");
  mailbox = new Mailbox("");
  addIn;
  people;
  /** Ids of the selected rows; more than one is no item. @type {Set<string>} */
  checked = new Set();
  /** @type {Draft|null} */
  draft = null;

  #frameFor = "";
  #listFor = "";
  #pane = new PaneFrame(this);
  #top = h("div");
  #list = h("div");
  #mail = h("main");

  /** @param {any} start */
  constructor(start) {
    this.people = start.people;
    this.addIn = new AddIn(this, start);
    addEventListener("popstate", () => this.draw());
    addEventListener("focus", () => this.#refresh());
    setInterval(() => this.#refresh(), POLL_MS);
  }

  get person() {
    return this.people.find((/** @type {any} */ one) => one.key === this.place.agent) ?? this.people[0];
  }

  /** Draw what the address says. */
  async draw() {
    const before = this.place;
    this.place = current();
    const { agent, lang, theme, quirks, copy, item } = this.place;
    document.documentElement.dataset.theme = theme;
    if (before.theme !== theme) this.addIn.frames.tellAll("theme", theme);
    const frameFor = [agent, lang, quirks].join();
    if (frameFor !== this.#frameFor) this.#drawFrame();
    this.#frameFor = frameFor;
    if (copy) return go({ copy: "", item: await this.mailbox.find({ copy }) }, { silently: true });
    if (!this.mailbox.isOpen(item)) await this.#open(item);
    await this.#refresh();
    this.drawMail();
    this.#drawPane();
  }

  #drawFrame() {
    this.words = wordsIn(this.place.lang);
    document.documentElement.lang = this.place.lang;
    document.querySelector(".fault")?.remove();
    this.#pane.close();
    this.#pane = new PaneFrame(this);
    this.mailbox = new Mailbox(this.place.agent);
    this.draft = null;
    this.checked.clear();
    this.#listFor = "";
    this.#top = h("div", { class: "top" });
    this.#list = h("div", { class: "list" });
    this.#mail = h("main", { class: "mail" });
    document.body.replaceChildren(this.#top, this.#folders(), this.#list, this.#mail, this.#pane.element);
  }

  #folders() {
    const folder = (/** @type {string} */ name, /** @type {string} */ drawing) => h("button", { type: "button", class: "flat", "data-folder": name, onclick: () => go({ folder: name, item: "" }) }, icon(drawing), this.words(name));
    return h("nav", { class: "folders", "aria-label": this.words("folders") }, folder("inbox", "inbox"), folder("sent", "send"));
  }

  /** @param {string} item */
  async #open(item) {
    this.addIn.notices.clear();
    this.draft = null;
    await this.mailbox.open(item);
  }

  /** Look what has come in. */
  async #refresh() {
    const { folder, item, lang } = this.place;
    await this.mailbox.list(folder);
    const listFor = JSON.stringify([this.mailbox.rows, folder, item, lang, [...this.checked]]);
    if (listFor === this.#listFor) return;
    this.#listFor = listFor;
    this.#drawList();
    if (this.draft || !this.mailbox.hasNews) return;
    await this.mailbox.open(item);
    this.drawMail();
  }

  #drawList() {
    const { item, folder, lang } = this.place;
    for (const button of document.querySelectorAll(".folders button")) button.setAttribute("aria-current", String(/** @type {HTMLElement} */ (button).dataset.folder === folder));
    const scroll = this.#list.querySelector(".rows")?.scrollTop ?? 0;
    const rows = rowList(this.mailbox.rows, {
      open: item, checked: this.checked, language: lang, words: this.words, address: (id) => address({ item: id }), pick: (id) => this.#pick(id),
      check: (id, isChecked) => { this.checked[isChecked ? "add" : "delete"](id); this.draw(); },
    });
    this.#list.replaceChildren(h("h2", {}, this.words(folder)), rows);
    rows.scrollTop = scroll;
  }

  /** @param {string} id */
  #pick(id) {
    this.checked.clear();
    go({ item: id });
  }

  /** Draw the middle of the page, and what stands above it. */
  drawMail() {
    const { lang, item } = this.place;
    document.body.dataset.view = item ? "mail" : "list";
    this.#top.replaceChildren(topBar(this), ribbon(this));
    this.#mail.replaceChildren(this.#middle(item, lang));
  }

  /** @param {string} item @param {string} lang */
  #middle(item, lang) {
    if (this.draft) return this.draft.element;
    if (this.checked.size > 1) return emptyView(this.words("several", { count: this.checked.size }));
    if (!this.mailbox.item) return emptyView(this.words(item ? "notFound" : "pick"));
    return conversationView(this.mailbox.items, { open: item, language: lang, words: this.words, notices: this.addIn.notices, pick: (id) => this.#pick(id), back: () => go({ item: "" }) });
  }

  #drawPane() {
    const isOpen = this.place.pane === "open";
    document.body.toggleAttribute("data-pane", isOpen);
    if (isOpen) this.#pane.show(this.draft);
    else this.#pane.close();
  }

  /** Somebody else sits down; the same mail stays open if they have it. @param {string} agent */
  async switchAgent(agent) {
    const { agent: before, item } = this.place;
    go({ agent, item: item && (await new Mailbox(agent).find({ from: before, id: item })) });
  }

  /** Open what the add-in names. @param {string} id */
  openItem(id) {
    if (this.mailbox.holds(id)) this.#pick(id);
    else toast(this.words("notFound"));
  }

  /** Start a reply or a forward. @param {any} kind @param {any} original @param {string} text */
  answer(kind, original, text) {
    this.draft = new Draft(this, kind, original, text);
    this.drawMail();
    this.#drawPane();
    runEvent(this.addIn, { name: "onNewMessageCompose", draft: this.draft });
  }

  /** The draft is gone or sent. @param {boolean} isSent */
  async leave(isSent) {
    this.draft = null;
    if (isSent) toast(this.words("sentDone"));
    await this.mailbox.open(this.place.item);
    await this.draw();
  }

  /** @param {"open"|"closed"} pane */
  setPane(pane) {
    go({ pane });
  }

  /** Do what a Smart Alert's third button promises. @param {string} context */
  openComposePane(context) {
    if (this.place.pane !== "open") go({ pane: "open" });
    this.#pane.show(this.draft, context);
  }
}

new App(await call("outlook/start")).draw();
