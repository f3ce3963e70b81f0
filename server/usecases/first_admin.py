"""The first admin of a workspace: whoever came with the operator's one-time link, never the first to come."""

from __future__ import annotations

import secrets
from dataclasses import replace

from server.domain.auditlog import Audited
from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent, Directory
from server.store import sessions as kept
from server.usecases import audit, sessions
from server.usecases.accounts import MicrosoftPerson, Person
from server.usecases.inbox import Inbox
from server.usecases.sessions import Entered
from server.usecases.workspaces import Workspaces

LINK_MS = 60 * 60_000
"""How long the operator's link is good, in ms."""

Someone = Person | MicrosoftPerson


def has_admin(directory: Directory) -> bool:
    """Whether somebody can sign in as admin: active, and with a linked account."""
    return any(
        agent.admin and agent.deactivated_at is None and sessions.accounts_of(agent)
        for agent in directory.agents.values()
    )


def make_link(workspaces: Workspaces, workspace: str = "") -> str:
    """The secret of a new one-time link for the operator, to a workspace if there is one already."""
    if workspace:
        workspaces.directories.load(workspace)
    secret = secrets.token_urlsafe(32)
    kept.leave(workspaces.store, "link", secret, {"workspace": workspace}, ttl_ms=LINK_MS)
    return secret


def missing_admin(workspaces: Workspaces) -> str | None:
    """The workspace that still needs an admin, "" while there is no workspace; None where nobody is missing."""
    names = workspaces.directories.workspaces()
    for name in names:
        try:
            if has_admin(workspaces.directories.load(name)):
                return None
        except NotFound:
            continue
    return names[0] if len(names) == 1 else ""


def is_link(workspaces: Workspaces, secret: str) -> bool:
    """Whether a link is still good; looking does not use it up."""
    return kept.look(workspaces.store, "link", secret) is not None


def use_link(workspaces: Workspaces, secret: str) -> str:
    """The token of the operator's session that a link opens, once; NotFound for a used or old one."""
    left = kept.take(workspaces.store, "link", secret)
    if left is None:
        raise NotFound("This link was used already, or it is too old. Make a new one: randnotiz admin-link")
    return sessions.begin_operator(workspaces, left["workspace"])


def appointed(entered: Entered, someone: Someone, name: str) -> tuple[Inbox, Agent] | None:
    """Make the person the first admin of the workspace that the operator's session belongs to.

    None where the session is not the operator's, belongs to no workspace, or the workspace has its admin.
    """
    if entered.agent is not None or entered.inbox is None or not entered.session.operator:
        return None
    inbox = _fresh(entered.inbox)
    directory = inbox.directory
    if has_admin(directory):
        return None
    before = someone.agent(directory) or directory.by_email.get(address_of(someone))
    if before is not None and someone.agent(directory) is None and not someone.free(before):
        before = None
    start = before or Agent(inbox.new_id(), name, (address_of(someone),))
    agent = replace(someone.linked(start), admin=True)
    kind = Audited.CHANGED if before else Audited.ADDED
    by = Actor("system", Via.WEB)
    told = audit.told(inbox, by, kind, agent, before=before)
    inbox.directories.put(inbox.workspace, agent, before=before, told=told)
    someone.remember(inbox.directories, inbox.workspace)
    return _fresh(inbox), agent


def account_of(someone: Someone) -> str:
    """The identity as sessions name it."""
    if isinstance(someone, MicrosoftPerson):
        return f"entra:{someone.tenant}.{someone.subject}"
    return f"google:{someone.sub}"


def address_of(someone: Someone) -> str:
    """The address that Google or Microsoft know the person by."""
    return someone.username if isinstance(someone, MicrosoftPerson) else someone.email


def _fresh(inbox: Inbox) -> Inbox:
    return replace(inbox, directory=inbox.directories.load(inbox.workspace))
