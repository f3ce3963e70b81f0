/** Dialogs, which are windows of their own, and closing the pane. */
function ui() {
  const target = {
    displayDialogAsync: (url, ...args) => {
      notInEvents("displayDialogAsync");
      const { options } = split(args);
      only("the options of a dialog", options, ["width", "height", "displayInIframe", "promptBeforeOpen", "asyncContext"]);
      later("displayDialogAsync", args, async () => dialog(await link.call("dialog", { url: checkedDialog(url), width: options.width ?? 80, height: options.height ?? 80 })));
    },
    messageParent: (message, options) => {
      if (state().kind !== "dialog") fault("messageParent can be called in a dialog only");
      if (typeof message !== "string" && typeof message !== "boolean") fault("messageParent sends texts only");
      link.tell("toParent", { message: String(message), targetOrigin: options?.targetOrigin ?? null });
    },
    closeContainer: () => link.tell("close"),
    openBrowserWindow: (url) => link.tell("browse", { url }),
    addHandlerAsync: (type, handler, ...args) => later("ui.addHandlerAsync", args, () => { handlers.set(type, [handler]); }),
  };
  return guarded("Office.context.ui", target);
}

function checkedDialog(url) {
  const wanted = URL.canParse(url) ? new URL(url) : null;
  if (!wanted) throw officeError(12003, "DialogError", "The address of a dialog must be absolute.");
  const isSafe = wanted.protocol === "https:" || ["127.0.0.1", "localhost"].includes(wanted.hostname);
  if (!isSafe) throw officeError(12005, "DialogError", "The address of a dialog must be https.");
  if (wanted.origin !== location.origin) throw officeError(12004, "DialogError", "The dialog's domain is not trusted.");
  return wanted.href;
}

const dialogs = new Map();

/** The other side of an open dialog. */
function dialog(id) {
  const heard = new Map();
  dialogs.set(id, heard);
  return guarded("dialog", {
    close: () => { dialogs.delete(id); link.tell("closeDialog", { id }); },
    addEventHandler: (type, handler) => heard.set(type, handler),
    messageChild: (message) => link.tell("toChild", { id, message: String(message) }),
  });
}
