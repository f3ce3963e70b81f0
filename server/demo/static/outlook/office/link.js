/** The host page around this one: the frame's parent, or the window that opened a dialog. */
const HOST = new URL(document.currentScript.src).origin;
const PATIENCE_MS = 3_000;

/** Messages to and from the host page; nothing else is listened to. */
class Link {
  #peer;
  #waiting = new Map();
  #listeners = new Map();
  #serial = 0;
  #state = null;

  constructor(peer) {
    this.#peer = peer;
    addEventListener("message", (event) => this.#receive(event));
  }

  /** What the host said about this page; null before it did. */
  get state() {
    return this.#state;
  }

  /** Ask who we are; null if nobody answers, as in a plain browser tab. */
  greet() {
    return new Promise((resolve) => {
      this.on("welcome", (state) => resolve((this.#state = state)));
      this.tell("hello", { path: location.pathname });
      setTimeout(() => resolve(this.#state), PATIENCE_MS);
    });
  }

  tell(type, detail = {}) {
    this.#peer.postMessage({ standIn: "office", type, ...detail }, HOST);
  }

  /** Let the host do something; rejects with {code, name, message}. */
  call(name, values = {}) {
    const id = ++this.#serial;
    this.tell("call", { id, name, values });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  on(type, listener) {
    this.#listeners.set(type, listener);
  }

  #receive({ source, origin, data }) {
    if (source !== this.#peer || origin !== HOST || data?.standIn !== "office") return;
    if (data.type === "answer") this.#settle(data);
    else if (data.type === "state") this.#state = { ...this.#state, ...data.detail };
    else this.#listeners.get(data.type)?.(data.detail);
  }

  #settle({ id, value, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(error);
    else waiting?.resolve(value);
  }
}

const peer = window.parent === window ? window.opener : window.parent;
const link = peer ? new Link(peer) : null;
const state = () => link.state;
