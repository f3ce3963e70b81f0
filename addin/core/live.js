/** Changes by others as they happen: a stream read with fetch, and polling where there is none. */

/** @typedef {import("./api.js").Api} Api */
/** @typedef {{conversation: string, version?: number, types?: string[], by?: {id: string, name: string} | null}} Change */
/** @typedef {{kind: string, change: Change | null}} LiveEvent */

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
const POLL_MS = 10_000;
const SILENCE_MS = 40_000;

/** Follows the workspace's changes from a cursor, reconnecting for as long as it runs. */
export class Live {
  #api;
  #heard;
  #tell;
  #cursor = "";
  /** @type {AbortController | null} */ #running = null;

  /**
   * @param {Api} api
   * @param {(event: LiveEvent) => void} heard `reset` means: read everything anew
   * @param {(how: "live" | "polling" | "off") => void} tell how well it hears
   */
  constructor(api, heard, tell) {
    this.#api = api;
    this.#heard = heard;
    this.#tell = tell;
  }

  start() {
    if (this.#running) return;
    this.#running = new AbortController();
    void this.#follow(this.#running.signal);
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
  }

  /** @param {AbortSignal} signal */
  async #follow(signal) {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const open = await this.#listen(signal);
        failures = open ? 0 : failures;
        if (!open) await this.#poll(signal);
      } catch {
        failures += 1;
        if (!signal.aborted) this.#tell("off");
      }
      await wait(failures ? backOff(failures) : 100, signal);
    }
  }

  /**
   * Read one stream to its end.
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>} false when the service has no room for another listener
   */
  async #listen(signal) {
    const mine = new AbortController();
    const stop = () => mine.abort();
    signal.addEventListener("abort", stop, { once: true });
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream" };
    if (this.#cursor) headers["Last-Event-ID"] = this.#cursor;
    try {
      const answer = await this.#api.stream("/live", headers, mine.signal);
      if (answer.status === 503 || answer.status === 404) return false;
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      this.#tell("live");
      await this.#read(answer.body.getReader(), stop);
      return true;
    } finally {
      signal.removeEventListener("abort", stop);
      mine.abort();
    }
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @param {() => void} stop
   */
  async #read(reader, stop) {
    const decoder = new TextDecoder();
    let rest = "";
    // A half-open connection says nothing at all; a living one has a comment line every 15 s.
    let silence = setTimeout(stop, SILENCE_MS);
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE_MS);
        const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.#take(parse(block));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  /** @param {{id: string, event: string, data: string}} block */
  #take({ id, event, data }) {
    if (id) this.#cursor = id;
    if (!data && event !== "reset") return;
    this.#heard({ kind: event, change: data ? JSON.parse(data) : null });
  }

  /** @param {AbortSignal} signal */
  async #poll(signal) {
    const found = await this.#api.get(`/changes${this.#cursor ? `?after=${encodeURIComponent(this.#cursor)}` : ""}`, signal);
    this.#tell("polling");
    if (found.reset && this.#cursor) this.#heard({ kind: "reset", change: null });
    for (const change of found.changes) this.#heard({ kind: change.event ?? "change", change });
    this.#cursor = found.cursor;
    await wait(POLL_MS, signal);
  }
}

/**
 * One block of an event stream.
 * @param {string} block
 */
export function parse(block) {
  const found = { id: "", event: "message", data: "" };
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(id|event|data):[ ]?(.*)$/.exec(line) ?? [];
    if (name === "data") found.data += (found.data ? "\n" : "") + value;
    else if (name === "id" || name === "event") found[name] = value ?? "";
  }
  return found;
}

/** @param {number} failures */
function backOff(failures) {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function wait(ms, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
