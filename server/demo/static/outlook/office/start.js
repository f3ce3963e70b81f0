const LIGHT = { bodyBackgroundColor: "#ffffff", bodyForegroundColor: "#242424", controlBackgroundColor: "#f5f5f5", controlForegroundColor: "#242424" };
const DARK = { bodyBackgroundColor: "#292929", bodyForegroundColor: "#ffffff", controlBackgroundColor: "#1f1f1f", controlForegroundColor: "#ffffff" };
const CONTRAST = { bodyBackgroundColor: "#000000", bodyForegroundColor: "#ffff00", controlBackgroundColor: "#000000", controlForegroundColor: "#00ff00" };
const THEMES = { light: LIGHT, dark: DARK, contrast: CONTRAST };

/** Office.context, whose parts exist once the host has answered. */
const context = { mailbox: undefined, officeTheme: undefined, displayLanguage: undefined, contentLanguage: undefined };

function fillContext() {
  const { language, theme, platform, partitionKey, kind } = state();
  const requirements = guarded("Office.context.requirements", { isSetSupported });
  // A theme is not told to event handlers, nor by old hosts.
  const officeTheme = kind === "event" || !supports(14) ? undefined : guarded("officeTheme", THEMES[theme]);
  Object.assign(context, {
    displayLanguage: language, contentLanguage: language, platform, host: "Outlook", partitionKey, officeTheme, requirements,
    diagnostics: { host: "Outlook", platform, version: "16.0.0.0" }, roamingSettings: roamingSettings(), ui: ui(), mailbox: mailbox(), touchEnabled: false,
  });
}

function listen() {
  link.on("item", (data) => { showItem(data); raise(EVENT.ItemChanged); });
  link.on("theme", (theme) => { context.officeTheme &&= guarded("officeTheme", THEMES[theme]); raise(EVENT.OfficeThemeChanged, { officeTheme: THEMES[theme] }); });
  link.on("initialization", (data) => { link.state.initializationContext = data; raise(EVENT.InitializationContextChanged, { initializationContextData: data }); });
  link.on("dialogMessage", ({ id, message, origin }) => dialogs.get(id)?.get(EVENT.DialogMessageReceived)?.({ message, origin }));
  link.on("dialogEvent", ({ id, error }) => dialogs.get(id)?.get(EVENT.DialogEventReceived)?.({ error }));
  link.on("parentMessage", ({ message }) => raise(EVENT.DialogParentMessageReceived, { message }));
  link.on("invoke", startEvent);
}

async function begin() {
  if (!link || !(await link.greet())) return { host: null, platform: null };
  showItem(state().item);
  fillContext();
  listen();
  if (!state().nestedAuth) delete window.nestedAppAuthBridge;
  link.tell("ready");
  return { host: "Outlook", platform: state().platform };
}

const ready = begin();
const enumeration = (name, values, absent = []) => guarded(`Office.${name}`, values, { absent: new Set(absent) });

window.Office = guarded("Office", {
  onReady: (callback) => ready.then((info) => { callback?.(info); return info; }),
  initialize: undefined,
  context: guarded("Office.context", context),
  actions,
  HostType: enumeration("HostType", { Outlook: "Outlook", Word: "Word", Excel: "Excel" }),
  PlatformType: enumeration("PlatformType", { PC: "PC", OfficeOnline: "OfficeOnline", Mac: "Mac", iOS: "iOS", Android: "Android", Universal: "Universal" }),
  AsyncResultStatus: enumeration("AsyncResultStatus", { Succeeded: "succeeded", Failed: "failed" }),
  CoercionType: enumeration("CoercionType", { Html: "html", Text: "text" }),
  // Documented for event handlers in the manifest, but no value of the enumeration.
  EventType: enumeration("EventType", EVENT, ["FromChanged"]),
  MailboxEnums: enumeration("MailboxEnums", {
    ItemNotificationMessageType: NOTIFICATION, SendModeOverride: { PromptUser: "promptUser" }, RestVersion: { v1_0: "v1.0", v2_0: "v2.0", Beta: "beta" },
    ItemType: { Message: "message", Appointment: "appointment" }, BodyType: { Text: "text", Html: "html" }, ComposeType: { Reply: "reply", NewMail: "newMail", Forward: "forward" },
  }),
}, { settable: ["initialize"] });
window.OfficeRuntime = officeRuntime;
if (link) window.nestedAppAuthBridge = nestedAppAuthBridge();
// Office.js takes these away; a page that needs them has to keep them beforehand.
window.history.pushState = null;
window.history.replaceState = null;
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => fault(`${name} cannot be used in an add-in`);
