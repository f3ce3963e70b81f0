/** The add-in as the host runs it: its pages, what they are told, and what they may ask for. */

import { h } from "../dom.js";
import { commonCalls, draftCalls, noticeCalls, readCalls, roaming } from "./calls.js";
import { Dialogs } from "./dialogs.js";
import { Frames } from "./frames.js";
import { ask, complain } from "./modal.js";
import { hasQuirk } from "./place.js";
import { composeForm, hostState, readForm } from "./quirks.js";
import { noticeBars } from "./reading.js";
import { tokenCalls } from "./tokens.js";

const COMMANDS = ["readOpenPane", "composeOpenPane"];

export class AddIn {
  frames;
  dialogs;
  tokens;
  origin;
  /** Bars above the open mail. @type {Map<string, any>} */
  notices = new Map();
  #app;
  #pages;
  #kept = new Map();

  /** @param {import("./app.js").App} app @param {any} start what the page's own interface says */
  constructor(app, start) {
    this.#app = app;
    this.#pages = start.pages;
    this.origin = new URL(start.pages.taskpane).origin;
    this.frames = new Frames(this.origin, (text) => complain(app.words("fault"), text));
    this.dialogs = new Dialogs(this);
    this.tokens = tokenCalls({ person: () => app.person, clientId: start.clientId, agree: () => this.#agree() });
  }

  get words() {
    return this.#app.words;
  }

  get person() {
    return this.#app.person;
  }

  /** @param {string} name */
  pageUrl(name) {
    return `${this.#pages[name]}?_host_Info=Outlook$Web$16.01$${this.#language}$$$$0`;
  }

  /** What a page is told when it greets. @param {string} kind @param {import("./composing.js").Draft|null} draft */
  stateFor(kind, draft) {
    const { agent, theme } = this.#app.place;
    const item = kind === "dialog" ? null : draft ? composeForm(draft, kind) : this.shownItem && readForm(this.shownItem);
    return { ...hostState(), item, theme, language: this.#language, user: this.person, roaming: roaming(agent), partitionKey: `demo-${agent}`, commands: COMMANDS };
  }

  /** What the add-in is told to be open: one mail, or nothing. */
  get shownItem() {
    return this.#app.checked.size > 1 || hasQuirk("null") ? null : this.#app.mailbox.item;
  }

  /** @param {import("./composing.js").Draft} draft */
  callsFor(draft) {
    const redraw = () => draft.element.querySelector(".notices")?.replaceChildren(...noticeBars(draft.notices));
    return { ...commonCalls(this.#app), ...noticeCalls(draft.notices, redraw), ...draftCalls(draft, this) };
  }

  callsForReading() {
    return { ...commonCalls(this.#app), ...noticeCalls(this.notices, () => this.#app.drawMail()), ...readCalls(this.#app) };
  }

  /** Keep an item's own properties; without `kept` give them. @param {string} name @param {any} kept */
  keep(name, kept) {
    if (kept) this.#kept.set(name, kept);
    return this.#kept.get(name) ?? {};
  }

  get #language() {
    return this.#app.place.lang === "de" ? "de-DE" : "en-US";
  }

  async #agree() {
    const { words, person } = this;
    const answer = await ask({
      title: words("signIn"), dismiss: "no", content: [h("p", {}, words("signInWhy", { name: person.name }))],
      buttons: [{ key: "no", text: words("cancel") }, { key: "yes", text: words("agree"), filled: true }],
    });
    return answer === "yes";
  }
}
