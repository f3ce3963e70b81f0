"""Who loses the right to a conversation loses it at once: it returns to the queue with an event (A4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.domain import policy
from server.domain.assignment import release
from server.domain.conversation import Conversation
from server.domain.errors import Unavailable
from server.domain.events import Actor
from server.domain.vocabulary import Standing
from server.domain.workspace import Directory, Mailbox
from server.store.commit import Outcome
from server.usecases.inbox import Inbox

ATTEMPTS = 8
BATCH = 200
ALIVE = (Standing.OPEN, Standing.PENDING, Standing.SNOOZED)
"""What is settled keeps its assignee until it is reopened, when the right is asked for again (R7)."""


def release_unfit(inbox: Inbox, parties: Iterable[str], actor: Actor) -> int:
    """Unassign every conversation of these parties that they may no longer have; how many there were."""
    return sum(release_one(inbox, name, actor) for name in unfit(inbox, inbox.directory, parties))


def unfit(inbox: Inbox, directory: Directory, parties: Iterable[str]) -> list[str]:
    """The ids of conversations that these parties may not have by a directory, as it is or would be."""
    return [
        record.id
        for party in sorted(set(parties))
        for record in _of(inbox, party)
        if not policy.may_be_assigned(directory, party, record)
    ]


def released_by(actor: Actor) -> Actor:
    """Who the events name: what follows from a setting is no work on the conversation (R5.5, C2)."""
    return Actor("system", actor.via)


def release_one(inbox: Inbox, conversation: str, actor: Actor) -> bool:
    """Unassign one conversation if its assignee may not have it; True if that was so."""
    for _ in range(ATTEMPTS):
        record = inbox.conversations.get_many([conversation])[0]
        if record is None or record.assignee is None:
            return False
        if policy.may_be_assigned(inbox.directory, record.assignee, record):
            return False
        change = release(record, actor=actor, at=inbox.clock(), reason="left")
        committed, _ = inbox.conversations.commit(record, change, request=None)
        if committed.outcome is Outcome.DONE:
            return True
    raise Unavailable("Too many people are changing this just now. Please try again.")


def concerned(directory: Directory, agents: Iterable[str]) -> set[str]:
    """These agents and every team that they are in, as parties."""
    known = set(agents)
    teams = {f"team:{team.id}" for team in directory.teams.values() if known.intersection(team.members)}
    return {f"agent:{agent}" for agent in known} | teams


def narrowed(before: Mailbox, after: Mailbox) -> set[str]:
    """The agents whose membership of a mailbox was taken away or changed."""
    return {agent for agent, member in before.members.items() if after.members.get(agent) != member}


def _of(inbox: Inbox, party: str) -> Iterator[Conversation]:
    keys = inbox.conversations.keys
    kind, _, key = party.partition(":")
    index = keys.agent_index if kind == "agent" else keys.team_index
    lists = inbox.conversations.store.read([("ZRANGE", index(key, name), 0, -1) for name in ALIVE])
    ids = list(dict.fromkeys(conversation for found in lists for conversation in found))
    for start in range(0, len(ids), BATCH):
        yield from filter(None, inbox.conversations.get_many(ids[start : start + BATCH]))
