"""Whether somebody is there to work, at a moment: who is away comes back by the clock alone."""

from __future__ import annotations

from server.domain.vocabulary import Availability
from server.domain.workspace import Agent


def available_at(agent: Agent, now: int) -> Availability:
    """The availability of an agent at `now` (ms UTC); an absence that is over is none."""
    over = agent.away_until is not None and agent.away_until <= now
    return Availability.AVAILABLE if agent.availability is Availability.AWAY and over else agent.availability
