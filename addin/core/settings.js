/** What the server wrote into the page: addresses and the identifiers for signing in. */

/**
 * Read the settings of this page from its meta tags.
 * @returns {{publicUrl: string, clientId: string, scope: string, authority: string}}
 */
export function settings() {
  return {
    publicUrl: meta("public-url"),
    clientId: meta("client-id"),
    scope: meta("scope"),
    authority: meta("authority"),
  };
}

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="randnotiz-${name}"]`)?.getAttribute("content") ?? "";
}
