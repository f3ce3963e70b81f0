"""People as one agent may know them: who can be mentioned, who can be given a conversation (DECISIONS A8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.domain import policy
from server.domain.availability import available_at
from server.domain.choiceviews import AssignView, Candidate, Listed, RestrictView
from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.restricting import people_of
from server.domain.rows import absence_of, party
from server.domain.views import ConversationView, Party
from server.domain.workspace import Directory, Team
from server.usecases.inbox import Inbox

SHOWN = 12
"""How many candidates the picker lists (G4)."""


def spellings(directory: Directory, agent: str) -> Mapping[str, str]:
    """Every way to write somebody the agent may mention -> their id; a name that two people share means neither."""
    people = [directory.agents[other] for other in policy.colleagues(directory, agent)]
    names = [person.name.lower() for person in people]
    firsts = [person.name.split()[0].lower() for person in people if person.name.split()]
    found = {p.name: f"agent:{p.id}" for p in people if p.name and names.count(p.name.lower()) == 1}
    for person in people:
        first = (person.name.split() or [""])[0]
        if first and firsts.count(first.lower()) == 1:
            found.setdefault(first, f"agent:{person.id}")
    return found | {team.name: f"team:{team.id}" for team in _teams(directory, agent)}


def suggest(inbox: Inbox, agent: str, typed: str) -> tuple[str, ...]:
    """Names that go on as typed, colleagues and teams, at most ten."""
    directory = inbox.fresh().directory
    wanted = typed.strip().lstrip("@").lower()
    people = [directory.agents[other].name for other in policy.colleagues(directory, agent) if other != agent]
    names = sorted({*people, *(team.name for team in _teams(directory, agent))}, key=str.lower)
    return tuple(name for name in names if _goes_on(name, wanted))[:10]


def named(inbox: Inbox, agent: str, typed: str) -> Party:
    """The colleague or team that somebody typed by name or address; Invalid if it is nobody they know."""
    wanted = typed.strip().lstrip("@").strip()
    found = _called(inbox.directory, agent, wanted) or _called(inbox.fresh().directory, agent, wanted)
    if found is None:
        raise Invalid(
            "There is no colleague called “%(name)s”. Please choose one from the list.", name=wanted[:80]
        )
    return found


def _called(directory: Directory, agent: str, wanted: str) -> Party | None:
    known = {name.lower(): who for name, who in spellings(directory, agent).items()}
    for other in policy.colleagues(directory, agent):
        known |= dict.fromkeys(directory.agents[other].emails, f"agent:{other}")
    return party(directory, known.get(wanted.lower()), agent)


def assignable(
    inbox: Inbox, agent: str, conversation: Conversation, view: ConversationView, *, query: str = ""
) -> AssignView:
    """Who may be given the conversation: the asker first, then those with least to do, then teams (G4).

    `query` leaves those whose name goes on as typed.
    """
    directory = inbox.directory
    people = [
        Party(f"agent:{other}", directory.agents[other].name, you=other == agent)
        for other in policy.colleagues(directory, agent)
        if policy.may_be_assigned(directory, f"agent:{other}", conversation)
    ]
    teams = [
        Party(f"team:{team.id}", team.name)
        for team in _teams(directory, agent)
        if policy.may_be_assigned(directory, f"team:{team.id}", conversation)
    ]
    wanted = query.strip().lstrip("@").lower()
    people = [one for one in people if _goes_on(one.name, wanted)]
    teams = [one for one in teams if _goes_on(one.name, wanted)]
    counts = _open_counts(inbox, agent, [p.id for p in (*people, *teams)])
    found = [_candidate(inbox, agent, one, conversation, counts[one.id]) for one in people]
    found.sort(key=lambda c: (not c.party.you, c.absence is not None, c.open_count, c.party.name.lower()))
    teams.sort(key=lambda p: p.name.lower())
    found += [Candidate(t, counts[t.id], is_team=True) for t in teams]
    return AssignView(view, tuple(found[:SHOWN]), query, more=max(0, len(found) - SHOWN))


def restrictable(
    inbox: Inbox, agent: str, conversation: Conversation, view: ConversationView
) -> RestrictView:
    """Who can be put on the list of a confidential conversation: the asker first, then by name.

    While it is not confidential, the asker and the assignee are chosen.
    """
    directory, listed = inbox.directory, conversation.restricted_to
    chosen = {agent, conversation.agent} if listed is None else set(listed)
    known = people_of(directory, conversation) & policy.colleagues(directory, agent)
    people = [Party(f"agent:{one}", directory.agents[one].name, you=one == agent) for one in known]
    people.sort(key=lambda p: (not p.you, p.name.lower()))
    return RestrictView(view, tuple(Listed(one, one.id.removeprefix("agent:") in chosen) for one in people))


def _candidate(
    inbox: Inbox, agent: str, one: Party, conversation: Conversation, open_count: int
) -> Candidate:
    directory, who, now = inbox.directory, one.id.removeprefix("agent:"), inbox.clock()
    members = (directory.mailboxes[box].members.get(who) for box in conversation.mailboxes)
    cap = next((member.cap for member in members if member and member.cap is not None), None)
    return Candidate(
        one,
        open_count,
        availability=available_at(directory.agents[who], now),
        cap=cap,
        absence=absence_of(directory, who, agent, now=now),
    )


def _open_counts(inbox: Inbox, agent: str, parties: Iterable[str]) -> Mapping[str, int]:
    """How much each has to do, without what is confidential and none of the asker's business."""
    keys = inbox.conversations.keys
    ids, mine = list(parties), keys.agent_index(agent, "restricted")
    commands: list[tuple[str | int, ...]] = []
    for who in ids:
        kind, _, key = who.partition(":")
        team = inbox.directory.teams.get(key) if kind == "team" else None
        name = keys.team_index(key, "open") if team else keys.agent_index(key, "open")
        listed = [keys.agent_index(one, "restricted") for one in (team.members if team else (key,))]
        commands.append(("ZDIFF", 1 + len(listed), name, *listed))
        commands.append(("ZINTERCARD", 2, name, mine))
    replies = inbox.conversations.store.read(commands)
    return {who: len(replies[2 * at]) + replies[2 * at + 1] for at, who in enumerate(ids)}


def _teams(directory: Directory, agent: str) -> list[Team]:
    known = policy.colleagues(directory, agent)
    return [team for team in directory.teams.values() if known.intersection(team.members)]


def _goes_on(name: str, typed: str) -> bool:
    return any(part.startswith(typed) for part in (name.lower(), *name.lower().split()))
