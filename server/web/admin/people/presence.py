"""Whether somebody is there: available, busy or away, until when, and who stands in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from server.domain.availability import available_at
from server.domain.vocabulary import Availability
from server.domain.workspace import Agent
from server.usecases.settings.availability import set_availability
from server.web.admin.blaming import blaming
from server.web.admin.forms import Refused
from server.web.admin.page import Visit


def facts(visit: Visit, agent: Agent) -> Mapping[str, object]:
    """What the form shows, and the digest of it."""
    values = _values(visit, agent)
    known = visit.here.directory.agents.values()
    others = [one for one in known if one.id != agent.id and one.deactivated_at is None]
    others.sort(key=lambda one: (one.name.casefold(), one.id))
    pairs = [(one.id, one.name) for one in others]
    return {"there": values, "there_seen": visit.seen(values), "deputies": pairs}


def save(visit: Visit, agent: Agent) -> None:
    """Change it; the form's moment is on the clock of the person."""
    form = visit.form
    visit.expect(_values(visit, agent))
    away = form["availability"] == Availability.AWAY
    with blaming(visit, "until"):
        set_availability(
            visit.here,
            agent.id,
            Availability(form["availability"]),
            until=_moment(visit, agent, form["until"]) if away else None,
            deputy=form["deputy"],
            actor=visit.actor,
        )


def _values(visit: Visit, agent: Agent) -> Mapping[str, str]:
    now = visit.here.clock()
    there = available_at(agent, now)
    until = agent.away_until if there is Availability.AWAY else None
    return {
        "availability": str(there),
        "until": _local(visit, agent, until) if until is not None else "",
        "deputy": agent.deputy or "",
    }


def _zone(visit: Visit, agent: Agent) -> ZoneInfo:
    return ZoneInfo(agent.zone or visit.here.directory.workspace.zone)


def _local(visit: Visit, agent: Agent, at: int) -> str:
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(visit, agent))
    return local.strftime("%Y-%m-%dT%H:%M")


def _moment(visit: Visit, agent: Agent, typed: str) -> int | None:
    """The moment in ms UTC; a day alone means its end, so that "until Friday" includes Friday."""
    if not typed:
        return None
    text = f"{typed}T23:59" if "T" not in typed and " " not in typed else typed
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=_zone(visit, agent))
    except ValueError as error:
        fault = visit.words.gettext("Please write it as 2026-05-12 18:00.")
        raise Refused("Nothing was saved yet. Please look at what is marked.", {"until": [fault]}) from error
    return int(local.timestamp() * 1000)
