/** What the panel shows when there is no card to show. */

import { h } from "./dom.js";

/** @typedef {(key: string, values?: Record<string, string>) => string} Words */

/** @param {Words} words */
export function loadingView(words) {
  return h("div", { class: "skeleton", role: "status", "aria-label": words("loading") }, h("i"), h("i"), h("i"), h("i"));
}

/**
 * An answer that Google would refuse: loud, and with the place of every fault.
 * @param {Words} words
 * @param {import("./card/check.js").Fault[]} faults
 */
export function faultView(words, faults) {
  const lines = faults.map(({ path, message }) => h("li", {}, h("code", {}, path), ` ${message}`));
  return h("div", { class: "fault", role: "alert", "data-error": faults[0].path }, h("strong", {}, words("invalid")), h("ul", {}, ...lines));
}

/**
 * Google's own card for a service that did not answer, or answered what is no card.
 * @param {import("./panel.js").Surroundings} around
 * @param {{status: number, fault: string}} answer
 * @param {() => void} again
 */
export function failureView({ words }, answer, again) {
  return h("div", { class: "failure", role: "alert", "data-failure": answer.fault }, h("p", {}, words("failed")), h("small", {}, answer.fault),
    h("button", { type: "button", class: "gbutton", onclick: again }, words("retry")));
}

/**
 * @param {import("./panel.js").Surroundings} around
 * @param {{scopes?: string[], all_scopes?: boolean}} wanted
 * @param {() => void} grant
 */
export function consentView({ words, addOn }, wanted, grant) {
  const scopes = (wanted.scopes ?? []).map((scope) => h("li", {}, scope.split("/").at(-1)));
  return h("div", { class: "consent", role: "region", "aria-label": words("allow") }, h("h2", {}, words("consent", { name: addOn.name })),
    scopes.length > 0 && h("p", {}, words("consentWhy")), h("ul", {}, ...scopes), h("button", { type: "button", class: "gbutton filled", onclick: grant }, words("allow")));
}

/**
 * @param {import("./panel.js").Surroundings} around
 * @param {{resource?: string}} prompt
 * @param {() => void} signIn
 */
export function signInView({ words, addOn }, prompt, signIn) {
  return h("div", { class: "consent", role: "region", "aria-label": words("signIn") }, h("p", {}, words("signInWhy", { name: prompt.resource ?? addOn.name })),
    h("button", { type: "button", class: "gbutton filled", onclick: signIn }, words("signIn")));
}
