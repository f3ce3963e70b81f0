/** Outlook around the pane: the only file that touches Office.js. Items come out as plain data. */

/** @typedef {import("../types").Item} Item */

const RE_READ_MS = 5000;

/** What Outlook tells and does for us; every call copes with clients that lack it. */
export class Host {
  /**
   * Wait until Office.js is there.
   * @returns {Promise<boolean>} whether the page runs inside Outlook
   */
  async ready() {
    if (typeof Office === "undefined") return false;
    // Office.js takes these away, and libraries for signing in need them (office-js #429).
    const { pushState, replaceState } = history;
    const info = await Office.onReady();
    if (!history.pushState) Object.assign(history, { pushState, replaceState });
    return info?.host === Office.HostType.Outlook;
  }

  get language() {
    return Office.context?.displayLanguage || navigator.language || "en";
  }

  /** Where this browser may keep things for this host and account apart from others. */
  get partition() {
    return /** @type {any} */ (Office.context)?.partitionKey ?? "";
  }

  /** The four colours of the host's theme, or null where there are none. */
  get theme() {
    return Office.context?.officeTheme ?? null;
  }

  /** @param {() => void} listener */
  onTheme(listener) {
    this.#listen("OfficeThemeChanged", listener);
  }

  get canNest() {
    return Office.context.requirements.isSetSupported("NestedAppAuth", "1.1");
  }

  /** @returns {Item | null} what is open now */
  get item() {
    const item = /** @type {any} */ (Office.context?.mailbox?.item);
    return item ? snapshot(item) : null;
  }

  /**
   * Hear of another item: by event, focus, coming back and, because clients forget, by the clock.
   * @param {(item: Item | null) => void} listener called once at the beginning as well
   * @returns {() => void} ends it
   */
  onItem(listener) {
    let last = /** @type {string | undefined} */ (undefined);
    const look = () => {
      const item = this.item;
      if ((item?.key ?? "") === last) return;
      last = item?.key ?? "";
      listener(item);
    };
    this.#listen("ItemChanged", look);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    const timer = setInterval(look, RE_READ_MS);
    look();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
    };
  }

  /** How many items are selected; 0 where the client does not say. */
  async selected() {
    const mailbox = /** @type {any} */ (Office.context.mailbox);
    if (typeof mailbox.getSelectedItemsAsync !== "function") return 0;
    const items = await later((/** @type {any} */ done) => mailbox.getSelectedItemsAsync(done));
    return Array.isArray(items) ? items.length : 0;
  }

  /** The raw internet headers of the item that is open, or an empty text. */
  async headers() {
    const item = /** @type {any} */ (Office.context.mailbox.item);
    if (typeof item?.getAllInternetHeadersAsync !== "function") return "";
    return String((await later((/** @type {any} */ done) => item.getAllInternetHeadersAsync(done))) ?? "");
  }

  /** The address that the draft will be sent from, or an empty text. */
  async sender() {
    const from = /** @type {any} */ (Office.context.mailbox.item)?.from;
    if (typeof from?.getAsync !== "function") return "";
    const value = /** @type {any} */ (await later((/** @type {any} */ done) => from.getAsync(done)));
    return String(value?.emailAddress ?? "").toLowerCase();
  }

  /** @param {() => void} listener called when another sender is chosen */
  onSender(listener) {
    const item = /** @type {any} */ (Office.context.mailbox.item);
    const type = /** @type {any} */ (Office.EventType).FromChanged ?? "olkFromChanged";
    if (typeof item?.addHandlerAsync === "function") item.addHandlerAsync(type, listener, () => {});
  }

  get canReply() {
    return typeof (/** @type {any} */ (Office.context.mailbox.item)?.displayReplyAllForm) === "function";
  }

  /**
   * Open Outlook's own form for a reply to all.
   * @param {string} [htmlBody] what stands in it already
   */
  reply(htmlBody = "") {
    /** @type {any} */ (Office.context.mailbox.item).displayReplyAllForm({ htmlBody });
  }

  get canInsert() {
    return typeof (/** @type {any} */ (Office.context.mailbox.item)?.body?.setSelectedDataAsync) === "function";
  }

  /**
   * Put a text into the draft where its cursor stands, in the form that the draft has.
   * @param {{html: string, text: string}} written
   * @returns {Promise<boolean>} whether it is there now
   */
  async insert({ html, text }) {
    const { body } = /** @type {any} */ (Office.context.mailbox.item);
    const type = await later((/** @type {any} */ done) => body.getTypeAsync(done));
    const [data, coercionType] = type === "html" ? [html, type] : [text, "text"];
    return new Promise((resolve) => {
      body.setSelectedDataAsync(data, { coercionType }, (/** @type {any} */ result) => resolve(result.status === Office.AsyncResultStatus.Succeeded));
    });
  }

  /**
   * Open a mail of this mailbox, mostly in a window of its own.
   * @param {string} itemId
   * @returns {Promise<boolean>} whether Outlook knows it; what does not say so is believed
   */
  openMail(itemId) {
    const mailbox = /** @type {any} */ (Office.context.mailbox);
    return new Promise((resolve) => {
      try {
        if (typeof mailbox.displayMessageFormAsync !== "function") {
          mailbox.displayMessageForm(itemId);
          return resolve(true);
        }
        mailbox.displayMessageFormAsync(itemId, (/** @type {any} */ result) => resolve(result.status === Office.AsyncResultStatus.Succeeded));
      } catch {
        resolve(false);
      }
    });
  }

  /**
   * Sign in by a dialog of our own origin, where nesting is not possible.
   * @param {string} url
   * @returns {Promise<string>} an access token
   */
  signInDialog(url) {
    return new Promise((resolve, reject) => {
      Office.context.ui.displayDialogAsync(url, { height: 60, width: 30, promptBeforeOpen: false }, (result) => {
        if (result.status !== Office.AsyncResultStatus.Succeeded) {
          reject(new Error(`dialog ${result.error?.code}`));
          return;
        }
        const dialog = result.value;
        dialog.addEventHandler(Office.EventType.DialogMessageReceived, (/** @type {any} */ message) => {
          dialog.close();
          const { accessToken, error } = JSON.parse(message.message);
          if (accessToken) resolve(accessToken);
          else reject(new Error(error ?? "sign-in"));
        });
        dialog.addEventHandler(Office.EventType.DialogEventReceived, () => reject(new Error("dialog closed")));
      });
    });
  }

  /**
   * Hand the outcome of a dialog to the pane that opened it.
   * @param {{accessToken?: string, error?: string}} outcome
   */
  tellParent(outcome) {
    Office.context.ui.messageParent(JSON.stringify(outcome));
  }

  /**
   * @param {"ItemChanged" | "OfficeThemeChanged"} name
   * @param {() => void} listener
   */
  #listen(name, listener) {
    const type = Office.EventType?.[name];
    try {
      if (type) Office.context.mailbox.addHandlerAsync(type, listener, () => {});
    } catch {
      // Clients before the event's requirement set; the clock looks instead.
    }
  }
}

