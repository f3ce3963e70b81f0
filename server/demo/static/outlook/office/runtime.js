const ALERT_LIMIT = 500;
const functions = new Map();

/** Office.actions: functions that events start. */
const actions = guarded("Office.actions", {
  associate: (name, handler) => {
    if (typeof handler !== "function") fault(`${name} is associated with no function`);
    functions.set(name, handler);
    link.tell("associated", { name });
  },
});

/** Start a function for an event; it must complete exactly once. */
function startEvent({ name, id }) {
  let isDone = false;
  const completed = (options = {}) => {
    if (isDone) fault("event.completed was called twice");
    isDone = true;
    checkCompletion(options);
    link.tell("completed", { id, options: { ...options } });
  };
  functions.get(name)(guarded("event", { source: { id: "" }, type: name, completed }));
}

function checkCompletion(options) {
  only("event.completed", options, ["allowEvent", "errorMessage", "errorMessageMarkdown", "cancelLabel", "commandId", "contextData", "sendModeOverride"]);
  for (const name of ["errorMessage", "errorMessageMarkdown"]) if (options[name] !== undefined) limited(name, options[name], ALERT_LIMIT);
  if (options.cancelLabel !== undefined) limited("cancelLabel", options.cancelLabel, 20);
  if (options.allowEvent === false && !options.errorMessage) fault("a refused send needs an errorMessage");
  if (options.commandId !== undefined && !state().commands.includes(options.commandId)) fault(`commandId ${options.commandId} is no control of the manifest`);
  if (options.contextData !== undefined) checkContext(options);
  if (options.sendModeOverride !== undefined && options.sendModeOverride !== "promptUser") fault("sendModeOverride can only be promptUser");
}

function checkContext({ commandId, contextData }) {
  if (!commandId) fault("contextData needs a commandId");
  try {
    JSON.parse(contextData);
  } catch {
    fault("contextData must be JSON text");
  }
}

/** OfficeRuntime: the older way to a token, and the only one in event handlers. */
const officeRuntime = guarded("OfficeRuntime", {
  auth: guarded("OfficeRuntime.auth", {
    getAccessToken: async (options = {}) => {
      only("the options of getAccessToken", options, ["allowSignInPrompt", "allowConsentPrompt", "forMSGraphAccess", "forceAddAccount"]);
      await ready;
      return link.call("officeToken", { allowSignInPrompt: Boolean(options.allowSignInPrompt) });
    },
  }),
});
