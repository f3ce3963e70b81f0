"""All workspaces of a store, and who may enter which: an inbox for a verified person (DECISIONS B2)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.workspace import Agent
from server.store.commit import Store
from server.store.conversations import Conversations
from server.store.directories import Directories
from server.store.gmail import Mapped
from server.store.keys import Keys
from server.store.looks import Looks
from server.store.messages import Messages
from server.usecases.accounts import Account
from server.usecases.inbox import Inbox
from server.usecases.installations import Installations


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Opens the inbox of a workspace; one for each process."""

    store: Store
    directories: Directories
    installations: Installations
    clock: Callable[[], int]
    new_id: Callable[[], str]
    gmail_ids: dict[str, Mapped] = field(default_factory=dict, repr=False)
    looks: Looks = field(default_factory=Looks)

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
            receivers=frozenset(self.installations.current().mail_receivers),
            gmail_ids=self.gmail_ids,
            looks=self.looks,
        )


def enter(workspaces: Workspaces, person: Account) -> tuple[Inbox, Agent] | None:
    """The inbox and the agent that a person is; None for somebody who is no agent.

    Who was invited by address may be linked by the first token; anybody else needs the code of the invitation
    (DECISIONS B2).
    """
    for workspace in person.workspaces(workspaces.directories):
        with suppress(NotFound):  # it was deleted meanwhile
            entered = _entered(workspaces, workspace, person)
            if entered is not None:
                return entered
    return None


def link(workspaces: Workspaces, person: Account, code: str) -> tuple[Inbox, Agent]:
    """Make a person the agent that an invitation's code was written for; Invalid for a wrong code."""
    workspace = workspaces.directories.workspace_by_name(code.strip().partition("-")[0].lower())
    if workspace is None:
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    inbox = replace(workspaces.inbox(workspace), directory=workspaces.directories.load(workspace))
    digest = inbox.conversations.digests.code(code)
    agents = inbox.directory.agents.values()
    agent = next((a for a in agents if a.link_code == digest and a.deactivated_at is None), None)
    if agent is None or not (person.free(agent) or person.agent(inbox.directory) == agent):
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    entered = _linked(inbox, agent, person)
    if entered is None:
        raise Invalid("This code is not valid. Please ask your administrator for a new one.")
    person.remember(workspaces.directories, workspace)
    return entered


def _entered(workspaces: Workspaces, workspace: str, person: Account) -> tuple[Inbox, Agent] | None:
    inbox = workspaces.inbox(workspace)
    known = person.agent(inbox.directory)
    if known is not None:
        return inbox, known
    inbox = replace(inbox, directory=workspaces.directories.load(workspace))
    known = person.agent(inbox.directory)
    if known is not None:
        return inbox, known
    invited = person.invited(inbox.directory, workspaces.clock())
    return _linked(inbox, invited, person) if invited is not None else None


def _linked(inbox: Inbox, agent: Agent, person: Account) -> tuple[Inbox, Agent] | None:
    """Remember whose account it is; whoever was faster with another one wins."""
    try:
        inbox.directories.put(inbox.workspace, person.linked(agent), before=agent)
    except Conflict:
        pass
    except NotFound:
        return None
    directory = inbox.directories.load(inbox.workspace)
    linked = person.agent(directory)
    return (replace(inbox, directory=directory), linked) if linked else None
