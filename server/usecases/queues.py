"""Lists of conversations: what waits for me, what waits for anybody, and how much of it there is (G6).

Lists and counts come from indexes that hold only what their reader sees (DECISIONS A4); members who see only
what is given to them read from their own indexes and are judged conversation by conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain import policy, review
from server.domain.availability import available_at
from server.domain.conversation import Conversation
from server.domain.drafts import ReviewState, Step
from server.domain.emergencies import seen_by
from server.domain.errors import NotFound
from server.domain.indexes import confidential
from server.domain.listviews import HomeView, MailboxCounts, PreviousView, Queue, QueueView
from server.domain.rows import absence_of, label, row_view
from server.domain.savedviews import offered
from server.domain.vocabulary import Standing
from server.domain.workspace import Agent, Mailbox, Member
from server.store.commit import Value
from server.store.conversations import Wanted
from server.store.ownviews import own_read, own_views
from server.usecases.firsts import handed_first, team_handed
from server.usecases.inbox import Inbox, read

PAGE = 20
"""Rows of one page (G6)."""
GIVEN = 500
"""Conversations that a member who sees only what is given to them is counted over, the newest."""
PREVIOUS = 20
FOLLOWED = 500
"""Followed conversations that are listed, the newest; newest first, which a score that falls makes of it."""
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


def home(inbox: Inbox, agent: Agent) -> HomeView:
    """The counts of the home card, each conversation once."""
    inbox = _fresh(inbox)
    keys = inbox.conversations.keys
    boxes = inbox.directory.memberships(agent.id)
    whole = [box for box, member in boxes if not policy.limited(member)]
    commands: list[tuple[Value, ...]] = [
        ("ZCARD", keys.agent_index(agent.id, "open")),
        ("ZCARD", keys.agent_index(agent.id, "pending")),
        ("ZRANGE", keys.agent_index(agent.id, "mentions"), 0, -1),
        ("ZUNION", len(reviews := _reviews(inbox, agent.id)), *reviews),
        ("ZRANGE", keys.agent_index(agent.id, "followed"), 0, FOLLOWED - 1, "REV"),
        own_read(keys, agent.id),
    ]
    if whole:
        commands.append(_union([keys.mailbox_index(box.id, "unassigned") for box in whole]))
        commands.append(_union(_confidential(inbox, agent, "unassigned", whole)))
    commands += [("ZCARD", keys.mailbox_index(box.id, name)) for box in whole for name in _COUNTED]
    commands += [("ZCARD", key) for name in _COUNTED for key in _confidential(inbox, agent, name, whole)]
    mine, waiting, mentions, reviewing, following, kept, *found = inbox.conversations.store.read(commands)
    counts = _sums(found[2:], len(whole))
    shown, now = (
        _seen(inbox, agent.id, list(dict.fromkeys((*mentions, *reviewing, *following)))),
        inbox.clock(),
    )
    mentioned = frozenset(mentions)
    me = inbox.directory.agents.get(agent.id, agent)
    return HomeView(
        name=agent.name,
        at=now,
        mine=mine + team_handed(inbox.directory, agent.id, (one for one in shown if one.id in mentioned)),
        unassigned=sum(map(_number, found[:2])) if whole else None,
        waiting=waiting,
        mentions=sum(record.id in mentioned for record in shown),
        followed=sum(agent.id in record.followers for record in shown),
        reviews=sum(_waits_for(inbox, agent.id, record) for record in shown),
        mailboxes=tuple(_mailbox_counts(inbox, agent, boxes, whole, counts)),
        availability=available_at(me, now),
        absence=absence_of(inbox.directory, agent.id, agent.id, now=now),
        emergencies=seen_by(inbox.directory, agent.id, now),
        views=offered(inbox.directory, agent.id, own_views(kept)),
    )


def queue(
    inbox: Inbox, agent: Agent, *, queue: Queue, mailbox: str | None = None, after: str | None = None
) -> QueueView:
    """One page of a queue, oldest first; NotFound for a mailbox that is not the agent's."""
    inbox = _fresh(inbox)
    box = _mailbox(inbox, agent, mailbox)
    cursor = _cursor(after)
    names = _lists(inbox, agent, queue, box[0] if box else None)
    if box is not None and policy.limited(box[1]):
        found = _given(inbox, agent, queue, box[0])
    elif queue is Queue.REVIEWS:
        found = _reviewing(inbox, agent.id)
    elif queue is Queue.FOLLOWED:
        ids = inbox.conversations.store.read([("ZRANGE", names[0], 0, FOLLOWED - 1, "REV")])[0]
        found = [(_LATEST - record.last_message_at, record) for record in _seen(inbox, agent.id, ids)]
    elif queue is Queue.MENTIONS:
        ids = inbox.conversations.store.read([("ZRANGE", names[0], 0, -1)])[0]
        found = [(record.last_message_at, record) for record in _seen(inbox, agent.id, ids)]
    elif queue is Queue.MINE and box is not None:
        found = _mine_in(inbox, agent, box[0])
    else:
        page = _page_of_lists(inbox, agent, queue, box, names, cursor)
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
    shown = _seen(inbox, agent.id, sorted(others))
    shown.sort(key=lambda one: -one.last_message_at)
    rows = (
        row_view(one, directory=inbox.directory, agent=agent.id, message_id=one.last_message_id)
        for one in shown[:PREVIOUS]
    )
    return PreviousView(record.id, record.customer_name, record.customer, tuple(rows), stored.at)


