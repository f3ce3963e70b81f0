"""From a verified Microsoft identity to the agent who calls."""

from __future__ import annotations

from server.domain.workspace import Agent
from server.usecases.accounts import MicrosoftPerson
from server.usecases.inbox import Inbox
from server.usecases.workspaces import enter, link
from server.web import auth
from server.web.api import problems
from server.web.services import Services


def entered(services: Services, *, code: str | None = None) -> tuple[Inbox, Agent]:
    """The agent who calls; with the code of an invitation, who is nobody yet is linked by it (DECISIONS B2)."""
    identity = auth.microsoft_identity()
    person = MicrosoftPerson(identity.tenant, identity.subject, identity.username, identity.guest)
    found = enter(services.workspaces, person)
    if found is None and code is not None:
        found = link(services.workspaces, person, code)
    if found is None:
        raise problems.NobodyYet("You are not an agent here yet.", can_link=True)
    return found
