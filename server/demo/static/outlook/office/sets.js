/** Since which Mailbox requirement set a name exists; a lower set means that the name is absent. */
const SINCE = {
  getAllInternetHeadersAsync: 8, getSharedPropertiesAsync: 8, displayReplyFormAsync: 9, displayReplyAllFormAsync: 9, displayMessageFormAsync: 9,
  getComposeTypeAsync: 10, sessionData: 11, inReplyTo: 14, getConversationIndexAsync: 14, notificationMessages: 3, getInitializationContextAsync: 8, getSelectedItemsAsync: 13,
  officeTheme: 14, internetHeaders: 8, from: 1,
};

/** Whether the host's set reaches 1.`minor`. */
function supports(minor) {
  return Number(state().mailboxSet.split(".")[1]) >= minor;
}

/** Take out what the host is too old for; give the names taken out. */
function withoutFuture(target) {
  const future = Object.keys(target).filter((name) => !supports(SINCE[name] ?? 1));
  for (const name of future) delete target[name];
  return future;
}

function isSetSupported(name, version = "1.1") {
  const minor = Number(String(version).split(".")[1] ?? 0);
  if (name === "Mailbox") return String(version).startsWith("1.") && supports(minor);
  if (name === "NestedAppAuth") return state().nestedAuth && minor <= 1;
  if (name === "IdentityAPI") return minor <= 3;
  if (name === "DialogApi") return minor <= 2;
  return false;
}
