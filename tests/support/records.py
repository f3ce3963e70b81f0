"""Conversations and people as Hypothesis makes them, for tests of the rules."""

from __future__ import annotations

from hypothesis import strategies as st

from server.domain.conversation import Conversation
from server.domain.events import Actor
from server.domain.vocabulary import Role, Status, Via
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team, Workspace

AGENTS = ("anna", "ben", "cleo")
TEAMS = ("desk", "night")
BOXES = ("support", "hr")
PARTIES = (*(f"agent:{a}" for a in AGENTS), *(f"team:{t}" for t in TEAMS))

agents = st.sampled_from(AGENTS)
members = st.builds(Member, st.sampled_from(Role), only_assigned=st.booleans())
some_agents = st.lists(agents, unique=True).map(tuple)


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """A workspace with a few people in every combination of roles."""
    people = {
        name: Agent(
            name,
            name.title(),
            (f"{name}@firma.example",),
            deactivated_at=draw(st.sampled_from([None, None, 5])),
        )
        for name in AGENTS
    }
    teams = {name: Team(name, name.title(), draw(some_agents)) for name in TEAMS}
    boxes = {
        name: Mailbox(
            name,
            name.title(),
            (f"{name}@firma.example",),
            draw(st.dictionaries(agents, members)),
            managers_assign=draw(st.booleans()),
            viewers_comment=draw(st.booleans()),
        )
        for name in BOXES
    }
    return Directory(Workspace("w", "W"), 1, people, teams, boxes)


@st.composite
def records(draw: st.DrawFn) -> Conversation:
    """A conversation that nobody would wonder at."""
    status = draw(st.sampled_from(Status))
    asleep = status is Status.OPEN and draw(st.booleans())
    return Conversation(
        id="c1",
        mailboxes=draw(st.lists(st.sampled_from(BOXES), min_size=1, unique=True).map(tuple)),
        status=status,
        snoozed_until=draw(st.integers(1, 10_000)) if asleep else None,
        assignee=draw(st.none() | st.sampled_from(PARTIES)),
        mentioned=draw(st.lists(st.sampled_from((*PARTIES, "all")), unique=True).map(tuple)),
        followers=draw(some_agents),
        restricted_to=draw(st.none() | some_agents),
        closed_at=500 if status is Status.CLOSED else None,
        waiting_since=draw(st.none() | st.integers(1, 999)),
        last_message_at=draw(st.integers(1, 1000)),
        tags=draw(st.lists(st.sampled_from(("eins", "zwei")), unique=True).map(tuple)),
    )


def by(agent: str) -> Actor:
    """An agent who acts."""
    return Actor("agent", Via.GMAIL, agent)
