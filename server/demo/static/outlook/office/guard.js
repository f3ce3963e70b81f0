/* A stand-in for Office.js, served only by the demo. What it does not know is loud: nothing is silently undefined. */

/** Names that language and tools ask any object for. */
const ASKED_OF_ALL = new Set(["then", "toJSON", "constructor", "valueOf", "toString", "hasOwnProperty", "prototype", "$$typeof", "nodeType"]);

/** Report a use that the real Office.js would not support, to the console, the host page and the caller. */
function fault(text) {
  const error = new Error(`Office.js stand-in: ${text}`);
  console.error(error);
  link?.tell("fault", { text });
  throw error;
}

/** Wrap an object so that unknown names fail; `absent` are real names that this mode or version lacks. */
function guarded(name, target, { absent = new Set(), settable = [] } = {}) {
  return new Proxy(target, {
    get(of, key) {
      if (typeof key === "symbol" || key in of || ASKED_OF_ALL.has(key)) return Reflect.get(of, key);
      return absent.has(key) ? undefined : fault(`${name}.${key} is not known`);
    },
    set(of, key, value) {
      if (!settable.includes(key)) fault(`${name}.${String(key)} cannot be set`);
      of[key] = value;
      return true;
    },
  });
}
