"""The workspace itself; domains and tenants are the operator's alone (A10)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from server.domain.administering import OPERATOR, Matter, require, touches_domains
from server.domain.auditlog import Audited
from server.domain.errors import Conflict, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.workspace import Workspace
from server.store.directories import Directories, Moved
from server.usecases import audit
from server.usecases.checking import checked_workspace
from server.usecases.inbox import Inbox
from server.usecases.settings.storing import ATTEMPTS, refuse_changed, reloaded


def list_workspaces(directories: Directories) -> list[Workspace]:
    """All workspaces."""
    found = []
    for workspace in directories.workspaces():
        with suppress(NotFound):
            found.append(directories.load(workspace).workspace)
    return found


def add_workspace(directories: Directories, workspace: Workspace) -> Workspace:
    """Create a workspace; only the operator may, for it claims mail domains and tenants (A10)."""
    workspace = checked_workspace(workspace)
    _refuse_claimed(directories, workspace, workspace.tenants, workspace.domains)
    directories.found(workspace)
    return workspace


def workspace_of(inbox: Inbox, actor: Actor) -> Workspace:
    """The workspace, for who administers it; Forbidden otherwise."""
    require(inbox.directory, actor, Matter.WORKSPACE)
    return inbox.directory.workspace


def change_workspace(inbox: Inbox, after: Workspace, *, actor: Actor = OPERATOR, seen: str = "") -> Workspace:
    """Change a workspace; its domains and tenants only by the operator (A10)."""
    before = inbox.directory.workspace
    refuse_changed(before, seen)
    after = checked_workspace(after)
    tenants = set(after.tenants).difference(before.tenants)
    domains = set(after.domains).difference(before.domains)
    _refuse_claimed(inbox.directories, after, tenants, domains)
    for _ in range(ATTEMPTS):
        require(inbox.directory, actor, Matter.WORKSPACE)
        if touches_domains(before, after):
            require(inbox.directory, actor, Matter.DOMAINS)
        if after == before:
            return after
        told = audit.told(inbox, actor, Audited.CHANGED, after, before=before)
        try:
            inbox.directories.change_workspace(before, after, told=told, checks=[inbox.unchanged_directory()])
        except Moved:
            inbox = reloaded(inbox)
            continue
        return after
    raise Unavailable("Too many people are changing this just now. Please try again.")


def remove_workspace(directories: Directories, workspace: str) -> int:
    """Delete a workspace with everything in it; how many records that were. There is no way back."""
    return directories.forget(workspace)


def _refuse_claimed(
    directories: Directories, workspace: Workspace, tenants: Iterable[str], domains: Iterable[str]
) -> None:
    for tenant in tenants:
        other = directories.workspace_of_tenant(tenant)
        if other is not None and other != workspace.id:
            raise Conflict(
                "The tenant %(tenant)s belongs to workspace “%(other)s”.", tenant=tenant, other=other
            )
    for domain in domains:
        other = directories.workspace_of(domain)
        if other is not None and other != workspace.id:
            raise Conflict(
                "The domain %(domain)s belongs to workspace “%(other)s”.", domain=domain, other=other
            )
