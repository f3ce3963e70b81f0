/** Plain text as the HTML of a mail: paragraphs and line breaks, everything else escaped. */

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {string} text */
export function paragraphs(text) {
  const escaped = text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
  return escaped.split(/\n{2,}/).map((one) => `<p>${one.replace(/\n/g, "<br>")}</p>`).join("");
}
