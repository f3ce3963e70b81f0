"""Lists of conversations: what waits for me, what waits for anybody, and how much of it there is (G6).

Lists and counts come from indexes that hold only what their reader sees (DECISIONS A4); members who see only
what is given to them read from their own indexes and are judged conversation by conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import NotFound
from server.domain.listviews import PreviousView, Queue, QueueView
from server.domain.rows import label, row_view
from server.domain.workspace import Agent, Mailbox, Member
from server.store.conversations import Wanted
from server.usecases.firsts import handed_first
from server.usecases.inbox import Inbox, read
from server.usecases.lists import (
    FOLLOWED,
    confidential_in,
    given_in,
    mine_in,
    number,
    reviewing,
    seen,
    union,
)

PAGE = 20
"""Rows of one page (G6)."""
PREVIOUS = 20
_LATEST = 10**14

_INDEX = {
    Queue.UNASSIGNED: "unassigned",
    Queue.WAITING: "pending",
    Queue.OPEN: "open",
    Queue.SNOOZED: "snoozed",
}
_OWN_INDEX = {Queue.MINE: "open", Queue.WAITING: "pending", Queue.SNOOZED: "snoozed"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: after this score and id."""

    score: int
    id: str

    def __str__(self) -> str:
        return f"{self.score}-{self.id}"


def queue(
    inbox: Inbox, agent: Agent, *, queue: Queue, mailbox: str | None = None, after: str | None = None
) -> QueueView:
    """One page of a queue, oldest first; NotFound for a mailbox that is not the agent's."""
    inbox = inbox.fresh()
    box = _mailbox(inbox, agent, mailbox)
    cursor = _cursor(after)
    lists = _lists(inbox, agent, queue, box[0] if box else None)
    if box is not None and policy.limited(box[1]):
        found = given_in(inbox, agent, queue, box[0])
    elif queue is Queue.REVIEWS:
        found = reviewing(inbox, agent.id)
    elif queue is Queue.FOLLOWED:
        ids = inbox.conversations.store.read([("ZRANGE", lists[0][0], 0, FOLLOWED - 1, "REV")])[0]
        found = [(_LATEST - record.last_message_at, record) for record in seen(inbox, agent.id, ids)]
    elif queue is Queue.MENTIONS:
        ids = inbox.conversations.store.read([("ZRANGE", lists[0][0], 0, -1)])[0]
        found = [(record.last_message_at, record) for record in seen(inbox, agent.id, ids)]
    elif queue is Queue.MINE and box is not None:
        found = mine_in(inbox, agent, box[0])
    else:
        page = _page_of_lists(inbox, agent, queue, box, lists, cursor)
        mine = queue is Queue.MINE and box is None
        return handed_first(inbox, agent, page, begins=cursor is None) if mine else page
    found.sort(key=lambda pair: (pair[0], pair[1].id))
    rest = [pair for pair in found if cursor is None or (pair[0], pair[1].id) > (cursor.score, cursor.id)]
    return _page(inbox, agent, queue, box, rest[: PAGE + 1], len(found))


def previous(inbox: Inbox, agent: Agent, *, conversation: str) -> PreviousView:
    """Earlier conversations of the same sender that the agent sees, newest first."""
    inbox, stored, record = read(inbox, agent.id, conversation)
    boxes = [box.id for box, m in inbox.directory.memberships(agent.id) if not policy.limited(m)]
    sender = inbox.conversations.digests.sender(record.customer)
    wanted = Wanted(comments=0, mailboxes=tuple(boxes), sender=sender, others=PREVIOUS + 1)
    others = inbox.conversations.read(record.id, wanted).same_sender - {record.id}
    shown = seen(inbox, agent.id, sorted(others))
    shown.sort(key=lambda one: -one.last_message_at)
    rows = (row_view(one, directory=inbox.directory, agent=agent.id) for one in shown[:PREVIOUS])
    return PreviousView(record.id, record.customer_name, record.customer, tuple(rows), stored.at)


