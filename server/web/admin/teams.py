"""Teams: several people under one name, who can be assigned and mentioned together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from server.domain.errors import NotFound
from server.domain.workspace import Agent, Team
from server.usecases.settings.teams import add_team, change_team, remove_team, team_would_release
from server.web.admin.blaming import blaming
from server.web.admin.inputs import Tick, line, several
from server.web.admin.page import Answer, Handler, Moved, Page, Right, Shown, Visit
from server.web.api.fields import Closed


class TeamForm(Closed):
    """A team; `confirmed` once the numbers have been seen."""

    name = line(80, needed=True)
    members = several()
    confirmed = Tick()


def show(visit: Visit) -> Shown:
    """The list."""
    directory = visit.here.directory
    teams = sorted(directory.teams.values(), key=lambda team: (team.name.casefold(), team.id))
    names = {team.id: [directory.agents[one].name for one in team.members] for team in teams}
    return Shown("teams/list.html", {"teams": teams, "names": names})


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    return Shown("teams/new.html", {"people": _people(visit)})


def add(visit: Visit) -> Moved:
    """Add a team."""
    team = Team("", visit.form["name"], tuple(visit.form["members"]))
    with blaming(visit, "name", agent="members"):
        add_team(visit.here, team, actor=visit.actor)
    return Moved("/teams", "The team “%(name)s” is there.", {"name": team.name})


def show_one(visit: Visit) -> Shown:
    """One team."""
    return Shown("teams/one.html", _facts(visit, _team(visit)))


def save(visit: Visit) -> Answer:
    """Change a team; where that takes conversations from it, ask first, saying how many."""
    team, form = _team(visit), visit.form
    visit.expect(_values(team))
    after = replace(team, name=form["name"], members=tuple(form["members"]))
    released = 0
    if not form["confirmed"]:
        released = team_would_release(visit.here, team.id, after.members, actor=visit.actor)
    if released:
        return Shown("teams/narrowing.html", {**_facts(visit, team), "released": released})
    with blaming(visit, "name", agent="members"):
        change_team(visit.here, after, actor=visit.actor)
    return Moved("/teams", "Saved.")


def ask_remove(visit: Visit) -> Shown:
    """What removing does, in numbers."""
    team = _team(visit)
    released = team_would_release(visit.here, team.id, (), actor=visit.actor)
    return Shown(
        "teams/removing.html", {"team": team, "released": released, "seen": visit.seen(_values(team))}
    )


def remove(visit: Visit) -> Moved:
    """Remove a team; its conversations return to the queue."""
    team = _team(visit)
    visit.expect(_values(team))
    count = remove_team(visit.here, team, actor=visit.actor)
    return Moved(
        "/teams",
        "“%(name)s” was removed. Conversations back in the queue: %(count)s.",
        {"name": team.name, "count": count},
    )


def _team(visit: Visit) -> Team:
    found = visit.here.directory.teams.get(visit.path["team"])
    if found is None:
        raise NotFound("There is no such team.")
    return found


def _facts(visit: Visit, team: Team) -> Mapping[str, object]:
    values = _values(team)
    return {"team": team, "values": values, "seen": visit.seen(values), "people": _people(visit, team)}


def _people(visit: Visit, team: Team | None = None) -> list[Agent]:
    """Everybody who works here, and whoever is in the team and has left."""
    inside = team.members if team else ()
    agents = visit.here.directory.agents.values()
    found = [agent for agent in agents if agent.deactivated_at is None or agent.id in inside]
    return sorted(found, key=lambda agent: (agent.name.casefold(), agent.id))


def _values(team: Team) -> Mapping[str, object]:
    return {"name": team.name, "members": sorted(team.members)}


def _page(method: str, path: str, name: str, handler: Handler, **more: Any) -> Page:
    return Page(method=method, path=path, name=name, right=Right.ADMIN, handler=handler, **more)


PAGES: tuple[Page, ...] = (
    _page("GET", "/teams", "teams", show),
    _page("GET", "/teams/new", "team.new", ask_new),
    _page("POST", "/teams/new", "team.add", add, form=TeamForm, again="team.new"),
    _page("GET", "/teams/<team>", "team", show_one),
    _page("POST", "/teams/<team>", "team.save", save, form=TeamForm, again="team"),
    _page("GET", "/teams/<team>/remove", "team.remove", ask_remove),
    _page("POST", "/teams/<team>/remove", "team.removed", remove, again="team.remove"),
)
