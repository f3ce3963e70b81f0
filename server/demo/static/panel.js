/** The add-on's panel: a stack of cards, fed by nothing but the service's answers. */

import { call } from "./api.js";
import { faultsIn, isAuthorization } from "./card/check.js";
import { renderCard } from "./card/render.js";
import { h } from "./dom.js";
import { consentView, failureView, faultView, loadingView, signInView } from "./failures.js";
import { followLink } from "./links.js";
import { openMenu } from "./menu.js";
import { PanelFrame } from "./panelframe.js";
import { toast } from "./toast.js";

/** @typedef {"trigger"|"callback"} Kind */
/** @typedef {{url: string, parameters?: Record<string, string>, formInputs?: object}} Request */
/** @typedef {{card: any, element: HTMLElement, form: import("./card/form.js").Form}} Entry */

/**
 * What the panel needs of the page around it.
 * @typedef {object} Surroundings
 * @property {any} addOn
 * @property {string} agent
 * @property {string} language
 * @property {(key: string, values?: Record<string, string>) => string} words
 * @property {(id: string) => void} openMail
 * @property {(action: any) => void} hostAction
 * @property {() => void} close
 */

/**
 * A draft in its window, as its own panel sees it; `apply` says what Gmail would refuse of UpdateDraftActionMarkup.
 * @typedef {{recipients: () => string[], apply: (change: any) => string|null}} DraftWindow
 */

