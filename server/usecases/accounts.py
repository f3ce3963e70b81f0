"""Verified accounts of people, Google's and Microsoft's: which agent one is, or may become (DECISIONS B2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from server.domain.addresses import domain_of
from server.domain.workspace import Agent, Directory
from server.store.directories import Directories

INVITED_FOR = 14 * 86_400_000
"""How long after the invitation a Microsoft account is linked by its address alone, in ms (B2)."""


class Account(Protocol):
    """What entering asks of an account, whoever verified it."""

    def workspaces(self, directories: Directories) -> Iterator[str]:
        """The workspaces in which the person may be somebody, the likeliest first."""

    def agent(self, directory: Directory) -> Agent | None:
        """The agent whose account this is."""

    def invited(self, directory: Directory, now: int) -> Agent | None:
        """The agent who may be linked to this account without a code."""

    def free(self, agent: Agent) -> bool:
        """Whether the agent has no account of this kind yet."""

    def linked(self, agent: Agent) -> Agent:
        """The agent with this account."""

    def remember(self, directories: Directories, workspace: str) -> None:
        """Note where a person linked by a code is."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a verified Google token names them: a stable subject, an address, a Workspace domain."""

    sub: str
    email: str
    domain: str | None

    def workspaces(self, directories: Directories) -> Iterator[str]:
        """That of the person's domain; then, where they are nobody there, the one whose code they typed."""
        own = directories.workspace_of(self.domain or domain_of(self.email))
        if own is not None:
            yield own
        linked = directories.workspace_of_person(self.sub)
        if linked is not None and linked != own:
            yield linked

    def agent(self, directory: Directory) -> Agent | None:
        """The agent with this subject."""
        return directory.by_google_sub.get(self.sub)

    def invited(self, directory: Directory, now: int) -> Agent | None:  # noqa: ARG002  # Google's has no end
        """The agent invited by this address, where Google vouches for one of the workspace's own domains."""
        invited = directory.by_email.get(self.email)
        trusted = self.domain is not None and self.domain in directory.workspace.domains
        return invited if invited and trusted and self.free(invited) else None

    def free(self, agent: Agent) -> bool:
        """Whether the agent has no Google account yet."""
        return agent.google_sub is None

    def linked(self, agent: Agent) -> Agent:
        """The agent with this account; the code is used up."""
        return replace(agent, google_sub=self.sub, link_code=None)

    def remember(self, directories: Directories, workspace: str) -> None:
        """Note where a person linked by a code is."""
        directories.remember_person(self.sub, workspace)


@dataclass(frozen=True, slots=True)
class MicrosoftPerson:
    """Somebody as a verified Entra token names them: tenant and object id, a user name that may change."""

    tenant: str
    subject: str
    username: str
    guest: bool

    def workspaces(self, directories: Directories) -> Iterator[str]:
        """That of the person's tenant; then, where they are nobody there, the one whose code they typed."""
        own = directories.workspace_of_tenant(self.tenant)
        if own is not None:
            yield own
        linked = directories.workspace_of_guest(self.tenant, self.subject)
        if linked is not None and linked != own:
            yield linked

    def agent(self, directory: Directory) -> Agent | None:
        """The agent with this tenant and object id."""
        return directory.by_entra.get((self.tenant, self.subject))

    def invited(self, directory: Directory, now: int) -> Agent | None:
        """The agent invited lately by this very address, where the tenant is trusted for it (B2)."""
        workspace, agent = directory.workspace, directory.by_email.get(self.username)
        if self.guest or agent is None or not self.free(agent) or agent.invited_at is None:
            return None
        trusted = self.tenant in workspace.linked_tenants and self.tenant in workspace.tenants
        ours = domain_of(self.username) in workspace.domains
        return agent if trusted and ours and now - agent.invited_at <= INVITED_FOR else None

    def free(self, agent: Agent) -> bool:
        """Whether the agent has no Microsoft account yet."""
        return agent.entra_subject is None

    def linked(self, agent: Agent) -> Agent:
        """The agent with this account; the code is used up."""
        return replace(agent, entra_tenant=self.tenant, entra_subject=self.subject, link_code=None)

    def remember(self, directories: Directories, workspace: str) -> None:
        """Note where a person linked by a code is."""
        directories.remember_guest(self.tenant, self.subject, workspace)
