"""A person as the pages show them: what is linked, where they work, whether they are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.domain.availability import available_at
from server.domain.vocabulary import Availability, Role
from server.domain.workspace import Agent, Directory


@dataclass(frozen=True, slots=True)
class Row:
    """One person; `standing` is an availability, `invited` (never signed in) or `left`, `until` its end if known."""

    agent: Agent
    linked: tuple[str, ...]
    places: tuple[tuple[str, Role], ...]
    standing: str
    until: int | None = None
    deputy: str = ""


def row(directory: Directory, agent: Agent, now: int) -> Row:
    """One person at `now` (ms UTC)."""
    standing = _standing(agent, now)
    away = standing == Availability.AWAY
    return Row(
        agent=agent,
        linked=linked(agent),
        places=tuple((box.name, member.role) for box, member in directory.memberships(agent.id)),
        standing=standing,
        until=agent.away_until if away else None,
        deputy=directory.name_of(f"agent:{agent.deputy}") if away and agent.deputy else "",
    )


def rows(directory: Directory, agents: Iterable[Agent], now: int) -> tuple[Row, ...]:
    """Several people by name, whoever has left at the end."""
    found = sorted(agents, key=lambda one: (one.deactivated_at is not None, one.name.lower(), one.id))
    return tuple(row(directory, agent, now) for agent in found)


def linked(agent: Agent) -> tuple[str, ...]:
    """With which accounts somebody has signed in."""
    known = (("Google", agent.google_sub), ("Microsoft", agent.entra_subject))
    return tuple(name for name, subject in known if subject)


def _standing(agent: Agent, now: int) -> str:
    if agent.deactivated_at is not None:
        return "left"
    return str(available_at(agent, now)) if linked(agent) else "invited"