/**
 * @param {any} item
 * @returns {Item}
 */
function snapshot(item) {
  const compose = typeof item.subject !== "string" && typeof item.subject?.getAsync === "function";
  const messageId = bare(compose ? item.inReplyTo : item.internetMessageId);
  const conversationId = item.conversationId ?? "";
  const itemId = (!compose && item.itemId) || "";
  return {
    key: compose ? `compose ${messageId || conversationId || "new"}` : messageId || itemId || conversationId || "?",
    mode: compose ? "compose" : "read",
    messageId, conversationId, itemId,
    subject: compose ? "" : (item.subject ?? ""),
    from: compose ? null : mailer(item.from ?? item.sender),
    to: compose ? [] : mailers(item.to),
    cc: compose ? [] : mailers(item.cc),
    createdAt: !compose && item.dateTimeCreated instanceof Date ? item.dateTimeCreated.getTime() : null,
  };
}

/** @param {unknown} id a Message-ID, with or without its brackets (office-js #746) */
function bare(id) {
  return String(id ?? "").trim().replace(/^<|>$/g, "");
}

/** @param {any} person */
function mailer(person) {
  const address = String(person?.emailAddress ?? "").toLowerCase();
  return address ? { name: String(person.displayName ?? ""), address } : null;
}

/** @param {any} people */
function mailers(people) {
  return Array.isArray(people) ? people.map(mailer).filter((one) => one !== null) : [];
}

/**
 * The value of a call that answers through a callback; undefined when it fails.
 * @param {(done: (result: any) => void) => void} call
 * @returns {Promise<unknown>}
 */
function later(call) {
  return new Promise((resolve) => {
    try {
      call((result) => resolve(result.status === Office.AsyncResultStatus.Succeeded ? result.value : undefined));
    } catch {
      resolve(undefined);
    }
  });
}
