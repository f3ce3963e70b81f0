/** Who is signed in: access tokens for our API, by nested app authentication or by a dialog. */

/** @typedef {import("./host.js").Host} Host */
/** @typedef {{publicUrl: string, clientId: string, scope: string, authority: string}} Settings */

const EARLY_MS = 60_000;

/** Nobody is signed in, or Microsoft wants to ask something first. */
export class SignInNeeded extends Error {}

/** Gets tokens silently where that is possible, and by asking only after a click. */
export class Session {
  #host;
  #settings;
  /** @type {any} */ #app = null;
  #token = "";
  #until = 0;

  /**
   * @param {Host} host
   * @param {Settings} settings
   */
  constructor(host, settings) {
    this.#host = host;
    this.#settings = settings;
  }

  /**
   * An access token without asking anybody.
   * @param {boolean} [fresh] not the one that was just refused
   * @returns {Promise<string>}
   */
  async token(fresh = false) {
    if (!fresh && this.#token && Date.now() < this.#until) return this.#token;
    if (!this.#host.canNest) throw new SignInNeeded("by dialog");
    const request = { scopes: [this.#settings.scope], forceRefresh: fresh };
    try {
      return this.#keep(await (await this.#nested()).acquireTokenSilent(request));
    } catch (error) {
      if (needsAsking(error)) throw new SignInNeeded("by popup");
      throw error;
    }
  }

  /** Ask the person; to be called from a click only. */
  async signIn() {
    if (!this.#host.canNest) {
      const url = new URL("/outlook/auth-dialog.html", location.href).href;
      this.#remember(await this.#host.signInDialog(url));
      return;
    }
    const app = await this.#nested();
    this.#keep(await app.acquireTokenPopup({ scopes: [this.#settings.scope] }));
  }

  async #nested() {
    const { clientId, authority } = this.#settings;
    this.#app ??= await msal.createNestablePublicClientApplication({
      auth: { clientId, authority },
      cache: { cacheLocation: "localStorage" },
    });
    return this.#app;
  }

  /** @param {{accessToken: string}} result */
  #keep(result) {
    this.#remember(result.accessToken);
    return result.accessToken;
  }

  /** @param {string} token */
  #remember(token) {
    this.#token = token;
    this.#until = expiry(token) - EARLY_MS;
  }
}

/**
 * When a token ends, in ms; the server alone judges it, this only saves asking for a new one each time.
 * @param {string} token
 */
function expiry(token) {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    return Number(JSON.parse(atob(payload)).exp) * 1000 || 0;
  } catch {
    return 0;
  }
}

/** @param {any} error */
function needsAsking(error) {
  return error instanceof msal.InteractionRequiredAuthError || error?.errorCode === "no_account_error";
}
