// Runs a script in a runtime that has no more than classic Outlook's: no page, no window, no fetch, no storage.
// Input: {script, event, item, token, answer, budget_s}; output: what the event was completed with, and what was asked.
"use strict";
const vm = require("vm");
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));

const handlers = {};
const asked = [];
const completed = [];
const began = Date.now();

class Request {
  constructor() { this.headers = {}; }
  open(method, url) { this.method = method; this.url = url; }
  setRequestHeader(name, value) { this.headers[name] = value; }
  send(body) {
    asked.push({ method: this.method, url: this.url, headers: this.headers, body: JSON.parse(body) });
    const { kind, status, text } = given.answer;
    if (kind === "throw") throw new Error("no network at all");
    if (kind === "hang") return;
    setTimeout(() => {
      if (kind === "error") return this.onerror();
      if (kind === "timeout") return this.ontimeout();
      this.status = status;
      this.responseText = text;
      this.onload();
      if (kind === "twice") this.onload();
    }, 5);
  }
}

const sso = {
  none: undefined,
  good: { auth: { getAccessToken: (options) => { asked.push({ options }); return Promise.resolve("bearer"); } } },
  refused: { auth: { getAccessToken: () => Promise.reject(new Error("13001")) } },
  broken: { auth: { getAccessToken: () => { throw new Error("not here"); } } },
  late: { auth: { getAccessToken: () => new Promise(() => {}) } },
}[given.token];

const world = {
  Office: {
    actions: { associate: (name, handler) => { handlers[name] = handler; } },
    context: { displayLanguage: "de-DE", mailbox: given.mailbox === "none" ? undefined : { item: given.item } },
  },
  XMLHttpRequest: Request,
  setTimeout,
  clearTimeout,
};
if (sso) world.OfficeRuntime = sso;
vm.runInNewContext(given.script, vm.createContext(world), { filename: "events.js" });

handlers[given.event]({
  completed: (answer) => completed.push({ answer: answer === undefined ? null : answer, ms: Date.now() - began }),
});
process.on("exit", () => process.stdout.write(JSON.stringify({ handlers: Object.keys(handlers), asked, completed })));