def known_tags(inbox: Inbox, agent: Agent, record: Conversation) -> tuple[str, ...]:
    """Tags that the team agreed on for the conversation's mailboxes that the agent is in, then others used last."""
    mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}.intersection(record.mailboxes)
    keys = [inbox.conversations.keys.mailbox_index(box, "tags") for box in record.mailboxes if box in mine]
    replies = inbox.conversations.store.read([("ZRANGE", key, 0, 29, "REV") for key in keys])
    everywhere = inbox.directory.tags.values()
    agreed = sorted(tag.name for tag in everywhere if not tag.mailboxes or mine.intersection(tag.mailboxes))
    return tuple(dict.fromkeys((*agreed, *(tag for tags in replies for tag in tags))))


_COUNTED = ("unassigned", "open", "pending")


def _fresh(inbox: Inbox) -> Inbox:
    version = inbox.conversations.store.read([("GET", inbox.conversations.keys.directory_version)])[0]
    return inbox.current(int(version or 0))


def _union(keys: Sequence[str]) -> tuple[str | int, ...]:
    """How many conversations stand in several lists, each once (A3): sums would count twice."""
    if len(keys) == 1:
        return ("ZCARD", keys[0])
    return ("ZUNION", len(keys), *keys)


def _number(reply: Any) -> int:
    """The answer to `_union` as a number."""
    return reply if isinstance(reply, int) else len(reply)


