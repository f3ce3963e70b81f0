"""The lists in which conversations stand, as one reader sees them: what queues and counts are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from server.domain import policy, review
from server.domain.conversation import Conversation
from server.domain.drafts import ReviewState, Step
from server.domain.indexes import confidential
from server.domain.listviews import Queue
from server.domain.vocabulary import Standing
from server.domain.workspace import Agent, Mailbox
from server.usecases.inbox import Inbox

GIVEN = 500
"""Conversations that a member who sees only what is given to them is counted over, the newest."""
FOLLOWED = 500
"""Followed conversations that are listed, the newest; newest first, which a score that falls makes of it."""


def seen(inbox: Inbox, agent: str, ids: Sequence[str]) -> list[Conversation]:
    """Those of some conversations that an agent sees, in the order of their ids."""
    records = inbox.conversations.get_many(ids)
    return [r for r in records if r is not None and policy.sees(inbox.directory, agent, r)]


def given_in(inbox: Inbox, agent: Agent, queue: Queue, box: Mailbox) -> list[tuple[int, Conversation]]:
    """What a limited member sees of a mailbox in a queue."""
    here = (one for one in given(inbox, agent) if box.id in one.mailboxes and _stands(one, queue, agent))
    return [(one.waiting_since or one.last_message_at, one) for one in here]


def given(inbox: Inbox, agent: Agent) -> list[Conversation]:
    """What was given to an agent in any mailbox, from their own and their teams' indexes (A4); two round trips."""
    names = own_lists(inbox, agent.id, "granted")
    ids = inbox.conversations.store.read([("ZRANGE", name, 0, GIVEN - 1, "REV") for name in names])
    return seen(inbox, agent.id, list(dict.fromkeys(c for reply in ids for c in reply)))


def mine_in(inbox: Inbox, agent: Agent, box: Mailbox) -> list[tuple[int, Conversation]]:
    """What is the agent's own in one mailbox: as many as one person has open."""
    index = inbox.conversations.keys.agent_index(agent.id, "open")
    records = seen(inbox, agent.id, inbox.conversations.store.read([("ZRANGE", index, 0, -1)])[0])
    return [(r.waiting_since or r.last_message_at, r) for r in records if box.id in r.mailboxes]


def own_lists(inbox: Inbox, agent: str, name: str) -> list[str]:
    """The lists of that name of an agent and of the teams they are in."""
    keys, teams = inbox.conversations.keys, sorted(inbox.directory.teams_of(agent))
    return [keys.agent_index(agent, name), *(keys.team_index(team, name) for team in teams)]


def reviewing(inbox: Inbox, agent: str) -> list[tuple[int, Conversation]]:
    """The conversations whose draft waits for an agent, with when they were asked."""
    names = own_lists(inbox, agent, "reviews")
    ids = inbox.conversations.store.read([("ZUNION", len(names), *names)])[0]
    waiting = [record for record in seen(inbox, agent, ids) if waits_for(inbox, agent, record)]
    return [(record.review.asked_at if record.review else 0, record) for record in waiting]


def waits_for(inbox: Inbox, agent: str, record: Conversation) -> bool:
    """Whether an agent is asked for their word on a draft; nobody reviews their own."""
    waits = record.review is not None and record.review.state is ReviewState.ASKED
    return waits and Step.APPROVE in review.steps(inbox.directory, agent, record)


def confidential_in(inbox: Inbox, agent: Agent, name: str, boxes: Sequence[Mailbox]) -> list[str]:
    """The lists of what is restricted in some mailboxes and the agent sees."""
    keys = inbox.conversations.keys
    return [keys.agent_index(agent.id, confidential(box.id, name)) for box in boxes]


def union(keys: Sequence[str]) -> tuple[str | int, ...]:
    """The command that counts what stands in some lists, each conversation once (A3): sums would count twice."""
    if len(keys) == 1:
        return ("ZCARD", keys[0])
    return ("ZUNION", len(keys), *keys)


def number(reply: Any) -> int:
    """What such a command found."""
    return reply if isinstance(reply, int) else len(reply)


def _stands(record: Conversation, queue: Queue, agent: Agent) -> bool:
    wanted: Mapping[Queue, bool] = {
        Queue.OPEN: record.standing is Standing.OPEN,
        Queue.WAITING: record.standing is Standing.PENDING,
        Queue.SNOOZED: record.standing is Standing.SNOOZED,
        Queue.MINE: record.agent == agent.id and record.standing is Standing.OPEN,
        Queue.UNASSIGNED: False,
    }
    return wanted.get(queue, False)
