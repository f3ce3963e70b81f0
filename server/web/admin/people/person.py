"""One person: who they are, whether they are there, how they come in, and how they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.workspace import Agent
from server.usecases.sessions import open_sessions, sign_out_everywhere
from server.usecases.settings.agents import (
    agent_of,
    change_agent,
    deactivate_agent,
    invite_again,
    invite_beside,
    leaving,
    reactivate_agent,
)
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.people import presence
from server.web.admin.people.listing import Letter
from server.web.admin.people.rows import linked, row
from server.web.admin.zones import ZONES


def show(visit: Visit) -> Shown:
    """The person with everything that can be changed."""
    agent, directory = person(visit), visit.here.directory
    values = _values(agent)
    facts = {
        "agent": agent,
        "row": row(directory, agent, visit.here.clock()),
        "values": values,
        "seen": visit.seen(values),
        "zones": ZONES,
        "workspace": directory.workspace,
        "memberships": directory.memberships(agent.id),
        "teams": [directory.teams[team] for team in sorted(directory.teams_of(agent.id))],
        **presence.facts(visit, agent),
    }
    return Shown("people/person.html", facts)


def save(visit: Visit) -> Moved:
    """Change who they are."""
    agent, form = person(visit), visit.form
    visit.expect(_values(agent))
    after = replace(
        agent,
        name=form["name"],
        emails=form["emails"],
        locale=form["locale"] or None,
        zone=form["zone"] or None,
        admin=form["admin"],
    )
    with blaming(visit, address="emails", value="emails", limit="name", zone="zone"):
        change_agent(visit.here, after, actor=visit.actor)
    return Moved(f"/people/{agent.id}", "Saved.")


def save_presence(visit: Visit) -> Moved:
    """Say for them whether they are there."""
    agent = person(visit)
    presence.save(visit, agent)
    return Moved(f"/people/{agent.id}", "Saved.")


def ask_code(visit: Visit) -> Shown:
    """What a new code does to the accounts that are linked."""
    agent = person(visit)
    return Shown("people/code.html", {"agent": agent, "linked": linked(agent)})


def code(visit: Visit) -> Shown:
    """A new code, shown this once; `unlink` parts them from the accounts they have."""
    make = invite_again if visit.form["unlink"] else invite_beside
    invited = make(visit.here, person(visit), actor=visit.actor)
    letter = Letter(invited.agent, invited.code)
    return Shown("people/invited.html", {"letters": [letter], "failed": {}, "box": ""})


def ask_sign_out(visit: Visit) -> Shown:
    """How many browsers would be signed out."""
    agent = person(visit)
    return Shown("people/sign_out.html", {"agent": agent, "count": open_sessions(visit.here, agent.id)})


def sign_out(visit: Visit) -> Moved:
    """End all their sessions."""
    agent = person(visit)
    sign_out_everywhere(visit.here, visit.actor, agent.id)
    return Moved(f"/people/{agent.id}", "%(name)s is signed out everywhere.", {"name": agent.name})


def ask_deactivate(visit: Visit) -> Shown:
    """What their leaving does, in numbers."""
    agent = person(visit)
    numbers = leaving(visit.here, agent.id, actor=visit.actor)
    return Shown("people/leaving.html", {"agent": agent, "numbers": numbers})


def deactivate(visit: Visit) -> Moved:
    """Let them go."""
    agent = person(visit)
    returned = deactivate_agent(visit.here, agent, actor=visit.actor)
    return Moved(
        f"/people/{agent.id}",
        "%(name)s is deactivated. Conversations back in the queue: %(count)s.",
        {"name": agent.name, "count": returned},
    )


def reactivate(visit: Visit) -> Moved:
    """Let them work again."""
    agent = person(visit)
    with blaming(visit, value="emails"):
        reactivate_agent(visit.here, agent, actor=visit.actor)
    return Moved(f"/people/{agent.id}", "%(name)s works here again.", {"name": agent.name})


def person(visit: Visit) -> Agent:
    """The person of the path, if the visitor may see them."""
    return agent_of(visit.here, visit.actor, visit.path["agent"])


def _values(agent: Agent) -> Mapping[str, object]:
    return {
        "name": agent.name,
        "emails": "\n".join(agent.emails),
        "locale": agent.locale or "",
        "zone": agent.zone or "",
        "admin": agent.admin,
    }
