/** An error as Office.js reports it in a result. */
function officeError(code, name, message) {
  return { code, name, message };
}

/** Split the arguments of an asynchronous method: ([values], options, callback). */
function split(args) {
  const callback = typeof args.at(-1) === "function" ? args.at(-1) : null;
  const rest = callback ? args.slice(0, -1) : [...args];
  while (rest.length > 0 && rest.at(-1) === undefined) rest.pop();
  const last = rest.at(-1);
  const options = typeof last === "object" && last !== null && !Array.isArray(last) ? rest.at(-1) : {};
  return { values: rest, options, callback };
}

/** Do work now and report later through the callback, as every method ending in Async does. */
function later(name, args, work, { needsCallback = false } = {}) {
  const { callback, options } = split(args);
  if (needsCallback && !callback) fault(`${name} needs a callback`);
  const report = (result) => setTimeout(() => callback?.({ asyncContext: options.asyncContext, ...result }), state().lateMs);
  new Promise((resolve) => resolve(work())).then(
    (value) => report({ status: "succeeded", value, error: undefined }),
    (error) => report({ status: "failed", value: undefined, error: error?.code ? error : officeError(5001, "InternalError", String(error?.message ?? error)) }),
  );
}

/** Demand a text of limited length. */
function limited(name, text, most) {
  if (typeof text !== "string") fault(`${name} must be a string`);
  if (text.length > most) fault(`${name} has ${text.length} characters, at most ${most} are allowed`);
}

/** Demand that an object has known names only. */
function only(name, object, known) {
  for (const key of Object.keys(object)) if (!known.includes(key)) fault(`${name} has an unknown name ${key}`);
}
