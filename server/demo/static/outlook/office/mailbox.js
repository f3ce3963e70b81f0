const EVENT = {
  ItemChanged: "olkItemSelectedChanged", OfficeThemeChanged: "officeThemeChanged", InitializationContextChanged: "initializationContextChanged",
  RecipientsChanged: "olkRecipientsChanged", AttachmentsChanged: "olkAttachmentsChanged", SelectedItemsChanged: "olkSelectedItemsChanged", InfobarClicked: "olkInfobarClicked",
  DialogMessageReceived: "dialogMessageReceived", DialogEventReceived: "dialogEventReceived", DialogParentMessageReceived: "dialogParentMessageReceived",
};
const handlers = new Map();
let currentItem = null;

/** Make the item that the host says is open; null for none and for several. */
function showItem(data) {
  currentItem = data && (data.composeType ? composeItem(data) : readItem(data));
}

function raise(type, detail = {}) {
  for (const handler of handlers.get(type) ?? []) handler({ type, ...detail });
}

function mailbox() {
  const { user, hostName, kind } = state();
  const target = {
    get item() { return currentItem; },
    userProfile: guarded("userProfile", { displayName: user.name, emailAddress: user.address, accountType: "office365", timeZone: "W. Europe Standard Time" }),
    diagnostics: guarded("mailbox.diagnostics", { hostName, hostVersion: "16.0.0.0", OWAView: "ThreeColumns" }),
    addHandlerAsync: (type, handler, ...args) => later("mailbox.addHandlerAsync", args, () => {
      if (!["ItemChanged", "OfficeThemeChanged", "InitializationContextChanged"].some((name) => EVENT[name] === type)) fault(`the mailbox raises no ${type}`);
      handlers.set(type, [...(handlers.get(type) ?? []), handler]);
    }),
    // Asking which items are selected takes the permission to read and write the whole mailbox; the manifest has not got it.
    getSelectedItemsAsync: (...args) => later("mailbox.getSelectedItemsAsync", args, () => { throw officeError(7000, "PermissionDenied", "Elevated permission is required."); }),
    removeHandlerAsync: (type, ...args) => later("mailbox.removeHandlerAsync", args, () => { handlers.delete(type); }),
    convertToRestId: (id) => id.replaceAll("+", "_").replaceAll("/", "-"),
    convertToEwsId: (id) => id.replaceAll("_", "+").replaceAll("-", "/"),
  };
  const open = (name, work) => {
    target[name] = (value) => { notInEvents(name); link.call(...work(value)); };
    target[`${name}Async`] = (value, ...args) => { notInEvents(name); later(`${name}Async`, args, () => link.call(...work(value))); };
  };
  open("displayMessageForm", (id) => ["openItem", { item: id }]);
  open("displayNewMessageForm", (form) => ["newMessage", { form: form ?? {} }]);
  return guarded(`mailbox (${kind})`, target, { absent: new Set(withoutFuture(target)) });
}

/** Some calls do not exist while an event is handled. */
function notInEvents(name) {
  if (state().kind === "event") fault(`${name} cannot be called in an event handler`);
}
