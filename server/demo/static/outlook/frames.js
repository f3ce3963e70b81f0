/** The host's side of the stand-in: knows every add-in page by its window, answers its calls, raises its events. */

/**
 * @typedef {object} Frame one page of the add-in
 * @property {"read"|"compose"|"event"|"dialog"} kind
 * @property {() => Window|null} window
 * @property {() => any} state what the page is told when it greets
 * @property {Record<string, (values: any, frame: Frame) => any>} calls
 * @property {Record<string, (detail: any, frame: Frame) => void>} [told]
 */

export class Frames {
  /** @type {Set<Frame>} */
  #frames = new Set();
  #origin;
  #complain;

  /** @param {string} origin where the add-in's pages live @param {(text: string) => void} complain */
  constructor(origin, complain) {
    this.#origin = origin;
    this.#complain = complain;
    addEventListener("message", (event) => this.#receive(event));
  }

  /** @param {Frame} frame */
  add(frame) {
    this.#frames.add(frame);
    return frame;
  }

  /** @param {Frame|null|undefined} frame */
  remove(frame) {
    if (frame) this.#frames.delete(frame);
  }

  /** Raise something in a page. @param {Frame} frame @param {string} type @param {any} detail */
  tell(frame, type, detail) {
    frame.window()?.postMessage({ standIn: "office", type, detail }, this.#origin);
  }

  /** Raise something in every page. @param {string} type @param {any} detail */
  tellAll(type, detail) {
    for (const frame of this.#frames) this.tell(frame, type, detail);
  }

  /** @param {MessageEvent} event */
  #receive({ source, origin, data }) {
    if (origin !== this.#origin || data?.standIn !== "office") return;
    const frame = [...this.#frames].find((one) => one.window() === source);
    if (!frame) return;
    if (data.type === "hello") this.tell(frame, "welcome", { kind: frame.kind, ...frame.state() });
    else if (data.type === "call") this.#answer(frame, data);
    else if (data.type === "fault") this.#complain(data.text);
    else frame.told?.[data.type]?.(data, frame);
  }

  /** @param {Frame} frame @param {any} asked */
  async #answer(frame, { id, name, values }) {
    const answer = /** @type {any} */ ({ standIn: "office", type: "answer", id });
    try {
      if (!(name in frame.calls)) throw Object.assign(new Error(`the host knows no ${name} for a ${frame.kind} page`), { code: 5000 });
      answer.value = await frame.calls[name](values, frame);
    } catch (error) {
      answer.error = errorOf(error);
      if (answer.error.code === 5000) this.#complain(answer.error.message);
    }
    frame.window()?.postMessage(answer, this.#origin);
  }
}

/** What of an error can travel. @param {any} error */
function errorOf(error) {
  return { code: error.code ?? 5001, name: error.name ?? "InternalError", message: String(error.message ?? error), bridge: error.bridge };
}

/** An error with a code of Office.js. @param {number} code @param {string} name @param {string} message */
export function officeError(code, name, message) {
  return Object.assign(new Error(message), { code, name });
}
