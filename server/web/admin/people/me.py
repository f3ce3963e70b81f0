"""What everybody settles for themselves: language, zone, whether they are there, and where they are signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.workspace import Agent
from server.usecases.sessions import open_sessions, sign_out_everywhere
from server.usecases.settings.agents import change_agent
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.people import presence
from server.web.admin.people.rows import row
from server.web.admin.zones import ZONES


def show(visit: Visit) -> Shown:
    """My account."""
    me, directory = visit.me, visit.here.directory
    values = _values(me)
    facts = {
        "agent": me,
        "row": row(directory, me, visit.here.clock()),
        "values": values,
        "seen": visit.seen(values),
        "zones": ZONES,
        "workspace": directory.workspace,
        "memberships": directory.memberships(me.id),
        "sessions": open_sessions(visit.here, me.id),
        **presence.facts(visit, me),
    }
    return Shown("me/account.html", facts)


def save(visit: Visit) -> Moved:
    """Change my language and zone."""
    visit.expect(_values(visit.me))
    after = replace(visit.me, locale=visit.form["locale"] or None, zone=visit.form["zone"] or None)
    with blaming(visit, zone="zone"):
        change_agent(visit.here, after, actor=visit.actor)
    return Moved("/me", "Saved.")


def save_presence(visit: Visit) -> Moved:
    """Say whether I am there."""
    presence.save(visit, visit.me)
    return Moved("/me", "Saved.")


def sign_out(visit: Visit) -> Moved:
    """End all my sessions, this one too."""
    sign_out_everywhere(visit.here, visit.actor, visit.me.id)
    return Moved("/sign-in")


def _values(agent: Agent) -> Mapping[str, str]:
    return {"locale": agent.locale or "", "zone": agent.zone or ""}
