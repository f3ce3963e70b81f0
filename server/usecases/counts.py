"""How much there is: the counts of the home card, each conversation once (G6, A3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from server.domain import policy
from server.domain.availability import available_at
from server.domain.emergencies import seen_by
from server.domain.listviews import HomeView, MailboxCounts
from server.domain.rows import absence_of, label
from server.domain.savedviews import offered
from server.domain.vocabulary import Standing
from server.domain.workspace import Agent, Mailbox, Member
from server.store.commit import Value
from server.store.ownviews import own_read, own_views
from server.usecases.firsts import team_handed
from server.usecases.inbox import Inbox
from server.usecases.lists import (
    FOLLOWED,
    confidential_in,
    given,
    number,
    own_lists,
    seen,
    union,
    waits_for,
)

_COUNTED = ("unassigned", "open", "pending")


def home(inbox: Inbox, agent: Agent) -> HomeView:
    """The counts of the home card, each conversation once."""
    inbox = inbox.fresh()
    keys = inbox.conversations.keys
    boxes = inbox.directory.memberships(agent.id)
    whole = [box for box, member in boxes if not policy.limited(member)]
    commands: list[tuple[Value, ...]] = [
        ("ZCARD", keys.agent_index(agent.id, "open")),
        ("ZCARD", keys.agent_index(agent.id, "pending")),
        ("ZRANGE", keys.agent_index(agent.id, "mentions"), 0, -1),
        ("ZUNION", len(reviews := own_lists(inbox, agent.id, "reviews")), *reviews),
        ("ZRANGE", keys.agent_index(agent.id, "followed"), 0, FOLLOWED - 1, "REV"),
        own_read(keys, agent.id),
    ]
    if whole:
        commands.append(union([keys.mailbox_index(box.id, "unassigned") for box in whole]))
        commands.append(union(confidential_in(inbox, agent, "unassigned", whole)))
    commands += [("ZCARD", keys.mailbox_index(box.id, name)) for box in whole for name in _COUNTED]
    commands += [
        ("ZCARD", key)
        for box in whole
        for name in _COUNTED
        for key in confidential_in(inbox, agent, name, [box])
    ]
    mine, waiting, mentions, reviewing, following, kept, *found = inbox.conversations.store.read(commands)
    shown = seen(inbox, agent.id, list(dict.fromkeys((*mentions, *reviewing, *following))))
    mentioned, now = frozenset(mentions), inbox.clock()
    me = inbox.directory.agents.get(agent.id, agent)
    return HomeView(
        name=agent.name,
        at=now,
        mine=mine + team_handed(inbox.directory, agent.id, (one for one in shown if one.id in mentioned)),
        unassigned=sum(map(number, found[:2])) if whole else None,
        waiting=waiting,
        mentions=sum(record.id in mentioned for record in shown),
        followed=sum(agent.id in record.followers for record in shown),
        reviews=sum(waits_for(inbox, agent.id, record) for record in shown),
        mailboxes=tuple(_mailbox_counts(inbox, agent, boxes, _by_mailbox(whole, found[2:]))),
        availability=available_at(me, now),
        absence=absence_of(inbox.directory, agent.id, agent.id, now=now),
        emergencies=seen_by(inbox.directory, agent.id, now),
        views=offered(inbox.directory, agent.id, own_views(kept)),
    )


def _by_mailbox(whole: Sequence[Mailbox], counts: Sequence[int]) -> dict[str, list[int]]:
    """Mailbox -> its counts: of its lists, and of what is restricted there, which stands in none of them."""
    half, size = len(counts) // 2, len(_COUNTED)
    sums = [listed + apart for listed, apart in zip(counts[:half], counts[half:], strict=True)]
    return {box.id: sums[at * size : (at + 1) * size] for at, box in enumerate(whole)}


def _mailbox_counts(
    inbox: Inbox, agent: Agent, boxes: Sequence[tuple[Mailbox, Member]], counts: Mapping[str, Sequence[int]]
) -> Iterable[MailboxCounts]:
    """The counts of each mailbox; where they are not counted, of what was given to the agent."""
    mine = given(inbox, agent) if len(counts) < len(boxes) else []
    for box, _ in boxes:
        if box.id in counts:
            yield MailboxCounts(label(box), *counts[box.id])
        else:
            standings = [record.standing for record in mine if box.id in record.mailboxes]
            yield MailboxCounts(
                label(box), None, standings.count(Standing.OPEN), standings.count(Standing.PENDING)
            )