def _sums(counts: Sequence[int], boxes: int) -> list[int]:
    """Counts of each mailbox's lists, with what is restricted there, which stands in none of them, added."""
    size = len(_COUNTED)
    whole, apart = counts[: size * boxes], counts[size * boxes :]
    return [count + apart[at % size * boxes + at // size] for at, count in enumerate(whole)]


def _confidential(inbox: Inbox, agent: Agent, name: str, boxes: Sequence[Mailbox]) -> list[str]:
    """The lists of what is restricted in some mailboxes and the agent sees."""
    keys = inbox.conversations.keys
    return [keys.agent_index(agent.id, confidential(box.id, name)) for box in boxes]


def _mailbox_counts(
    inbox: Inbox,
    agent: Agent,
    boxes: Sequence[tuple[Mailbox, Member]],
    whole: Sequence[Mailbox],
    counts: Sequence[int],
) -> Iterable[MailboxCounts]:
    by_box = {box.id: counts[i * 3 : i * 3 + 3] for i, box in enumerate(whole)}
    for box, _ in boxes:
        if box.id in by_box:
            unassigned, opened, pending = by_box[box.id]
            yield MailboxCounts(label(box), unassigned, opened, pending)
        else:
            standings = [record.standing for _, record in _given(inbox, agent, None, box)]
            yield MailboxCounts(
                label(box), None, standings.count(Standing.OPEN), standings.count(Standing.PENDING)
            )


def _lists(inbox: Inbox, agent: Agent, queue: Queue, box: Mailbox | None) -> list[str]:
    """The sorted sets that a queue is made of."""
    keys = inbox.conversations.keys
    if queue in (Queue.MENTIONS, Queue.FOLLOWED):
        return [keys.agent_index(agent.id, queue.value)]
    if box is None and queue in _OWN_INDEX:
        return [keys.agent_index(agent.id, _OWN_INDEX[queue])]
    boxes = [box] if box else [b for b, m in inbox.directory.memberships(agent.id) if not policy.limited(m)]
    name = _INDEX.get(queue, "open")
    return [keys.mailbox_index(b.id, name) for b in boxes] + _confidential(inbox, agent, name, boxes)


def _page_of_lists(
    inbox: Inbox,
    agent: Agent,
    queue: Queue,
    box: tuple[Mailbox, Member] | None,
    names: Sequence[str],
    cursor: Cursor | None,
) -> QueueView:
    """A page merged from several lists; each is read from the cursor on.

    Lists order equal scores by id, as the cursor does: all that stand at its score are read, for how many of
    them were shown already cannot be asked for, and one page of what stands behind them.
    """
    if not names:
        return _page(inbox, agent, queue, box, [], 0)
    commands: list[tuple[str | int, ...]] = []
    for name in names:
        begin = "-inf"
        if cursor is not None:
            begin = f"({cursor.score}"
            commands.append(("ZRANGE", name, cursor.score, cursor.score, "BYSCORE", "WITHSCORES"))
        commands.append(("ZRANGE", name, begin, "+inf", "BYSCORE", "LIMIT", 0, PAGE + 1, "WITHSCORES"))
    # What is restricted stands in no other list, so that nothing is counted twice.
    parts = [[name for name in names if (":confidential:" in name) is apart] for apart in (False, True)]
    unions = [_union(part) for part in parts if part]
    found_in = inbox.conversations.store.read([*commands, *unions])
    replies, total = found_in[: len(commands)], sum(map(_number, found_in[len(commands) :]))
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
    rows = (
        row_view(record, directory=inbox.directory, agent=agent.id, message_id=record.last_message_id)
        for _, record in shown
    )
    return QueueView(
        queue, label(box[0]) if box else None, tuple(rows), total, inbox.clock(), str(more) if more else None
    )


def _given(inbox: Inbox, agent: Agent, queue: Queue | None, box: Mailbox) -> list[tuple[int, Conversation]]:
    """What a limited member sees of a mailbox, from their own and their teams' indexes (A4)."""
    keys = inbox.conversations.keys
    names = [keys.agent_index(agent.id, "granted")]
    names += [keys.team_index(team, "granted") for team in inbox.directory.teams_of(agent.id)]
    ids = inbox.conversations.store.read([("ZRANGE", name, 0, GIVEN - 1, "REV") for name in names])
    records = _seen(inbox, agent.id, list(dict.fromkeys(c for reply in ids for c in reply)))
    here = [record for record in records if box.id in record.mailboxes]
    return [(r.waiting_since or r.last_message_at, r) for r in here if _stands(r, queue, agent)]


def _reviews(inbox: Inbox, agent: str) -> list[str]:
    """The lists of drafts that wait for an agent, or for a team of theirs."""
    keys = inbox.conversations.keys
    teams = inbox.directory.teams_of(agent)
    return [keys.agent_index(agent, "reviews"), *(keys.team_index(team, "reviews") for team in teams)]


def _reviewing(inbox: Inbox, agent: str) -> list[tuple[int, Conversation]]:
    names = _reviews(inbox, agent)
    ids = inbox.conversations.store.read([("ZUNION", len(names), *names)])[0]
    waiting = [record for record in _seen(inbox, agent, ids) if _waits_for(inbox, agent, record)]
    return [(record.review.asked_at if record.review else 0, record) for record in waiting]


def _waits_for(inbox: Inbox, agent: str, record: Conversation) -> bool:
    """Whether an agent is asked for their word on a draft; nobody reviews their own."""
    waits = record.review is not None and record.review.state is ReviewState.ASKED
    return waits and Step.APPROVE in review.steps(inbox.directory, agent, record)


def _mine_in(inbox: Inbox, agent: Agent, box: Mailbox) -> list[tuple[int, Conversation]]:
    """What is the agent's own in one mailbox: as many as one person has open."""
    index = inbox.conversations.keys.agent_index(agent.id, "open")
    records = _seen(inbox, agent.id, inbox.conversations.store.read([("ZRANGE", index, 0, -1)])[0])
    return [(r.waiting_since or r.last_message_at, r) for r in records if box.id in r.mailboxes]


def _stands(record: Conversation, queue: Queue | None, agent: Agent) -> bool:
    wanted: Mapping[Queue, bool] = {
        Queue.OPEN: record.standing is Standing.OPEN,
        Queue.WAITING: record.standing is Standing.PENDING,
        Queue.SNOOZED: record.standing is Standing.SNOOZED,
        Queue.MINE: record.agent == agent.id and record.standing is Standing.OPEN,
        Queue.UNASSIGNED: False,
    }
    return queue is None or wanted.get(queue, False)


def _seen(inbox: Inbox, agent: str, ids: Sequence[str]) -> list[Conversation]:
    records = inbox.conversations.get_many(ids)
    return [r for r in records if r is not None and policy.sees(inbox.directory, agent, r)]


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
