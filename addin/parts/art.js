/** The small drawings of the quiet states: the mark itself, dashed, with a person or with a lock. */

import { svg } from "../core/icons.js";

const SHEET = "M61 26V16a6 6 0 0 0-6-6H22a6 6 0 0 0-6 6v48a6 6 0 0 0 6 6h33a6 6 0 0 0 6-6v-3";
const LINES = "M26 23h25M26 35h10M26 47h10";
const NOTE = "M44 37a6 6 0 0 1 6-6h24a6 6 0 0 1 6 6v13a6 6 0 0 1-6 6H44z";
const SIGNS = {
  none: "",
  auth: "M58.4 40a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0M55 50c1-4 4-5.5 7-5.5s6 1.5 7 5.5",
  lock: "M57.5 43v-2.5a4.5 4.5 0 0 1 9 0V43M55 43h14v8H55z",
  off: "M55 50l14-13",
};

/** @param {keyof typeof SIGNS} name */
export function drawing(name) {
  const art = svg("svg", { class: "art", viewBox: "0 0 96 80", "aria-hidden": "true", focusable: "false" });
  art.append(svg("path", { class: "l f", d: SHEET }), svg("path", { class: "l", d: LINES }));
  art.append(svg("path", { class: name === "none" ? "n d" : "n", d: NOTE }));
  if (SIGNS[name]) art.append(svg("path", { class: "g", d: SIGNS[name] }));
  return art;
}
