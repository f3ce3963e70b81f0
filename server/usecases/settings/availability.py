"""Whether somebody is there to work: said by themselves in any client, or by who administers people (PRODUCT 3.1)."""

from __future__ import annotations

from dataclasses import replace

from server.domain.administering import OPERATOR, Matter, require
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Availability
from server.domain.workspace import Agent
from server.usecases.inbox import Inbox
from server.usecases.settings.agents import change_agent

LONGEST_ABSENCE = 3 * 366 * 86_400_000
"""In ms: later dates are typing errors."""


def set_availability(
    inbox: Inbox,
    agent: str,
    availability: Availability,
    *,
    until: int | None = None,
    deputy: str | None = None,
    actor: Actor = OPERATOR,
    seen: str = "",
) -> Agent:
    """Say whether an agent is available, busy, or away (until a moment in ms UTC, if it is known).

    `deputy` is the id of a colleague, "" takes the one who is set away, None leaves them.
    """
    inbox = inbox.fresh()
    require(inbox.directory, actor, Matter.SELF, person=agent)
    known = inbox.directory.agents.get(agent)
    if known is None:
        raise NotFound("There is no such agent.")
    now = inbox.clock()
    if until is not None and availability is not Availability.AWAY:
        raise Invalid("Only who is away is so until a date.")
    if until is not None and not now < until <= now + LONGEST_ABSENCE:
        raise Invalid("An absence ends in the future.")
    after = replace(
        known,
        availability=availability,
        away_until=until,
        deputy=known.deputy if deputy is None else deputy or None,
    )
    return change_agent(inbox, after, actor=actor, seen=seen)
