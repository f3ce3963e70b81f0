/** Times as a mail client shows them. */

const DAY_MS = 86_400_000;

/** English with a 24-hour clock, as the cards write it. @param {string} language */
function locale(language) {
  return language === "en" ? "en-GB" : language;
}

/** @param {number} at @param {string} language @param {(key: string) => string} words */
export function shortTime(at, language, words) {
  const days = daysAgo(at);
  if (days === 0) return new Intl.DateTimeFormat(locale(language), { hour: "2-digit", minute: "2-digit" }).format(at);
  if (days === 1) return words("yesterday");
  return new Intl.DateTimeFormat(locale(language), { day: "numeric", month: "short" }).format(at);
}

/** @param {number} at @param {string} language */
export function longTime(at, language) {
  return new Intl.DateTimeFormat(locale(language), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at);
}

/** @param {number} at */
function daysAgo(at) {
  return Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
}
