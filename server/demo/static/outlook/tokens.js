/** The broker: tokens for the pane (nested app authentication) and for event handlers (the older way). */

import { call } from "../api.js";

/** What a person is to msal-browser. @param {any} person */
function accountOf(person) {
  return { homeAccountId: `${person.oid}.${person.tenant}`, environment: "login.microsoftonline.com", tenantId: person.tenant, localAccountId: person.oid, username: person.address, name: person.name };
}

/** An error of the bridge, which has its own form. @param {string} status @param {string} description */
function bridgeError(status, description) {
  return Object.assign(new Error(description), { bridge: { status, code: status.toLowerCase(), description } });
}

/**
 * The calls of a page that ask for tokens.
 * @param {{person: () => any, clientId: string, agree: (person: any) => Promise<boolean>}} host
 */
export function tokenCalls({ person, clientId, agree }) {
  const get = async (/** @type {any} */ body) => {
    const account = accountOf(person());
    const { agreed, ...token } = await call("outlook/token", { agent: person().key }, body);
    if (!agreed) throw bridgeError("USER_INTERACTION_REQUIRED", "Nobody has agreed yet.");
    return { token: { ...token, properties: null, authority: `https://${account.environment}/${account.tenantId}/` }, account };
  };
  const nested = {
    GetInitContext: () => ({ initContext: { sdkName: "outlook-stand-in", sdkVersion: "1", capabilities: { queryAccount: false } } }),
    GetToken: (/** @type {any} */ { scope }) => get({ scope, by: "nested" }),
    GetTokenPopup: async (/** @type {any} */ { scope }) => {
      if (!(await agree(person()))) throw bridgeError("USER_CANCEL", "The person closed the window.");
      return get({ scope, by: "nested", interactive: true });
    },
  };
  return {
    nested: (/** @type {any} */ values) => {
      if (values.method !== "GetInitContext" && values.clientId !== clientId) throw bridgeError("PERSISTENT_ERROR", `The client ${values.clientId} is not registered.`);
      return /** @type {any} */ (nested)[values.method](values);
    },
    officeToken: async () => (await get({ by: "office" })).token.access_token,
  };
}
