const REPLY_LIMIT = 32 * 1024;
const ONLY_READ = ["itemId", "internetMessageId", "normalizedSubject", "sender", "dateTimeCreated", "dateTimeModified", "attachments", "getAllInternetHeadersAsync",
  "displayReplyForm", "displayReplyAllForm", "displayReplyFormAsync", "displayReplyAllFormAsync"];

/** An open mail; what it says stays true of this mail even after another one was picked. */
function readItem(data) {
  const about = { item: data.key };
  const created = new Date(data.at);
  const target = {
    itemType: "message", itemClass: "IPM.Note", itemId: data.itemId, conversationId: data.conversationId, internetMessageId: data.internetMessageId,
    subject: data.subject, normalizedSubject: data.normalizedSubject, from: data.from, sender: data.from, to: data.to, cc: data.cc,
    dateTimeCreated: created, dateTimeModified: created, attachments: [],
    body: guarded("item.body", { getTypeAsync: (...args) => later("body.getTypeAsync", args, () => "text"), getAsync: (kind, ...args) => later("body.getAsync", args, () => link.call("text", about)) }),
    notificationMessages: notificationMessages(),
    loadCustomPropertiesAsync: customProperties("item.loadCustomPropertiesAsync"),
    getInitializationContextAsync: initializationContext,
    getAllInternetHeadersAsync: (...args) => later("getAllInternetHeadersAsync", args, () => link.call("headers", about), { needsCallback: true }),
    getSharedPropertiesAsync: (...args) => later("getSharedPropertiesAsync", args, () => link.call("shared", about), { needsCallback: true }),
  };
  for (const [name, all] of [["displayReplyForm", false], ["displayReplyAllForm", true]]) {
    target[name] = (form) => { link.call("reply", { ...about, all, html: replyHtml(form) }); };
    target[`${name}Async`] = (form, ...args) => later(`${name}Async`, args, () => link.call("reply", { ...about, all, html: replyHtml(form) }));
  }
  return guarded("item", target, { absent: new Set([...withoutFuture(target), ...ONLY_COMPOSE]) });
}

/** The text of a reply form: markup, or an object that holds it. */
function replyHtml(form) {
  const html = typeof form === "string" ? form : form?.htmlBody ?? "";
  if (typeof form === "object" && form !== null) only("a reply form", form, ["htmlBody", "attachments", "callback", "options"]);
  limited("htmlBody", html, REPLY_LIMIT);
  return html;
}
