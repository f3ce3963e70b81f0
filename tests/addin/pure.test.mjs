// What the pane computes without a page around it.
import assert from "node:assert/strict";
import test from "node:test";

import { parse } from "../../addin/core/live.js";
import { digest } from "../../addin/core/storage.js";
import { luminance } from "../../addin/core/theme.js";
import { clock, day, lasting, moment, useZone } from "../../addin/core/times.js";
import { t, tn } from "../../addin/core/words.js";
import { initials } from "../../addin/parts/people.js";
import { isTeamMail, threadIds } from "../../addin/flow/recognising.js";

const ME = {
  agent: { id: "agent:mia" },
  mailboxes: [{ id: "support", addresses: ["support@firma.example"], list_ids: ["support.firma.example"] }],
};
const mail = (more) => ({ from: { name: "", address: "huber@kunde.example" }, to: [], cc: [], messageId: "a@b", ...more });
const to = (address) => ({ to: [{ name: "", address }] });

test("a mail to a shared mailbox is the team's", () => {
  assert.ok(isTeamMail(mail(to("support@firma.example")), "", ME));
  assert.ok(isTeamMail(mail({ cc: [{ name: "", address: "support@firma.example" }] }), "", ME));
  assert.ok(isTeamMail(mail({ from: { name: "", address: "support@firma.example" } }), "", ME));
});

test("a mail may say so in its headers only", () => {
  const headers = ["Delivered-To: Support@Firma.example", "To: undisclosed:;", "To: Mia <mia@firma.example>,\r\n\tTeam <support@firma.example>"];
  assert.deepEqual(headers.map((line) => isTeamMail(mail(to("mia@firma.example")), line, ME)), [true, false, true]);
  assert.ok(isTeamMail(mail({}), "List-ID: Support <support.firma.example>", ME));
});

test("private mail is not", () => {
  assert.ok(!isTeamMail(mail(to("mia@firma.example")), "Subject: support@firma.example\r\nTo: mia@firma.example", ME));
  assert.ok(!isTeamMail(mail(to("support@firma.example.evil.test")), "", ME));
  assert.ok(!isTeamMail(mail(to("xsupport@firma.example")), "", ME));
  assert.ok(!isTeamMail(mail({}), "List-ID: <other-support.firma.example>", ME));
});

test("a thread is named by all of its ids", () => {
  const headers = "Message-ID: <a@b>\r\nReferences: <r1@x>\r\n <r2@x>\r\nIn-Reply-To: <r2@x>\r\nX: <no@x>";
  assert.deepEqual([...new Set(threadIds(mail({}), headers))], ["a@b", "r1@x", "r2@x"]);
});

test("a block of an event stream is read", () => {
  assert.deepEqual(parse("id: 5-0\nevent: change\ndata: {\"a\":\ndata: 1}"), { id: "5-0", event: "change", data: "{\"a\":\n1}" });
  assert.deepEqual(parse(": still here"), { id: "", event: "message", data: "" });
});

test("brightness tells dark from light, and nonsense from both", () => {
  assert.equal(luminance("#ffffff"), 1);
  assert.equal(luminance("#000000"), 0);
  assert.ok((luminance("#1F1F1F") ?? 1) < 0.05);
  assert.equal(luminance("red"), null);
});

test("times are short near now and dates far away", () => {
  useZone("Europe/Berlin");
  const now = Date.UTC(2026, 10, 21, 13, 3);
  const hour = 3_600_000;
  assert.equal(clock(now), "14:03");
  assert.equal(moment(now - 24 * hour, now), "yesterday 14:03");
  assert.equal(moment(now + 24 * hour, now), "tomorrow 14:03");
  assert.equal(moment(now - 3 * 24 * hour, now), "Wed 14:03");
  assert.equal(moment(now - 30 * 24 * hour, now), "22 Oct 2026");
  assert.equal(day(now, now), "Today");
  // 23:30 in Berlin is still today, though it is 22:30 UTC; 00:30 is tomorrow there.
  assert.equal(moment(Date.UTC(2026, 10, 21, 23, 30), now), "tomorrow 00:30");
});

test("a duration is rounded down", () => {
  assert.deepEqual([0, 59_000, 60_000, 3_600_000, 95 * 60_000, 11.5 * 3_600_000, 50 * 3_600_000].map(lasting),
    ["0 min", "0 min", "1 min", "1 h", "1 h 35 min", "11 h", "2 days"]);
});

test("an unknown zone falls back to the browser's", () => {
  useZone("Not/AZone");
  assert.match(clock(0), /^\d\d:\d\d$/);
});

test("texts are filled, and braces in values stay as they are", () => {
  assert.equal(t("%(who)s took over", { who: "%(x)s $&" }), "%(x)s $& took over");
  assert.equal(tn("%(n)s mail", "%(n)s mails", 1), "1 mail");
  assert.equal(tn("%(n)s mail", "%(n)s mails", 0), "0 mails");
});

test("names become initials", () => {
  assert.deepEqual(["Jonas Weber", "Mia", "Ana de la Cruz", ""].map(initials), ["JW", "MI", "AC", "?"]);
});

test("a digest tells ids apart and hides them", () => {
  assert.notEqual(digest("a@b"), digest("a@c"));
  assert.ok(!digest("huber@kunde.example").includes("huber"));
});
