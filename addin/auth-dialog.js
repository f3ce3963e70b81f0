/** The page of the sign-in dialog, for clients without nested app authentication. */

import { h } from "./core/dom.js";
import { Host } from "./core/host.js";
import { settings } from "./core/settings.js";
import { loadWords, t } from "./core/words.js";

/** Go to Microsoft, and hand the token to the pane when coming back. */
async function start() {
  const host = new Host();
  const inside = host.ready();
  await loadWords(navigator.language);
  const said = h("p", { role: "status" }, t("Signing in …"));
  document.getElementById("pane")?.append(h("div", { class: "calm" }, said));
  try {
    const token = await signIn();
    await inside;
    if (token) host.tellParent({ accessToken: token });
  } catch (error) {
    said.textContent = t("Signing in did not work. Please try again.");
    await inside;
    host.tellParent({ error: error instanceof Error ? error.name : "sign-in" });
  }
}

/** @returns {Promise<string>} the token, or an empty text when the browser has been sent to Microsoft */
async function signIn() {
  const { clientId, authority, scope } = settings();
  const app = await msal.createStandardPublicClientApplication({
    auth: { clientId, authority, redirectUri: location.origin + location.pathname },
    cache: { cacheLocation: "localStorage" },
  });
  const result = await app.handleRedirectPromise();
  if (result) return result.accessToken;
  await app.loginRedirect({ scopes: [scope] });
  return "";
}

void start();
