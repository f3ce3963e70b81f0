"""All workspaces of a store, and who may enter which: an inbox for a verified person (DECISIONS B2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from server.domain.addresses import domain_of
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.workspace import Agent, Directory
from server.store.commit import Store
from server.store.conversations import Conversations
from server.store.directories import Directories
from server.store.keys import Keys
from server.store.messages import Messages
from server.usecases.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Opens the inbox of a workspace; one for each process."""

    store: Store
    directories: Directories
    receivers: frozenset[str]
    clock: Callable[[], int]
    new_id: Callable[[], str]

    def inbox(self, workspace: str) -> Inbox:
        """The inbox of a workspace, with its directory as last known; NotFound if there is none."""
        keys = Keys(workspace)
        conversations = Conversations(self.store, keys, self.directories.digests(workspace))
        return Inbox(
            directory=self.directories.known(workspace),
            conversations=conversations,
            messages=Messages(self.store, keys, conversations),
            directories=self.directories,
            clock=self.clock,
            new_id=self.new_id,
            receivers=self.receivers,
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a verified Google token names them: a stable subject, an address, a Workspace domain."""

    sub: str
    email: str
    domain: str | None


def enter(workspaces: Workspaces, person: Person) -> tuple[Inbox, Agent] | None:
    """The inbox and the agent that a person is; None for somebody who is no agent.

    A person invited by address is linked by the first token of the workspace's own domain; anybody else needs
    the code of the invitation (DECISIONS B2).
    """
    for workspace in _candidates(workspaces, person):
        with suppress(NotFound):  # it was deleted meanwhile
            entered = _entered(workspaces, workspace, person)
            if entered is not None:
                return entered
    return None


def link(workspaces: Workspaces, person: Person, code: str) -> tuple[Inbox, Agent]:
    """Make a person the agent that an invitation's code was written for; Invalid for a wrong code."""
    workspace = workspaces.directories.workspace_by_name(code.strip().partition("-")[0].lower())
    if workspace is None:
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    inbox = replace(workspaces.inbox(workspace), directory=workspaces.directories.load(workspace))
    digest = inbox.conversations.digests.code(code)
    agents = inbox.directory.agents.values()
    agent = next((a for a in agents if a.link_code == digest and a.deactivated_at is None), None)
    if agent is None or agent.google_sub not in (None, person.sub):
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    entered = _linked(inbox, agent, person)
    if entered is None:
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    workspaces.directories.remember_person(person.sub, workspace)
    return entered


def _candidates(workspaces: Workspaces, person: Person) -> Iterator[str]:
    """The workspace of the person's domain; then, for nobody there, the one whose code they typed."""
    own = workspaces.directories.workspace_of(person.domain or domain_of(person.email))
    if own is not None:
        yield own
    linked = workspaces.directories.workspace_of_person(person.sub)
    if linked is not None and linked != own:
        yield linked


def _entered(workspaces: Workspaces, workspace: str, person: Person) -> tuple[Inbox, Agent] | None:
    inbox = workspaces.inbox(workspace)
    agent = _agent(inbox.directory, person)
    if agent is None:
        inbox = replace(inbox, directory=workspaces.directories.load(workspace))
        agent = _agent(inbox.directory, person)
    if agent is None:
        return None
    return _linked(inbox, agent, person) if agent.google_sub is None else (inbox, agent)


def _agent(directory: Directory, person: Person) -> Agent | None:
    known = directory.by_google_sub.get(person.sub)
    if known is not None:
        return known
    invited = directory.by_email.get(person.email)
    trusted = person.domain is not None and person.domain in directory.workspace.domains
    return invited if invited and trusted and invited.google_sub is None else None


def _linked(inbox: Inbox, agent: Agent, person: Person) -> tuple[Inbox, Agent] | None:
    """Remember the person's subject; whoever was faster with another one wins."""
    after = replace(agent, google_sub=person.sub, link_code=None)
    try:
        inbox.directories.put(inbox.workspace, after, before=agent)
    except Conflict:
        pass
    except NotFound:
        return None
    directory = inbox.directories.load(inbox.workspace)
    linked = directory.by_google_sub.get(person.sub)
    return (replace(inbox, directory=directory), linked) if linked else None
