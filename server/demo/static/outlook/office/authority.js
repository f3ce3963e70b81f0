/** msal-browser takes https authorities only; the demo's is http on loopback. It is told where that one's endpoints are. */
const PUBLIC_CLOUD = "https://login.microsoftonline.com";

function throughLoopback(configuration) {
  const { authority } = configuration.auth;
  if (!authority.startsWith("http://127.0.0.1:")) return configuration;
  const metadata = {
    issuer: `${PUBLIC_CLOUD}/{tenantid}/v2.0`, jwks_uri: `${authority}/discovery/v2.0/keys`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`, token_endpoint: `${authority}/oauth2/v2.0/token`,
  };
  return { ...configuration, auth: { ...configuration.auth, authority: `${PUBLIC_CLOUD}/common`, authorityMetadata: JSON.stringify(metadata) } };
}

function openToLoopback(library) {
  return new Proxy(library, {
    get: (of, name) => (name === "createStandardPublicClientApplication" ? (configuration) => of[name](throughLoopback(configuration)) : of[name]),
  });
}

let library;
Object.defineProperty(window, "msal", { configurable: true, get: () => library && openToLoopback(library), set: (value) => { library = value; } });
