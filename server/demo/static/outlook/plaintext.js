/** The markup of a reply form as the plain text of this host's drafts. @param {string} html */
export function asText(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const one of body.querySelectorAll("br")) one.replaceWith("\n");
  for (const one of body.querySelectorAll("p, div")) one.append("\n\n");
  return (body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trimEnd();
}
