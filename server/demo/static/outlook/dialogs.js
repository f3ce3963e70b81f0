/** Windows that the add-in opens for itself, e.g. to sign in. */

import { officeError } from "./frames.js";

const WATCH_MS = 200;
const CLOSED = 12006;

export class Dialogs {
  #addIn;
  #serial = 0;
  /** @type {Map<string, Window>} */
  #open = new Map();
  /** @type {Map<string, import("./frames.js").Frame>} */
  #frames = new Map();

  /** @param {import("./addin.js").AddIn} addIn */
  constructor(addIn) {
    this.#addIn = addIn;
  }

  /** @param {{url: string, width: number, height: number}} wanted sizes in percent of the screen @param {import("./frames.js").Frame} opener */
  open({ url, width, height }, opener) {
    if (this.#open.size > 0) throw officeError(12007, "DialogAlreadyOpened", "A dialog is open already.");
    const size = `width=${Math.round((screen.width * width) / 100)},height=${Math.round((screen.height * height) / 100)}`;
    const popup = open(url, "_blank", `popup,${size}`);
    if (!popup) throw officeError(12011, "DialogBlocked", "The browser blocked the dialog.");
    const id = `dialog-${++this.#serial}`;
    this.#open.set(id, popup);
    this.#frames.set(id, this.#frame(id, popup, opener));
    this.#watch(id, popup, opener);
    return id;
  }

  /** @param {string} id */
  close(id) {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }

  /** @param {string} id @param {string} message */
  tell(id, message) {
    const frame = this.#frames.get(id);
    if (frame) this.#addIn.frames.tell(frame, "parentMessage", { message });
  }

  /** @param {string} id @param {Window} popup @param {import("./frames.js").Frame} opener */
  #frame(id, popup, opener) {
    const { frames, origin } = this.#addIn;
    return frames.add({
      kind: "dialog", window: () => popup, state: () => this.#addIn.stateFor("dialog", null), calls: {},
      told: { toParent: ({ message }) => frames.tell(opener, "dialogMessage", { id, message, origin }), browse: ({ url }) => { open(url, "_blank", "noopener"); } },
    });
  }

  /** A window does not say that it was closed; look. @param {string} id @param {Window} popup @param {import("./frames.js").Frame} opener */
  #watch(id, popup, opener) {
    const watch = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(watch);
      this.#addIn.frames.remove(this.#frames.get(id));
      this.#frames.delete(id);
      if (this.#open.delete(id)) this.#addIn.frames.tell(opener, "dialogEvent", { id, error: CLOSED });
    }, WATCH_MS);
  }
}
