"""Teams: several agents under one name, who can be assigned and mentioned."""

from __future__ import annotations

from dataclasses import replace

from server.domain.administering import OPERATOR, Matter, require
from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.workspace import Directory, Team
from server.usecases.checking import checked_team
from server.usecases.inbox import Inbox
from server.usecases.releasing import release_unfit, released_by, unfit
from server.usecases.settings.storing import removed, stored


def teams_of(inbox: Inbox, actor: Actor) -> tuple[Team, ...]:
    """The teams by name, for who administers them; Forbidden otherwise."""
    require(inbox.directory, actor, Matter.TEAMS)
    return tuple(sorted(inbox.directory.teams.values(), key=lambda team: team.name.lower()))


def team_of(inbox: Inbox, actor: Actor, team: str) -> Team:
    """One team, for who administers them; NotFound or Forbidden otherwise."""
    require(inbox.directory, actor, Matter.TEAMS)
    return _known(inbox.directory, team)


def add_team(inbox: Inbox, team: Team, *, actor: Actor = OPERATOR) -> Team:
    """Add a team; without an id it gets a fresh one."""
    team = replace(team, id=team.id or inbox.new_id())

    def checked(directory: Directory) -> Team:
        require(directory, actor, Matter.TEAMS)
        return checked_team(directory, team)

    return stored(inbox, None, checked, actor=actor)[1]


def change_team(inbox: Inbox, after: Team, *, actor: Actor = OPERATOR, seen: str = "") -> Team:
    """Rename a team or change its members; without anybody who works in a mailbox it loses that mailbox's."""
    before = _known(inbox.directory, after.id)

    def checked(directory: Directory) -> Team:
        require(directory, actor, Matter.TEAMS)
        return checked_team(directory, after)

    fresh, stored_as = stored(inbox, before, checked, actor=actor, seen=seen)
    release_unfit(fresh, [f"team:{after.id}"], released_by(actor))
    return stored_as


def team_would_release(inbox: Inbox, team: str, members: tuple[str, ...], *, actor: Actor = OPERATOR) -> int:
    """How many conversations would return to the queue if a team had these members; none: as if it were gone."""
    require(inbox.directory, actor, Matter.TEAMS)
    after = replace(_known(inbox.directory, team), members=members)
    then = replace(inbox.directory, teams={**inbox.directory.teams, team: after})
    return len(unfit(inbox, then, [f"team:{team}"]))


def remove_team(inbox: Inbox, team: Team, *, actor: Actor = OPERATOR, seen: str = "") -> int:
    """Remove a team; its conversations return to the queue; how many."""
    fresh = removed(
        inbox,
        team,
        lambda directory: require(directory, actor, Matter.TEAMS),
        actor=actor,
        seen=seen,
    )
    return release_unfit(fresh, [f"team:{team.id}"], released_by(actor))


def _known(directory: Directory, team: str) -> Team:
    found = directory.teams.get(team)
    if found is None:
        raise NotFound("There is no such team.")
    return found
