"""Calls about people and teams."""

from __future__ import annotations

from dataclasses import replace

from server.domain.workspace import Agent, Team
from server.usecases.settings import agents, availability, teams
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.rendering import Json
from server.web.api.settings import schemas_people as schemas
from server.web.api.settings.calling import changing, reading
from server.web.api.settings.schemas import Held, Seen, SeenQuery


def list_people(call: Call) -> Json:
    """Everybody, or only the caller."""
    return {"people": [_person(agent) for agent in agents.agents_of(call.inbox, call.actor)]}


def show_person(call: Call) -> Json:
    """One person."""
    return _person(_known(call))


def invite(call: Call) -> Json:
    """Invite somebody."""
    told = dict(call.body)
    new = Agent("", told.pop("name"), tuple(told.pop("emails")), **told)
    return _invited(agents.invite(call.inbox, new, actor=call.actor))


def change_person(call: Call) -> Json:
    """Change a person."""
    told = dict(call.body)
    seen = told.pop("seen")
    if "emails" in told:
        told["emails"] = tuple(told["emails"])
    after = replace(_known(call), **told)
    return _person(agents.change_agent(call.inbox, after, actor=call.actor, seen=seen))


def new_code(call: Call) -> Json:
    """A new code for a person."""
    known = agents.seen_agent(call.inbox, call.actor, call.path["agent"], call.body["seen"])
    if call.body["beside"]:
        return _invited(agents.invite_beside(call.inbox, known, actor=call.actor))
    return _invited(agents.invite_again(call.inbox, known, actor=call.actor))


def unlink(call: Call) -> Json:
    """Part a person from accounts."""
    known = agents.seen_agent(call.inbox, call.actor, call.path["agent"], call.body["seen"])
    google, microsoft = call.body["google"], call.body["microsoft"]
    return _person(
        agents.unlink_agent(call.inbox, known.id, google=google, microsoft=microsoft, actor=call.actor)
    )


def leaving(call: Call) -> Json:
    """What letting somebody go would do."""
    found = agents.leaving(call.inbox, call.path["agent"], actor=call.actor)
    return {"conversations": found.conversations, "mailboxes": found.mailboxes, "teams": found.teams}


def deactivate(call: Call) -> Json:
    """Let somebody go."""
    known, seen = _known(call), call.body["seen"]
    return {"released": agents.deactivate_agent(call.inbox, known, actor=call.actor, seen=seen)}


def reactivate(call: Call) -> Json:
    """Let somebody work again."""
    known, seen = _known(call), call.body["seen"]
    return _person(agents.reactivate_agent(call.inbox, known, actor=call.actor, seen=seen))


def put_availability(call: Call) -> Json:
    """Say whether somebody is there to work."""
    agent = availability.set_availability(
        call.inbox,
        call.path["agent"],
        call.body["availability"],
        until=call.body["until"],
        deputy=call.body["deputy"],
        actor=call.actor,
    )
    return _person(agent)


def list_teams(call: Call) -> Json:
    """The teams."""
    return {"teams": [_team(team) for team in teams.teams_of(call.inbox, call.actor)]}


def add_team(call: Call) -> Json:
    """Add a team."""
    new = Team("", call.body["name"], tuple(call.body.get("members", ())))
    return _team(teams.add_team(call.inbox, new, actor=call.actor))


def change_team(call: Call) -> Json:
    """Change a team."""
    before = teams.team_of(call.inbox, call.actor, call.path["team"])
    members = tuple(call.body.get("members", before.members))
    after = replace(before, name=call.body.get("name", before.name), members=members)
    return _team(teams.change_team(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def team_removal(call: Call) -> Json:
    """How many conversations would return to the queue without a team."""
    count = teams.team_would_release(call.inbox, call.path["team"], (), actor=call.actor)
    return {"conversations": count}


def remove_team(call: Call) -> Json:
    """Remove a team."""
    known = teams.team_of(call.inbox, call.actor, call.path["team"])
    return {"released": teams.remove_team(call.inbox, known, actor=call.actor, seen=call.query["seen"])}


def _known(call: Call) -> Agent:
    return agents.agent_of(call.inbox, call.actor, call.path["agent"])


def _person(agent: Agent) -> Json:
    return {
        "id": agent.id,
        "version": version_of(agent),
        "name": agent.name,
        "emails": agent.emails,
        "locale": agent.locale,
        "zone": agent.zone,
        "admin": agent.admin,
        "google": agent.google_sub is not None,
        "microsoft": agent.entra_subject is not None,
        "active": agent.deactivated_at is None,
        "availability": agent.availability,
        "away_until": agent.away_until,
        "deputy": agent.deputy,
    }


def _invited(made: agents.Invited) -> Json:
    return {"person": _person(made.agent), "code": made.code}


def _team(team: Team) -> Json:
    return {"id": team.id, "version": version_of(team), "name": team.name, "members": team.members}


_ONE, _TEAM, _CODE = "people/<agent>", "teams/<team>", ("code",)
ROUTES = (
    reading("people", "list_people", "Everybody who works here, or did", list_people, schemas.Persons),
    changing(
        "POST",
        "people",
        "invite",
        "Invite somebody by address",
        invite,
        schemas.Invitation,
        body=schemas.NewPerson,
        secret=_CODE,
    ),
    reading(_ONE, "show_person", "Settings of a person", show_person, schemas.PersonRecord),
    changing(
        "PATCH",
        _ONE,
        "change_person",
        "Change settings of a person",
        change_person,
        schemas.PersonRecord,
        body=schemas.PersonChange,
    ),
    changing(
        "POST",
        f"{_ONE}/code",
        "new_code",
        "Make a new code to link an account",
        new_code,
        schemas.Invitation,
        body=schemas.NewCode,
        secret=_CODE,
    ),
    changing(
        "POST",
        f"{_ONE}/unlink",
        "unlink",
        "Part a person from an account",
        unlink,
        schemas.PersonRecord,
        body=schemas.Unlink,
    ),
    reading(
        f"{_ONE}/leaving", "leaving", "What letting somebody go would do", leaving, schemas.LeavingPerson
    ),
    changing(
        "POST",
        f"{_ONE}/deactivate",
        "deactivate",
        "Let somebody go",
        deactivate,
        schemas.LeftPerson,
        body=Seen,
    ),
    changing(
        "POST",
        f"{_ONE}/reactivate",
        "reactivate",
        "Let somebody work here again",
        reactivate,
        schemas.PersonRecord,
        body=Seen,
    ),
    changing(
        "PUT",
        f"{_ONE}/availability",
        "put_availability",
        "Say whether somebody is there to work",
        put_availability,
        schemas.PersonRecord,
        body=schemas.PutAvailability,
    ),
    reading("teams", "list_teams", "The teams", list_teams, schemas.Teams),
    changing("POST", "teams", "add_team", "Add a team", add_team, schemas.TeamRecord, body=schemas.NewTeam),
    changing(
        "PATCH",
        _TEAM,
        "change_team",
        "Rename a team or change its members",
        change_team,
        schemas.TeamRecord,
        body=schemas.TeamChange,
    ),
    reading(f"{_TEAM}/removal", "team_removal", "What removing a team would do", team_removal, Held),
    changing(
        "DELETE", _TEAM, "remove_team", "Remove a team", remove_team, schemas.LeftPerson, query=SeenQuery
    ),
)
