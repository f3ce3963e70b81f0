"""What can be put right about a conversation, and senders who are blocked (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from server.domain import linking, moving, policy
from server.domain.auditlog import Audited
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Conflict, Invalid, Unavailable
from server.domain.lifecycle import set_status
from server.domain.merging import UNDO_MS
from server.domain.messages import Message
from server.domain.rows import label, row_view
from server.domain.tidyviews import CandidateLine, LinkLine, MailLine, MergedLine, TidyView
from server.domain.views import ConversationView, MailboxLabel
from server.domain.vocabulary import Act, Standing, Status
from server.domain.workspace import Directory, Mailbox
from server.store import moving as store
from server.store.codec import decode, decode_event
from server.store.conversations import Stored
from server.store.messages import moments
from server.usecases import audit
from server.usecases.inbox import ATTEMPTS, Asked, Done, Inbox, change, read, view
from server.usecases.picturing import is_blocked
from server.usecases.settings.storing import reloaded

SHOWN = 50
"""Mails to split from, and conversations to merge with, that are offered."""
BLOCKED = 1_000
"""Blocked senders of one mailbox."""


def tidy(inbox: Inbox, agent: str, *, conversation: str) -> TidyView:
    """Everything that can be put right about one conversation, three round trips."""
    inbox, stored, record = read(inbox, agent, conversation)
    of, whole = inbox.conversations, view(Done(inbox, stored, record), agent)
    sender = of.digests.sender(record.customer)
    boxes = record.mailboxes if record.customer else ()
    replies = of.store.read(
        [
            ("ZRANGE", of.keys.messages(record.id), 0, -1, "WITHSCORES"),
            ("LRANGE", of.keys.activity(record.id), -500, -1),
            *(("ZRANGE", of.keys.mailbox_sender(box, sender), 0, SHOWN - 1, "REV") for box in boxes),
        ]
    )
    timeline = sorted(moments(replies[0]), key=lambda one: (one.at, one.key), reverse=True)
    joined = list(_joined(replies[1], inbox.clock()))
    links = list(linking.links_of(record))
    near = [one for found in replies[2:] for one in found]
    names = list(dict.fromkeys([*record.conflicts_with, *near, *(one for _, one in links), *joined]))
    keys = [one.key for one in timeline[:SHOWN]]
    heads = of.store.read(
        [("HMGET", of.keys.conversation(name), "version", "record") for name in names]
        + [("HGET", of.keys.message(key), "facts") for key in keys]
    )
    known = {name: store.record(*head) for name, head in zip(names, heads, strict=False)}
    facts = {key: decode(Message, text) for key, text in zip(keys, heads[len(names) :], strict=True) if text}
    may = Act.TIDY in whole.can
    return TidyView(
        conversation=whole,
        mail_count=len(timeline),
        mails=tuple(map(_mail, facts.values())) if may and len(timeline) > 1 else (),
        candidates=tuple(_candidates(inbox, agent, record, known, [*record.conflicts_with, *near]))
        if may
        else (),
        merged=tuple(_merged(record, known, joined)) if may else (),
        links=tuple(_links(inbox, agent, known, links)),
        places=tuple(_places(inbox.directory, agent, record)) if may else (),
        blocked=is_blocked(inbox.directory, record) if record.customer and Act.BLOCK in whole.can else None,
    )


def block_sender(inbox: Inbox, asked: Asked, *, conversation: str, blocked: bool) -> ConversationView:
    """Let new mail of the customer arrive as spam in the home mailbox, this conversation too; or not any more.

    The mailbox first: should the second half be lost, asking again does the rest.
    """
    inbox, _, record = read(inbox, asked.agent.id, conversation)
    inbox = listed(inbox, asked, record, blocked=blocked)
    kind = "sender_blocked" if blocked else "sender_unblocked"

    def decide(_: Inbox, stored: Stored, now: Conversation) -> Change:
        to = Standing.SPAM if blocked else Standing.OPEN
        told = event(kind, asked.actor, stored.at, mailbox=record.mailboxes[0])
        if (now.status is Status.SPAM) is blocked:
            return Change(now, (told,))
        made = set_status(now, to=to, seen=None, actor=asked.actor, at=stored.at)
        return Change(made.after, (told, *made.events))

    return view(change(inbox, asked, record.id, Act.BLOCK, decide), asked.agent.id)


def listed(inbox: Inbox, asked: Asked, record: Conversation, *, blocked: bool) -> Inbox:
    """Have the sender on the home mailbox's list of blocked ones, or off it; who may is asked at the commit (A8)."""
    for _ in range(ATTEMPTS):
        policy.require(inbox.directory, asked.agent.id, Act.BLOCK, record)
        if not record.customer:
            raise Invalid("There is no sender to block.")
        box = inbox.directory.mailboxes[record.mailboxes[0]]
        rest = tuple(one for one in box.blocked if one != record.customer)
        after: Mailbox = replace(box, blocked=(*rest, record.customer)[-BLOCKED:] if blocked else rest)
        if after == box:
            return inbox
        told = audit.told(inbox, asked.actor, Audited.CHANGED, after, before=box)
        guard = [inbox.unchanged_directory()]
        try:
            inbox.directories.put(inbox.workspace, after, before=box, told=told, checks=guard)
        except Conflict:
            inbox = reloaded(inbox)
            continue
        return reloaded(inbox)
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _joined(lines: Sequence[str], now: int) -> Iterator[str]:
    """Ids of what somebody merged into this within the time in which that can be undone, newest first."""
    for line in reversed(lines):
        told = decode_event(line)
        by_hand = told.type == "merged" and not told.data.get("automatic") and not told.data.get("of")
        if by_hand and told.at > now - UNDO_MS:
            yield str(told.data["source"])


def _merged(
    record: Conversation, known: dict[str, Conversation | None], joined: Sequence[str]
) -> Iterator[MergedLine]:
    for name in dict.fromkeys(joined):
        one = known.get(name)
        if one is not None and one.merged_into == record.id and one.merged_at is not None:
            yield MergedLine(one.id, one.subject, one.merged_at + UNDO_MS)


def _candidates(
    inbox: Inbox,
    agent: str,
    record: Conversation,
    known: dict[str, Conversation | None],
    names: Sequence[str],
) -> Iterator[CandidateLine]:
    directory = inbox.directory
    for name in dict.fromkeys(names):
        one = known.get(name)
        if (
            one is None
            or one.id == record.id
            or one.merged_into
            or set(one.mailboxes).isdisjoint(record.mailboxes)
        ):
            continue
        alike = set(one.restricted_to or ()) == set(record.restricted_to or ())
        if alike and one.status is not Status.SPAM and policy.may(directory, agent, Act.TIDY, one):
            shown = row_view(one, directory=directory, agent=agent)
            yield CandidateLine(shown, one.message_count, name in record.conflicts_with)


def _links(
    inbox: Inbox, agent: str, known: dict[str, Conversation | None], links: Sequence[tuple[str, str]]
) -> Iterator[LinkLine]:
    for kind, name in links:
        one = known.get(name)
        if one is not None and policy.sees(inbox.directory, agent, one):
            shown = row_view(one, directory=inbox.directory, agent=agent)
            yield LinkLine(kind, shown)


def _places(directory: Directory, agent: str, record: Conversation) -> Iterator[MailboxLabel]:
    for box, _ in directory.memberships(agent):
        if box.id not in record.mailboxes and moving.may_go(directory, agent, record, box.id):
            yield label(box)


def _mail(message: Message) -> MailLine:
    sender = message.author.name or message.author.address
    return MailLine(message.key, message.at, sender, message.subject, message.outbound)
