"""Signing in to the settings: begun with Google or Microsoft, finished as an agent, by a code, or as first admin."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from server.domain.auditlog import Audited
from server.domain.errors import Invalid, NotFound, Unauthenticated
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent
from server.providers.entra import EntraIdentity
from server.providers.signing import Begun, Proved
from server.store import sessions as kept
from server.usecases import audit, first_admin, sessions
from server.usecases.accounts import MicrosoftPerson, Person
from server.usecases.inbox import Inbox
from server.usecases.sessions import Entered
from server.usecases.workspaces import Workspaces, enter, link

FLOW_MS = 10 * 60_000
CODE_TRIES = 5

Someone = Person | MicrosoftPerson


class Provider(Protocol):
    """A sign-in by authorisation code."""

    def begin(self, redirect_uri: str) -> Begun:
        """Where to send the browser, and what to keep until it comes back."""

    def finish(self, kept: Mapping[str, Any], answer: Mapping[str, str]) -> Proved:
        """Who came back; Unauthenticated or Unavailable."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session, by its token; `to` is the page that was asked for, not yet checked."""

    token: str
    to: str


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """The account is verified and nobody's here: the code of an invitation may be typed, with this secret."""

    secret: str
    address: str


def begin(
    workspaces: Workspaces, provider: Provider, name: str, *, redirect_uri: str, to: str
) -> tuple[str, str]:
    """Where to send the browser, and the secret with which it has to come back."""
    begun, secret = provider.begin(redirect_uri), secrets.token_urlsafe(32)
    content = {"with": name, "kept": dict(begun.kept), "to": to}
    kept.leave(workspaces.store, "flow", secret, content, ttl_ms=FLOW_MS)
    return begun.url, secret


def finish(
    workspaces: Workspaces,
    provider: Provider,
    name: str,
    *,
    secret: str,
    answer: Mapping[str, str],
    entered: Entered | None,
) -> SignedIn | CodeNeeded:
    """Who came back from Google or Microsoft; `entered` is the session that the browser has so far.

    A flow is used up by its first answer. Raises Unauthenticated or Unavailable.
    """
    flow = kept.take(workspaces.store, "flow", secret) if secret else None
    if flow is None or flow["with"] != name:
        raise Unauthenticated(
            "This sign-in is too old, or it was begun in another browser. Please sign in again.",
            reason="flow",
        )
    proved = provider.finish(flow["kept"], answer)
    someone = _someone(proved)
    operator = entered is not None and entered.session.operator
    found = first_admin.appointed(entered, someone, proved.name) if entered is not None else None
    found = found or enter(workspaces, someone)
    if found is not None:
        return SignedIn(_begun(*found, someone, operator=operator), flow["to"])
    _tell_nobody(workspaces, someone)
    return _code_needed(workspaces, someone, to=flow["to"], tries=0)


def finish_with_code(
    workspaces: Workspaces, *, secret: str, code: str, entered: Entered | None
) -> SignedIn | CodeNeeded:
    """The agent that a verified account becomes by the code of an invitation; CodeNeeded for a wrong code.

    After a few wrong codes the sign-in has to begin anew: Unauthenticated.
    """
    waiting = kept.take(workspaces.store, "code", secret) if secret else None
    if waiting is None:
        raise Unauthenticated("This sign-in is too old. Please sign in again.", reason="code")
    someone = _recalled(waiting["who"])
    try:
        inbox, agent = link(workspaces, someone, code)
    except Invalid:
        tries = waiting["tries"] + 1
        if tries >= CODE_TRIES:
            raise Unauthenticated(
                "That were too many wrong codes. Please sign in again.", reason="tries"
            ) from None
        return _code_needed(workspaces, someone, to=waiting["to"], tries=tries)
    operator = entered is not None and entered.session.operator
    return SignedIn(_begun(inbox, agent, someone, operator=operator), waiting["to"])


def _begun(inbox: Inbox, agent: Agent, someone: Someone, *, operator: bool) -> str:
    return sessions.begin(inbox, agent, first_admin.account_of(someone), operator=operator)


def _code_needed(workspaces: Workspaces, someone: Someone, *, to: str, tries: int) -> CodeNeeded:
    secret = secrets.token_urlsafe(32)
    who = {"kind": type(someone).__name__, **asdict(someone)}
    kept.leave(workspaces.store, "code", secret, {"who": who, "to": to, "tries": tries}, ttl_ms=FLOW_MS)
    return CodeNeeded(secret, first_admin.address_of(someone))


def _tell_nobody(workspaces: Workspaces, someone: Someone) -> None:
    """Note in the workspace of the person's domain or tenant that somebody came who is no agent."""
    by = Actor("system", Via.WEB)
    for workspace in someone.workspaces(workspaces.directories):
        with suppress(NotFound):  # it was deleted meanwhile
            inbox = workspaces.inbox(workspace)
            audit.note(inbox, by, Audited.REFUSED, f"workspace:{workspace}", reason="no_agent")
            return


def _someone(proved: Proved) -> Someone:
    identity = proved.identity
    if isinstance(identity, EntraIdentity):
        return MicrosoftPerson(identity.tenant, identity.subject, identity.username, identity.guest)
    return Person(identity.sub, identity.email, identity.hd)


def _recalled(who: Mapping[str, Any]) -> Someone:
    facts = {name: value for name, value in who.items() if name != "kind"}
    return MicrosoftPerson(**facts) if who["kind"] == MicrosoftPerson.__name__ else Person(**facts)
