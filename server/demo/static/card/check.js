/** Strict reading of an answer: everything unknown, doubled, missing or of the wrong type, with its JSON path. */

import { KNOWN_ICONS } from "./icons.js";
import { faultyTag } from "./richtext.js";
import { AUTHORIZATION_KEYS, ROOTS, TYPES } from "./schema.js";

const MOST_WIDGETS = 100;

/** @typedef {{path: string, message: string}} Fault */

/**
 * Check a whole answer for the entry point that it came from.
 * @param {unknown} answer
 * @param {"trigger"|"callback"|"autocomplete"} kind
 * @returns {Fault[]}
 */
export function faultsIn(answer, kind) {
  /** @type {Fault[]} */
  const faults = [];
  message(answer, isAuthorization(answer) ? "AuthorizationError" : ROOTS[kind], "$", faults);
  return faults;
}

/** Tell whether an answer asks for consent or a login. @param {any} answer */
export function isAuthorization(answer) {
  return isObject(answer) && AUTHORIZATION_KEYS.some((key) => key in answer);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {string} path
 * @param {Fault[]} faults
 */
function message(value, name, path, faults) {
  if (!isObject(value)) return fault(faults, path, `must be an object (${name})`);
  const type = TYPES[name];
  for (const [key, inner] of Object.entries(value)) {
    if (Object.hasOwn(type.fields, key)) field(inner, type.fields[key], `${path}.${key}`, faults);
    else fault(faults, `${path}.${key}`, `unknown field of ${name}`);
  }
  for (const key of type.required ?? []) if (!(key in value)) fault(faults, path, `${name} needs ${key}`);
  for (const group of type.any ?? []) if (!group.some((key) => key in value)) fault(faults, path, `${name} needs one of ${group.join(", ")}`);
  for (const group of [...(type.one ?? []), ...(type.exactly ?? [])]) {
    const set = group.filter((key) => key in value);
    if (set.length > 1) fault(faults, path, `only one of ${set.join(", ")} may be set`);
  }
  for (const group of type.exactly ?? []) if (!group.some((key) => key in value)) fault(faults, path, `${name} needs exactly one of ${group.join(", ")}`);
  if (name === "Card") wholeCard(value, path, faults);
}

/**
 * @param {any} value
 * @param {any} type
 * @param {string} path
 * @param {Fault[]} faults
 */
function field(value, type, path, faults) {
  if (Array.isArray(type)) {
    if (!type.includes(value)) fault(faults, path, `${JSON.stringify(value)} is none of ${type.join(", ")}`);
  } else if (typeof type === "object") {
    if (!Array.isArray(value)) fault(faults, path, "must be a list");
    else value.forEach((inner, at) => field(inner, type.list, `${path}[${at}]`, faults));
  } else if (type in TYPES) message(value, type, path, faults);
  else primitive(value, type, path, faults);
}

/** @type {Record<string, (value: any) => boolean>} */
const PRIMITIVES = {
  string: (value) => typeof value === "string",
  html: (value) => typeof value === "string",
  bool: (value) => typeof value === "boolean",
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === "number",
  int64: (value) => Number.isInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value)),
  KnownIcon: (value) => Object.hasOwn(KNOWN_ICONS, value),
};

/**
 * @param {any} value
 * @param {string} type
 * @param {string} path
 * @param {Fault[]} faults
 */
function primitive(value, type, path, faults) {
  if (!PRIMITIVES[type](value)) return fault(faults, path, `${JSON.stringify(value)} is no ${type}`);
  const tag = type === "html" ? faultyTag(value) : null;
  if (tag) fault(faults, path, `${tag} is no supported formatting`);
}

/**
 * What no single field shows: emptiness, the limit of widgets, and names used twice.
 * @param {any} card
 * @param {string} path
 * @param {Fault[]} faults
 */
function wholeCard(card, path, faults) {
  const sections = Array.isArray(card.sections) ? card.sections : [];
  if (!sections.length) fault(faults, `${path}.sections`, "a card needs a section");
  /** @type {any[]} */
  const widgets = sections.flatMap((/** @type {any} */ section, /** @type {number} */ at) => {
    if (!section?.widgets?.length) fault(faults, `${path}.sections[${at}]`, "a section needs a widget");
    return section?.widgets ?? [];
  });
  if (widgets.length > MOST_WIDGETS) fault(faults, `${path}.sections`, `${widgets.length} widgets, at most ${MOST_WIDGETS}`);
  const names = widgets.map((widget) => (widget?.textInput ?? widget?.selectionInput ?? widget?.dateTimePicker ?? widget?.decoratedText?.switchControl)?.name).filter(Boolean);
  for (const name of new Set(names.filter((one, at) => names.indexOf(one) !== at))) fault(faults, path, `two inputs are named ${name}`);
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {Fault[]} faults @param {string} path @param {string} text */
function fault(faults, path, text) {
  faults.push({ path, message: text });
}
