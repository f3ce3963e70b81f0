/** My work: four queues with their counts, and the conversations of the chosen one. */

import { reason } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { clock } from "../core/times.js";
import { msg, t } from "../core/words.js";
import { ownAvailability } from "./absence.js";
import { Part } from "./part.js";
import { row } from "./rows.js";

/** @typedef {import("../types").State} State */
/** @typedef {import("../types").Home} Home */
/** @typedef {import("../types").Row} Row */
/** @typedef {"reviews" | "mine" | "unassigned" | "waiting" | "mentions" | "followed"} Queue */

/** @type {Record<Queue, string>} */
const NAMES = { reviews: msg("Drafts to review"), mine: msg("Mine"), unassigned: msg("Unassigned"), waiting: msg("Waiting"), mentions: msg("Mentions"), followed: msg("Followed") };
const AGAIN_MS = 30_000;
/** Changes that come together are read together. */
const GATHER_MS = 200;

/** The lists of an agent; read anew while they are looked at. */
export class Work extends Part {
  /** @type {Home | null} */ #home = null;
  /** @type {Row[] | null} */ #rows = null;
  /** @type {string | null} */ #after = null;
  /** @type {Queue} */ #queue = "mine";
  #failed = false;
  #body = h("div", { class: "works" });
  #box = h("div", { class: "finds" });
  #searching = false;
  #asking = new AbortController();
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #gathering;

  connectedCallback() {
    this.replaceChildren(this.#box, this.#body);
    super.connectedCallback();
    void this.#search();
    void this.#load();
    this.#timer = setInterval(() => document.visibilityState === "visible" && void this.#load(), AGAIN_MS);
    this.pane.root.addEventListener("changed", this.#changed);
    this.addEventListener("keydown", this.#keys);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.pane.root.removeEventListener("changed", this.#changed);
    this.#asking.abort();
    this.removeEventListener("keydown", this.#keys);
  }

  /** Read everything anew: somebody changed something. */
  #changed = () => {
    this.#gathering ??= setTimeout(() => { this.#gathering = undefined; void this.#load(); }, GATHER_MS);
  };

  draw() {
    if (this.#searching) return;
    const home = this.#home;
    fill(this.#body, home && ownAvailability(this.pane, home, (to, until) => void this.#set(to, until)), h("div", { class: "views", role: "group", "aria-label": t("Lists") }, this.#views()), this.#list(), this.#foot());
  }

  /** The box to search in comes a moment later than the lists. */
  async #search() {
    const [{ Finding }, { SavedViews }] = await Promise.all([import("./finding.js"), import("./views.js")]);
    const search = h("div"), saved = h("div");
    this.#box.replaceChildren(search, saved);
    const finding = new Finding(this.pane, search, (found) => {
      this.#searching = found !== null;
      if (found) return this.#body.replaceChildren(found);
      views.over();
      this.draw();
    });
    const views = new SavedViews(this.pane, saved, finding);
  }

  #views() {
    /** @type {Queue[]} */
    const all = ["reviews", "mine", "unassigned", "waiting", "mentions", "followed"];
    const home = this.#home;
    return all.filter((queue) => (!home || home[queue] !== null) && (queue !== "reviews" || !!home?.reviews)).map((queue) => h("button", {
      class: "view", type: "button", "data-key": `queue-${queue}`, "aria-pressed": String(queue === this.#queue), onclick: () => this.#choose(queue),
    }, h("span", null, t(NAMES[queue])), h("b", null, home ? String(home[queue]) : "–")));
  }

  #list() {
    if (!this.#rows) {
      return h("p", { class: "meta empty", role: "status" }, this.#failed ? t("That did not work just now") : t("Loading …"));
    }
    if (!this.#rows.length) return h("p", { class: "meta empty", role: "status" }, t("Nothing here. All calm."));
    return h("ul", { class: "list", "aria-label": t(NAMES[this.#queue]) }, this.#rows.map((one) => h("li", null, row(this.pane, one))),
      this.#after && h("li", null, h("button", { class: "b link", type: "button", "data-key": "more-rows", onclick: () => void this.#more() }, t("Show more"))));
  }

  #foot() {
    return h("div", { class: "foot end" }, h("span", null, this.#home ? t("As of %(time)s · oldest first", { time: clock(this.#home.at) }) : ""),
      h("button", { class: "b link", type: "button", "data-key": "refresh", onclick: () => void this.#load() }, t("Refresh")));
  }

  /**
   * @param {import("../types").Availability} availability
   * @param {number} [until]
   */
  async #set(availability, until) {
    try {
      this.#home = await this.pane.api.change("PUT", "/me/availability", { body: { availability, ...(until ? { until } : {}) } });
    } catch (error) {
      this.pane.acting.toast(reason(error));
    }
    this.draw();
  }

  /** @param {Queue} queue */
  #choose(queue) {
    this.#queue = queue;
    this.#rows = null;
    this.draw();
    void this.#load();
  }

  async #load() {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const [home, page] = await Promise.all([
        this.pane.api.get("/home", signal), this.pane.api.get(`/queues/${this.#queue}`, signal)]);
      if (signal.aborted) return;
      this.#home = home;
      this.#rows = page.rows;
      this.#after = page.after;
      this.#failed = false;
    } catch {
      if (signal.aborted) return;
      this.#failed = true;
    }
    this.draw();
  }

  async #more() {
    const page = await this.pane.api.get(`/queues/${this.#queue}?after=${encodeURIComponent(this.#after ?? "")}`).catch(() => null);
    if (!page) return;
    this.#rows = [...(this.#rows ?? []), ...page.rows];
    this.#after = page.after;
    this.draw();
  }

  #keys = (/** @type {KeyboardEvent} */ event) => {
    const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".item")]);
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}
