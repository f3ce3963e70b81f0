const ROAMING_LIMIT = 32_768;
const SESSION_LIMIT = 50_000;

/** The bars above a mail; at most five, each with a key. */
function notificationMessages() {
  const put = (name) => (key, message, ...rest) => later(`notificationMessages.${name}`, rest, () => {
    checkNotification(key, message);
    return link.call("notify", { key, message, isNew: name === "addAsync" });
  });
  return guarded("notificationMessages", {
    addAsync: put("addAsync"),
    replaceAsync: put("replaceAsync"),
    removeAsync: (key, ...rest) => later("notificationMessages.removeAsync", rest, () => link.call("unnotify", { key })),
    getAllAsync: (...args) => later("notificationMessages.getAllAsync", args, () => link.call("notifications"), { needsCallback: true }),
  });
}

function checkNotification(key, message) {
  limited("the key of a notification", key, 32);
  limited("the message of a notification", message.message, 150);
  if (!Object.values(NOTIFICATION).includes(message.type)) fault(`${message.type} is no type of notification`);
  if (message.type === NOTIFICATION.InformationalMessage && (!message.icon || typeof message.persistent !== "boolean")) fault("an informationalMessage needs icon and persistent");
}

const NOTIFICATION = { ProgressIndicator: "progressIndicator", InformationalMessage: "informationalMessage", ErrorMessage: "errorMessage", InsightMessage: "insightMessage" };

/** A draft's own memory, shared by pane and event handlers. */
function sessionData() {
  return guarded("sessionData", {
    setAsync: (name, value, ...rest) => later("sessionData.setAsync", rest, () => { limited("a value of sessionData", value, SESSION_LIMIT); return link.call("session", { name, value }); }),
    getAsync: (name, ...rest) => later("sessionData.getAsync", rest, () => link.call("session", { name }), { needsCallback: true }),
    removeAsync: (name, ...rest) => later("sessionData.removeAsync", rest, () => link.call("session", { name, value: null })),
  });
}

/** A person's own memory: read at start, written as a whole. */
function roamingSettings() {
  const kept = { ...state().roaming };
  return guarded("Office.context.roamingSettings", {
    get: (name) => kept[name],
    set: (name, value) => { kept[name] = value; },
    remove: (name) => { delete kept[name]; },
    saveAsync: (...args) => later("roamingSettings.saveAsync", args, () => {
      limited("roamingSettings as JSON", JSON.stringify(kept), ROAMING_LIMIT);
      return link.call("roam", { kept: { ...kept } });
    }),
  });
}

/** Properties kept with one mailbox copy of a mail. */
function customProperties(name) {
  return (...args) => later(name, args, async () => {
    const kept = (await link.call("properties", {})) ?? {};
    return guarded("customProperties", {
      get: (key) => kept[key], set: (key, value) => { kept[key] = value; }, remove: (key) => { delete kept[key]; },
      saveAsync: (...rest) => later("customProperties.saveAsync", rest, () => { limited("customProperties as JSON", JSON.stringify(kept), 2_500); return link.call("properties", { kept: { ...kept } }); }),
    });
  }, { needsCallback: true });
}

/** What a Smart Alert handed over when its button opened this page, as text; empty if none did. */
function initializationContext(...args) {
  later("getInitializationContextAsync", args, () => state().initializationContext ?? "", { needsCallback: true });
}