def known_tags(inbox: Inbox, agent: Agent, record: Conversation) -> tuple[str, ...]:
    """Tags that the team agreed on for the conversation's mailboxes that the agent is in, then others used last."""
    mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}.intersection(record.mailboxes)
    keys = [inbox.conversations.keys.mailbox_index(box, "tags") for box in record.mailboxes if box in mine]
    replies = inbox.conversations.store.read([("ZRANGE", key, 0, 29, "REV") for key in keys])
    everywhere = inbox.directory.tags.values()
    agreed = sorted(tag.name for tag in everywhere if not tag.mailboxes or mine.intersection(tag.mailboxes))
    return tuple(dict.fromkeys((*agreed, *(tag for tags in replies for tag in tags))))


def _lists(inbox: Inbox, agent: Agent, queue: Queue, box: Mailbox | None) -> list[list[str]]:
    """The sorted sets that a queue is made of, in groups that have no conversation in common."""
    keys = inbox.conversations.keys
    if queue in (Queue.MENTIONS, Queue.FOLLOWED):
        return [[keys.agent_index(agent.id, queue.value)]]
    if box is None and queue in _OWN_INDEX:
        return [[keys.agent_index(agent.id, _OWN_INDEX[queue])]]
    boxes = [box] if box else [b for b, m in inbox.directory.memberships(agent.id) if not policy.limited(m)]
    name = _INDEX.get(queue, "open")
    return [[keys.mailbox_index(b.id, name) for b in boxes], confidential_in(inbox, agent, name, boxes)]


def _page_of_lists(
    inbox: Inbox,
    agent: Agent,
    queue: Queue,
    box: tuple[Mailbox, Member] | None,
    lists: Sequence[Sequence[str]],
    cursor: Cursor | None,
) -> QueueView:
    """A page merged from several lists; each is read from the cursor on.

    Lists order equal scores by id, as the cursor does: all that stand at its score are read, for how many of
    them were shown already cannot be asked for, and one page of what stands behind them.
    """
    names = [name for group in lists for name in group]
    if not names:
        return _page(inbox, agent, queue, box, [], 0)
    commands: list[tuple[str | int, ...]] = []
    for name in names:
        begin = "-inf"
        if cursor is not None:
            begin = f"({cursor.score}"
            commands.append(("ZRANGE", name, cursor.score, cursor.score, "BYSCORE", "WITHSCORES"))
        commands.append(("ZRANGE", name, begin, "+inf", "BYSCORE", "LIMIT", 0, PAGE + 1, "WITHSCORES"))
    unions = [union(group) for group in lists if group]
    found_in = inbox.conversations.store.read([*commands, *unions])
    replies, total = found_in[: len(commands)], sum(map(number, found_in[len(commands) :]))
    scores: dict[str, int] = {}
    for reply in replies:
        scores |= {c: int(float(score)) for c, score in zip(reply[::2], reply[1::2], strict=True)}
    ordered = sorted(
        (score, c) for c, score in scores.items() if cursor is None or (score, c) > (cursor.score, cursor.id)
    )
    wanted = ordered[: PAGE + 1]
    records = inbox.conversations.get_many([c for _, c in wanted])
    found = [
        (score, record) for (score, _), record in zip(wanted, records, strict=True) if record is not None
    ]
    return _page(inbox, agent, queue, box, found, total)


def _page(
    inbox: Inbox,
    agent: Agent,
    queue: Queue,
    box: tuple[Mailbox, Member] | None,
    found: Sequence[tuple[int, Conversation]],
    total: int,
) -> QueueView:
    shown = [pair for pair in found[:PAGE] if policy.sees(inbox.directory, agent.id, pair[1])]
    more = Cursor(found[PAGE - 1][0], found[PAGE - 1][1].id) if len(found) > PAGE else None
    rows = (row_view(record, directory=inbox.directory, agent=agent.id) for _, record in shown)
    return QueueView(
        queue, label(box[0]) if box else None, tuple(rows), total, inbox.clock(), str(more) if more else None
    )


def _mailbox(inbox: Inbox, agent: Agent, mailbox: str | None) -> tuple[Mailbox, Member] | None:
    if not mailbox:
        return None
    found = next(((b, m) for b, m in inbox.directory.memberships(agent.id) if b.id == mailbox), None)
    if found is None:
        raise NotFound("There is no such mailbox.")
    return found


def _cursor(after: str | None) -> Cursor | None:
    score, _, conversation = (after or "").partition("-")
    return Cursor(int(score), conversation) if score.isdecimal() and len(score) < 16 else None
