"""From a verified Microsoft identity to the agent who calls, and from an API token to what stands in its place."""

from __future__ import annotations

from server.domain.access import Scope
from server.domain.errors import Forbidden
from server.domain.workspace import Agent
from server.usecases.accounts import MicrosoftPerson
from server.usecases.inbox import Inbox
from server.usecases.workspaces import enter, link
from server.web import auth
from server.web.api import problems
from server.web.services import Services


def admit(needed: Scope, *, for_people: bool = False) -> None:
    """Refuse an API token that was not made for this; people pass."""
    program = auth.program()
    if program is None:
        return
    if for_people:
        raise Forbidden("This call is for people, not for an API token.")
    if needed not in program[1].scopes:
        raise Forbidden("An API token with the scope %(scope)s is needed for this.", scope=needed)


def entered(services: Services, *, code: str | None = None) -> tuple[Inbox, Agent]:
    """The agent who calls; with the code of an invitation, who is nobody yet is linked by it (DECISIONS B2).

    For an API token it is one who has its id and name, and nothing else of a person.
    """
    program = auth.program()
    if program is not None:
        inbox, token = program
        return inbox, Agent(token.id, token.name, ())
    identity = auth.microsoft_identity()
    person = MicrosoftPerson(identity.tenant, identity.subject, identity.username, identity.guest)
    found = enter(services.workspaces, person)
    if found is None and code is not None:
        found = link(services.workspaces, person, code)
    if found is None:
        raise problems.NobodyYet("You are not an agent here yet.", can_link=True)
    return found
