const BODY_LIMIT = 1_000_000;
const ONLY_COMPOSE = ["inReplyTo", "getComposeTypeAsync", "getConversationIndexAsync", "sessionData", "bcc", "saveAsync", "getItemIdAsync", "internetHeaders", "isClientSignatureEnabledAsync"];

/** A draft. It has no Message-ID worth keeping and, until it is saved, no id. */
function composeItem(data) {
  const field = (name) => ({
    getAsync: (...args) => later(`${name}.getAsync`, args, () => link.call("field", { name }), { needsCallback: true }),
    setAsync: (value, ...args) => later(`${name}.setAsync`, args, () => link.call("field", { name, value })),
  });
  const target = {
    itemType: "message", itemClass: "IPM.Note", conversationId: data.conversationId, inReplyTo: data.inReplyTo, body: composeBody(),
    subject: guarded("item.subject", field("subject")), to: guarded("item.to", field("to")), cc: guarded("item.cc", field("cc")), bcc: guarded("item.bcc", field("bcc")),
    from: guarded("item.from", { getAsync: field("from").getAsync }),
    internetHeaders: guarded("item.internetHeaders", { getAsync: field("internetHeaders").getAsync, setAsync: field("internetHeaders").setAsync }),
    notificationMessages: notificationMessages(), sessionData: sessionData(), loadCustomPropertiesAsync: customProperties("item.loadCustomPropertiesAsync"),
    getInitializationContextAsync: initializationContext,
    addHandlerAsync: (type, handler, ...args) => later("item.addHandlerAsync", args, () => {
      if (![EVENT.RecipientsChanged, EVENT.AttachmentsChanged].includes(type)) throw officeError(5010, "InvalidEventType", "The item does not raise this event.");
      handlers.set(type, [...(handlers.get(type) ?? []), handler]);
    }),
    removeHandlerAsync: (type, ...args) => later("item.removeHandlerAsync", args, () => { handlers.delete(type); }),
    getComposeTypeAsync: (...args) => later("getComposeTypeAsync", args, () => ({ composeType: data.composeType, coercionType: "text" }), { needsCallback: true }),
    getSharedPropertiesAsync: (...args) => later("getSharedPropertiesAsync", args, () => { throw officeError(9049, "SharedPropertiesError", "The item is not in a shared folder."); }, { needsCallback: true }),
    saveAsync: (...args) => later("saveAsync", args, () => link.call("save")),
  };
  return guarded("item", target, { absent: new Set([...withoutFuture(target), ...ONLY_READ]) });
}

function composeBody() {
  const insert = (name, where) => (text, ...args) => later(`body.${name}`, args, () => {
    limited("the text for the body", text, BODY_LIMIT);
    if (split(args).options.coercionType === "html") throw officeError(9017, "InvalidFormatError", "The format does not match that of the body.");
    return link.call("insert", { text, where });
  });
  return guarded("item.body", {
    getTypeAsync: (...args) => later("body.getTypeAsync", args, () => "text", { needsCallback: true }),
    getAsync: (kind, ...args) => later("body.getAsync", args, () => link.call("field", { name: "body" }), { needsCallback: true }),
    setSelectedDataAsync: insert("setSelectedDataAsync", "cursor"),
    prependAsync: insert("prependAsync", "start"),
    setAsync: insert("setAsync", "all"),
  });
}
