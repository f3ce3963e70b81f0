/** Texts in the reader's language; English is the source, others come from a catalogue of the server. */

/** @type {Record<string, string | string[]>} */
let catalogue = {};
let locale = "en";

/**
 * Load the catalogue for a host's language such as `de-DE`; without one the texts stay English.
 * @param {string} language
 */
export async function loadWords(language) {
  locale = language.toLowerCase().startsWith("de") ? "de" : "en";
  document.documentElement.lang = locale;
  if (locale === "en") return;
  try {
    const answer = await fetch(new URL(`../words/${locale}.json`, import.meta.url));
    if (answer.ok) catalogue = await answer.json();
  } catch {
    // English is better than nothing.
  }
}

/** The language that texts, dates and the server's sentences are in. */
export function language() {
  return locale;
}

/**
 * The text for a message id; `%(name)s` is filled from `facts`.
 * @param {string} message
 * @param {Record<string, unknown>} [facts]
 */
export function t(message, facts = {}) {
  const text = catalogue[message] || message;
  return fill(Array.isArray(text) ? (text[0] ?? message) : text, facts);
}

/**
 * The text for a count; `%(n)s` is the count.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, unknown>} [facts]
 */
export function tn(one, many, n, facts = {}) {
  const forms = catalogue[one];
  const [singular, plural] = Array.isArray(forms) ? forms : [one, many];
  return fill((n === 1 ? singular : plural) ?? many, { n, ...facts });
}

/**
 * Mark a text for the catalogue that is translated later.
 * @param {string} message
 */
export function msg(message) {
  return message;
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} facts
 */
function fill(text, facts) {
  return text.replace(/%\((\w+)\)[sd]/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}
