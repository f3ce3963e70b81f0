// Shapes of /api/v1 and of what the host tells, for JSDoc; times are ms UTC.

export type Standing = "open" | "pending" | "snoozed" | "closed" | "spam";
export type Priority = "low" | "normal" | "high" | "urgent";
export type Act =
  | "take" | "assign" | "status" | "snooze" | "priority" | "tag" | "claim" | "comment"
  | "edit_comment" | "delete_comment" | "follow" | "spam" | "field" | "restrict" | "tidy" | "link" | "block" | "review";
export type Availability = "available" | "busy" | "away";

export interface Party { id: string; name: string; you?: boolean }
export interface MailboxLabel { id: string; name: string; address: string }
export interface Claim { by: Party; since: number; until: number }
export interface Presence { name: string; mode: "viewing" | "composing"; client: string; since: number }
export interface MentionSpan { start: number; end: number; you?: boolean }
export interface Comment {
  id: string; author: Party; at: number; text: string; mentions: MentionSpan[]; edited: boolean; deleted: boolean;
  may_edit?: boolean; may_delete?: boolean;
}
export interface CustomField {
  id: string; name: string; kind: "text" | "number" | "date" | "choice" | "checkbox" | "link"; value: string;
  choices: string[]; link: string | null;
}
export interface Absence { until: number | null; deputy: Party | null; may_give: boolean }
export interface Listed extends Party { chosen: boolean }
export interface View {
  id: string | null; version: number; at: number; mailbox: MailboxLabel; other_mailboxes: MailboxLabel[];
  subject: string; subject_kept: boolean; customer: { name: string; address: string }; status: Standing; priority: Priority; channel: string;
  assignee: Party | null; tags: string[]; role: string; can: Act[]; primary: Act | null;
  waiting_since: number | null; snoozed_until: number | null; closed_at: number | null; claim: Claim | null;
  presence: Presence[]; comments: Comment[]; comment_count: number; activity_count: number; previous_count: number;
  warnings: { kind: string; text: string; other: string | null }[]; fields: CustomField[]; guidelines: { mailbox: MailboxLabel; text: string }[];
  review: Review; restricted: { count: number; people: Party[] } | null; absence: Absence | null;
  due_at: number | null; handed_by: Party | null; following: boolean; macros: boolean;
  undo: { act: number; text: string; until: number } | null;
  links: { kind: LinkKind; id: string; subject: string; status: Standing; snoozed_until: number | null; assignee: string; message_id: string | null }[];
}
export type ReviewStep = "ask" | "approve" | "return" | "edit" | "use" | "withdraw";
export interface Review {
  can: ReviewStep[]; author: Party | null; reviewer: Party | null; state: "asked" | "returned" | "edited" | "approved" | null;
  version: number | null; asked_at: number | null; yours: boolean; blocked: boolean;
}
export interface DraftAnswer {
  text: string; final: string; changes: { kind: "kept" | "removed" | "added"; text: string }[]; reviewers: Party[]; conversation: View;
}
export interface Row {
  id: string; subject: string; subject_kept: boolean; customer: { name: string; address: string }; status: Standing;
  assignee: Party | null; waiting_since: number | null; last_message_at: number; snoozed_until: number | null;
  message_id: string | null; due_at: number | null; handed_by: Party | null;
}
export type LinkKind = "related" | "duplicate" | "continues" | "continued_by" | "forwarded_from" | "forwarded_to" | "split_from" | "split_into";
export interface Tidy {
  mail_count: number; comment_count: number; blocked: boolean | null;
  mails: { key: string; at: number; sender: string; subject: string; outbound: boolean }[];
  candidates: { row: Row; mails: number; suggested: boolean }[];
  merged: { id: string; subject: string; until: number }[];
  links: { kind: LinkKind; row: Row }[];
  places: { id: string; name: string; address: string }[];
}
export interface MergePlan {
  row: Row; mails: number; comments: number; refusal: string | null;
  shown: { comments: number; subject: string; mailboxes: string[] }[];
}
export interface MailboxOfMe {
  id: string; name: string; addresses: string[]; list_ids: string[]; role: string; limited: boolean;
}
export interface Me {
  agent: { id: string; name: string; email: string; locale: string; zone: string };
  workspace: { id: string; name: string; presence: string };
  mailboxes: MailboxOfMe[];
}
export interface Home {
  name: string; mine: number; unassigned: number | null; waiting: number; mentions: number; followed: number; reviews: number; at: number;
  availability: Availability; absence: Absence | null;
  mailboxes: { id: string; name: string; address: string; unassigned: number | null; open: number; pending: number }[];
}
export interface Candidate { id: string; name: string; you: boolean; team: boolean; open_count: number; cap: number | null;
  availability: Availability; absence: Absence | null;
}
export interface Entry { kind: "comment" | "activity"; at: number; text: string; author?: Party; deleted?: boolean }
export interface Resolved {
  kind: "conversation" | "outside" | "confidential" | "elsewhere";
  conversation?: View; mailboxes?: { id: string; name: string }[]; mine?: number | null;
}

/** Somebody in the header of a mail; the address is in lower case. */
export interface Mailer { name: string; address: string }

/** What the host shows, as plain data; `key` tells one item from another. */
export interface Item {
  key: string; mode: "read" | "compose"; messageId: string; conversationId: string; itemId: string;
  subject: string; from: Mailer | null; to: Mailer[]; cc: Mailer[]; createdAt: number | null;
}

export interface Pending { act: string; value?: string | null }
export interface Conflict { text: string; again: string; repeat: () => Promise<boolean> }
export type Phase =
  | "loading" | "signin" | "stranger" | "none" | "several" | "outside" | "confidential" | "elsewhere"
  | "conversation" | "unreachable" | "nohost";

/** All that the parts of the pane are drawn from. */
export interface State {
  phase: Phase; me: Me | null; item: Item | null; view: View | null;
  fromList: boolean; unopened: boolean; work: boolean; pending: Pending | null; conflict: Conflict | null;
  trouble: string; toast: { text: string; undo: (() => void) | null } | null;
  live: "live" | "polling" | "off" | "none"; retryAt: number | null; seenAt: number | null;
  outside: { mailboxes: { id: string; name: string }[]; mine: number | null } | null; canLink: boolean;
  signInFailed: boolean; joined: string; tab: "comments" | "activity" | "details" | "draft"; open: string; help: boolean;
}

declare global {
  const msal: any;
}