export class Panel {
  /** @type {Entry[]} */
  #stack = [];
  #turn = 0;
  /** @type {string|null} */
  #message = null;
  /** @type {DraftWindow|null} */
  #draft = null;

  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.frame = new PanelFrame(around, { back: () => this.#pop(), menu: (anchor) => openMenu(anchor, this.#menuItems(anchor)) });
    this.element = this.frame.element;
  }

  /** Run the trigger for a message, or for the homepage if there is none. @param {string|null} message */
  async open(message) {
    this.#message = message;
    this.#stack = [];
    this.#turn += 1;
    this.frame.show(loadingView(this.around.words), false);
    await this.#run({ url: message ? this.around.addOn.message : this.around.addOn.home }, "trigger");
  }

  /** Run the trigger of the compose window. @param {DraftWindow} draft */
  async compose(draft) {
    this.#draft = draft;
    this.frame.show(loadingView(this.around.words), false);
    await this.#run({ url: this.around.addOn.compose.runFunction }, "trigger");
  }

  /** @param {Request} request @param {Kind} kind */
  async #run(request, kind) {
    const turn = this.#turn;
    const answer = await this.#relay(request);
    if (turn !== this.#turn) return;
    this.frame.busy(false);
    const again = () => { this.frame.notice(null); this.frame.busy(true); return this.#run(request, kind); };
    if (answer.fault) return this.#fail(failureView(this.around, answer, again));
    const faults = faultsIn(answer.card, kind);
    if (faults.length) return this.#fail(faultView(this.around.words, faults));
    this.frame.notice(null);
    if (isAuthorization(answer.card)) return this.#authorize(answer.card, again);
    this.#apply(kind === "trigger" ? answer.card : answer.card.renderActions ?? {});
  }

  /** @param {Request} request */
  async #relay(request) {
    const { agent, language } = this.around;
    const timeZone = { id: Intl.DateTimeFormat().resolvedOptions().timeZone, offset: -new Date().getTimezoneOffset() * 60_000 };
    try {
      return await call("relay", { agent }, { ...request, message: this.#message, recipients: this.#draft?.recipients(), locale: language, timeZone });
    } catch (error) {
      return { status: 0, fault: String(/** @type {Error} */ (error).message) };
    }
  }

  /** A failure stands above the card, so that what was typed stays. @param {HTMLElement} view */
  #fail(view) {
    if (this.#stack.length) this.frame.notice(view);
    else this.frame.show(view, false);
  }

  /** @param {any} answer @param {() => Promise<void>} again */
  #authorize(answer, again) {
    const { requesting_google_scopes: scopes, basic_authorization_prompt: prompt, custom_authorization_prompt: custom } = answer;
    if (custom) return this.#apply(custom);
    if (prompt) return this.frame.show(signInView(this.around, prompt, () => this.#link({ url: prompt.authorization_url, onClose: "RELOAD", openAs: "OVERLAY" })), false);
    const granted = async () => { await call("grant", { agent: this.around.agent }, { scopes: scopes.scopes ?? [], all: Boolean(scopes.all_scopes) }); await again(); };
    this.frame.show(consentView(this.around, scopes, granted), false);
  }

  /** @param {any} actions RenderActions */
  #apply(actions) {
    const faults = (actions.action?.navigations ?? []).map((/** @type {any} */ one) => this.#navigate(one)).filter(Boolean);
    if (faults.length) return this.#fail(faultView(this.around.words, faults));
    this.#paint();
    if (actions.action?.notification) toast(actions.action.notification.text);
    if (actions.action?.link) this.#link(actions.action.link);
    if (actions.hostAppAction) this.#host(actions.hostAppAction.gmailAction);
  }

  /** A draft can be changed from its own window only. @param {any} action GmailClientActionMarkup */
  #host(action) {
    const change = action.updateDraftActionMarkup;
    if (!change) return this.around.hostAction(action);
    const refused = this.#draft ? this.#draft.apply(change) : "updateDraftActionMarkup";
    if (refused) this.#fail(faultView(this.around.words, [{ path: "$..updateDraftActionMarkup", message: refused }]));
  }

  /** @param {any} step @returns {import("./card/check.js").Fault|undefined} */
  #navigate(step) {
    if (step.pushCard) this.#stack.push(this.#entry(step.pushCard));
    if (step.updateCard) this.#replace(step.updateCard);
    if (step.pop && this.#stack.length > 1) this.#stack.pop();
    if (step.popToRoot) this.#stack.length = Math.min(1, this.#stack.length);
    if (!step.popToCard) return undefined;
    const at = this.#stack.findLastIndex((entry) => entry.card.name === step.popToCard);
    if (at < 0) return { path: "$..popToCard", message: `no card on the stack is named ${step.popToCard}` };
    this.#stack.length = at + 1;
  }

  /** @param {any} card */
  #replace(card) {
    const old = this.#stack.pop();
    const entry = this.#entry(card);
    if (old) entry.form.carry(old.form.typed());
    this.#stack.push(entry);
  }

  /** @param {any} card @returns {Entry} */
  #entry(card) {
    const { words, addOn } = this.around;
    /** @type {import("./card/render.js").Stage} */
    const stage = {
      words,
      click: (onClick, anchor, extra) => this.#click(onClick, anchor, extra),
      change: (action) => this.#act(action),
      suggest: (action, form) => this.#suggest(action, form),
      open: (url) => this.#link({ url }),
      image: (url) => (url.startsWith(addOn.publicUrl) ? addOn.serviceUrl + url.slice(addOn.publicUrl.length) : url),
    };
    return { card, ...renderCard(card, stage) };
  }

  /** @param {any} onClick @param {HTMLElement} anchor @param {{key: string, value: string}[]} [extra] */
  #click(onClick, anchor, extra = []) {
    if (onClick.action) this.#act(onClick.action, extra);
    else if (onClick.openDynamicLinkAction) this.#act(onClick.openDynamicLinkAction, extra);
    else if (onClick.openLink) this.#link(onClick.openLink);
    else if (onClick.card) this.#pushPrebuilt(onClick.card);
    else openMenu(anchor, onClick.overflowMenu.items.map((/** @type {any} */ item) => ({ text: item.text, disabled: item.disabled, act: () => this.#click(item.onClick, anchor) })));
  }

  /** @param {any} card */
  #pushPrebuilt(card) {
    this.#stack.push(this.#entry(card));
    this.#paint();
  }

  /** @param {any} action @param {{key: string, value: string}[]} [extra] */
  async #act(action, extra = []) {
    const form = this.#stack.at(-1)?.form;
    if (form && !form.isComplete(action, this.around.words("required"))) return;
    const formInputs = form?.collect() ?? {};
    if (!action.persistValues) form?.clear();
    if (action.loadIndicator !== "NONE") this.frame.busy(true);
    await this.#run({ url: action.function, parameters: parametersOf(action, extra), formInputs }, "callback");
  }

  /** @param {any} action @param {import("./card/form.js").Form} form @returns {Promise<string[]>} */
  async #suggest(action, form) {
    const answer = await this.#relay({ url: action.function, parameters: parametersOf(action), formInputs: form.collect() });
    const faults = answer.fault ? [{ path: "$", message: answer.fault }] : faultsIn(answer.card, "autocomplete");
    if (faults.length) this.#fail(faultView(this.around.words, faults));
    return faults.length ? [] : answer.card.autoComplete.items.map((/** @type {any} */ item) => item.text);
  }

  /** @param {any} link */
  #link(link) {
    const refused = followLink(link, { addOn: this.around.addOn, openMail: this.around.openMail, reload: () => (this.#draft ? this.compose(this.#draft) : this.open(this.#message)) });
    if (refused) this.#fail(faultView(this.around.words, [{ path: "$..openLink.url", message: refused }]));
  }

  #pop() {
    this.#stack.pop();
    this.#paint();
  }

  #paint() {
    const top = this.#stack.at(-1);
    this.frame.notice(null);
    this.frame.show(top?.element ?? h("div"), this.#stack.length > 1);
  }

  /** @param {HTMLElement} anchor */
  #menuItems(anchor) {
    const own = this.#stack.at(-1)?.card.cardActions ?? [];
    const items = own.map((/** @type {any} */ one) => ({ text: one.actionLabel, act: () => this.#click(one.onClick, anchor) }));
    const universal = this.around.addOn.universalActions.map((/** @type {any} */ one) => ({
      text: one.label, act: () => { this.frame.busy(true); return this.#run({ url: one.runFunction }, "callback"); },
    }));
    return [...items, ...universal];
  }
}

/** @param {any} action @param {{key: string, value: string}[]} [extra] */
function parametersOf(action, extra = []) {
  return Object.fromEntries([...(action.parameters ?? []), ...extra].map(({ key, value }) => [key, value]));
}
