/** Decides here, before anything is sent, whether a mail is the team's at all (private mail stays private), and describes it. */

/** @typedef {import("../types").Item} Item */
/** @typedef {import("../types").Me} Me */

const LONGEST_HEADERS = 200_000;
const RECIPIENTS = /^(to|cc|from|sender|reply-to|delivered-to|x-forwarded-to|x-original-to|x-original-from|x-original-sender):/i;
const LISTS = /^list-id:/i;
const THREAD = /^(message-id|in-reply-to|references):/i;

/**
 * Whether a mail names a shared mailbox of the agent, as recipient, sender or list.
 * @param {Item} item
 * @param {string} headers raw internet headers, or an empty text
 * @param {Me} me
 */
export function isTeamMail(item, headers, me) {
  const lines = unfold(headers);
  const people = [item.from, ...item.to, ...item.cc].map((one) => one?.address ?? "");
  const written = [...people, ...lines.filter((line) => RECIPIENTS.test(line))].join(" ").toLowerCase();
  const lists = lines.filter((line) => LISTS.test(line)).join(" ").toLowerCase();
  return me.mailboxes.some(
    (mailbox) =>
      mailbox.addresses.some((address) => names(written, address.toLowerCase())) ||
      mailbox.list_ids.some((id) => names(lists, id.toLowerCase())),
  );
}

/**
 * Every Message-ID of the mail and of what it answers.
 * @param {Item} item
 * @param {string} headers
 */
export function threadIds(item, headers) {
  const lines = unfold(headers).filter((line) => THREAD.test(line)).join(" ");
  return [item.messageId, ...[...lines.matchAll(/<([^<>\s]+)>/g)].map((found) => found[1] ?? "")].filter(Boolean);
}

/**
 * A mail as the service is told of it.
 * @param {Item} item
 * @param {string} headers
 */
export function described(item, headers) {
  return {
    message_id: item.messageId,
    ...(headers && headers.length <= LONGEST_HEADERS ? { headers } : {}),
    ...(item.from ? { from: item.from } : {}),
    to: item.to,
    cc: item.cc,
    subject: item.subject,
    ...(item.createdAt ? { created_at: item.createdAt } : {}),
    ...(item.conversationId ? { conversation_id: item.conversationId } : {}),
  };
}

/** @param {string} headers */
function unfold(headers) {
  return headers.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
}

/**
 * Whether a text contains a name as a whole, not as the end or the beginning of a longer one.
 * @param {string} text
 * @param {string} name
 */
function names(text, name) {
  for (let at = text.indexOf(name); name && at >= 0; at = text.indexOf(name, at + 1)) {
    const around = (text[at - 1] ?? " ") + (text[at + name.length] ?? " ");
    if (!/[\w.@+-]/.test(around)) return true;
  }
  return false;
}
