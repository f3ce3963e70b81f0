"""An agent who left for good: what they did stays, who they were goes (R16)."""

from __future__ import annotations

import re
from dataclasses import replace

from server.domain import following
from server.domain.auditlog import Audited
from server.domain.errors import Unavailable
from server.domain.workspace import Agent, Directory
from server.store import personal
from server.store.commit import Outcome
from server.usecases.audit import told
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

ATTEMPTS = 8
FORMER = {"de": "Ehemalige:r Mitarbeiter:in", "en": "Former colleague"}
"""What stands in the place of a name, by the workspace's language; a record has one name for all readers."""


def renamed(inbox: Inbox, agent: str) -> None:
    """Give an agent who left a number in the place of name, addresses and accounts."""
    inbox = replace(inbox, directory=inbox.directories.load(inbox.workspace))
    before = inbox.directory.agents[agent]
    if not before.emails:
        return
    after = Agent(
        id=before.id,
        name=_next_name(inbox.directory),
        emails=(),
        deactivated_at=before.deactivated_at or inbox.clock(),
    )
    _without_places(inbox, agent)
    _without_following(inbox, agent)
    personal.forget(inbox.conversations.store, inbox.conversations.keys, agent)
    line = told(inbox, CLOCKWORK, Audited.ERASED, after, before=before)
    inbox.directories.put(inbox.workspace, after, before=before, told=line)
    inbox.directories.forget_person(before)


def _without_places(inbox: Inbox, agent: str) -> None:
    """Take who left out of mailboxes and teams."""
    directory, put = inbox.directory, inbox.directories.put
    for box in directory.mailboxes.values():
        if agent in box.members:
            members = {name: member for name, member in box.members.items() if name != agent}
            put(inbox.workspace, replace(box, members=members), before=box)
    for team in directory.teams.values():
        if agent in team.members:
            rest = tuple(name for name in team.members if name != agent)
            put(inbox.workspace, replace(team, members=rest), before=team)


def _without_following(inbox: Inbox, agent: str) -> None:
    """Let who left follow nothing any more."""
    of = inbox.conversations
    for name in of.store.read([("ZRANGE", of.keys.agent_index(agent, "followed"), 0, -1)])[0]:
        for _ in range(ATTEMPTS):
            record = of.ends([name]).get(name)
            if record is None:
                break
            made = following.let_go(record, agent, actor=CLOCKWORK, at=inbox.clock())
            if not made.events or of.commit(record, made, request=None)[0].outcome is Outcome.DONE:
                break
        else:
            raise Unavailable("Too many people are changing this just now. Please try again.")


def _next_name(directory: Directory) -> str:
    words = FORMER.get(directory.workspace.locale, FORMER["en"])
    numbers = (
        re.fullmatch(rf"(?:{'|'.join(map(re.escape, FORMER.values()))}) (\d+)", one.name)
        for one in _gone(directory)
    )
    return f"{words} {max((int(found[1]) for found in numbers if found), default=0) + 1}"


def _gone(directory: Directory) -> list[Agent]:
    return [agent for agent in directory.agents.values() if not agent.emails]
