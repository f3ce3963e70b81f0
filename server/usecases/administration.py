"""Workspaces, mailboxes, teams and agents as an operator or an admin sets them up.

Whoever changes something hands in the record as it should be; it was read from `inbox.directory`, and
Conflict tells that somebody else changed it since. Losing the right to a conversation releases it in the same
call (A4).
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace

from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent, Directory, Mailbox, Team, Workspace
from server.store.directories import Directories, Entry
from server.usecases.checking import checked_agent, checked_mailbox, checked_team, checked_workspace
from server.usecases.inbox import Inbox
from server.usecases.releasing import concerned, narrowed, release_unfit

OPERATOR = Actor("system", Via.JOB)
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people mix up."""
CODE_LENGTH = 12
COUNTED = ("open", "pending", "closed", "purged", "reduced", "spam", "snoozed")


@dataclass(frozen=True, slots=True)
class Invited:
    """An agent with the one-time code of the invitation: shown once, kept only as a digest (B2)."""

    agent: Agent
    code: str


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
    _refuse_claimed(directories, workspace)
    directories.found(workspace)
    return workspace


def change_workspace(inbox: Inbox, after: Workspace) -> Workspace:
    """Change a workspace; its domains and tenants only by the operator (A10)."""
    after = checked_workspace(after)
    _refuse_claimed(inbox.directories, after)
    inbox.directories.change_workspace(inbox.directory.workspace, after)
    return after


def remove_workspace(directories: Directories, workspace: str) -> int:
    """Delete a workspace with everything in it; how many records that were. There is no way back."""
    return directories.forget(workspace)


def find_mailbox(directory: Directory, name: str) -> Mailbox:
    """The mailbox of that id, address or name; NotFound otherwise."""
    wanted = name.strip().lower()
    for box in directory.mailboxes.values():
        if name == box.id or wanted in box.addresses or wanted == box.name.lower():
            return box
    raise NotFound("There is no mailbox “%(mailbox)s”.", mailbox=name)


def find_agent(directory: Directory, name: str) -> Agent:
    """The agent of that id or address, an active one first; NotFound otherwise."""
    wanted = name.strip().lower()
    found = [a for a in directory.agents.values() if name == a.id or wanted in a.emails]
    if not found:
        raise NotFound("There is no agent “%(agent)s”.", agent=name)
    return next((a for a in found if a.deactivated_at is None), found[0])


def find_team(directory: Directory, name: str) -> Team:
    """The team of that id or name; NotFound otherwise."""
    for team in directory.teams.values():
        if name == team.id or name.strip().lower() == team.name.lower():
            return team
    raise NotFound("There is no team “%(team)s”.", team=name)


def add_mailbox(inbox: Inbox, box: Mailbox) -> Mailbox:
    """Add a mailbox; without an id it gets a fresh one."""
    box = checked_mailbox(inbox.directory, replace(box, id=box.id or inbox.new_id()))
    _stored(inbox, box, before=None)
    return box


def change_mailbox(inbox: Inbox, after: Mailbox, *, actor: Actor) -> Mailbox:
    """Change a mailbox and its members; who may no longer work in it loses its conversations."""
    before = inbox.directory.mailboxes[after.id]
    after = checked_mailbox(inbox.directory, after)
    fresh = _stored(inbox, after, before=before)
    release_unfit(fresh, concerned(fresh.directory, narrowed(before, after)), actor)
    return after


def remove_mailbox(inbox: Inbox, box: Mailbox) -> None:
    """Remove a mailbox that holds no conversation."""
    keys = inbox.conversations.keys
    counts = inbox.conversations.store.read([("ZCARD", keys.mailbox_index(box.id, name)) for name in COUNTED])
    if sum(counts):
        raise Invalid(
            "This mailbox holds %(count)s conversations, so it cannot be removed.", count=sum(counts)
        )
    inbox.directories.remove(inbox.workspace, box)


def add_agent(inbox: Inbox, agent: Agent) -> Invited:
    """Invite somebody by address; without an id they get a fresh one."""
    code = _new_code(inbox)
    agent = _invited(inbox, replace(agent, id=agent.id or inbox.new_id()), code)
    agent = checked_agent(inbox.directory, agent)
    _stored(inbox, agent, before=None)
    return Invited(agent, code)


def change_agent(inbox: Inbox, after: Agent) -> Agent:
    """Change an agent's name, addresses, language, zone or admin right."""
    after = checked_agent(inbox.directory, after)
    _stored(inbox, after, before=inbox.directory.agents[after.id])
    return after


def invite_again(inbox: Inbox, agent: Agent) -> Invited:
    """Give an agent a new code; whatever accounts were linked before are no longer theirs."""
    code = _new_code(inbox)
    after = replace(agent, google_sub=None, entra_tenant=None, entra_subject=None)
    return Invited(change_agent(inbox, _invited(inbox, after, code)), code)


def invite_beside(inbox: Inbox, agent: Agent) -> Invited:
    """Give an agent a code for an account of the other kind; the one that is linked stays theirs."""
    code = _new_code(inbox)
    return Invited(change_agent(inbox, _invited(inbox, agent, code)), code)


def deactivate_agent(inbox: Inbox, agent: Agent, *, actor: Actor) -> int:
    """Let an agent go: they see nothing more, and their conversations return to the queue (R10); how many."""
    fresh = inbox
    if agent.deactivated_at is None:
        after = replace(agent, deactivated_at=inbox.clock(), link_code=None)
        fresh = _stored(inbox, after, before=agent)
    return release_unfit(fresh, concerned(fresh.directory, [agent.id]), actor)


def reactivate_agent(inbox: Inbox, agent: Agent) -> Agent:
    """Let an agent work again, in the mailboxes where they still are a member."""
    return change_agent(inbox, replace(agent, deactivated_at=None))


def add_team(inbox: Inbox, team: Team) -> Team:
    """Add a team; without an id it gets a fresh one."""
    team = checked_team(inbox.directory, replace(team, id=team.id or inbox.new_id()))
    _stored(inbox, team, before=None)
    return team


def change_team(inbox: Inbox, after: Team, *, actor: Actor) -> Team:
    """Rename a team or change its members; without anybody who works in a mailbox it loses that mailbox's."""
    after = checked_team(inbox.directory, after)
    fresh = _stored(inbox, after, before=inbox.directory.teams[after.id])
    release_unfit(fresh, [f"team:{after.id}"], actor)
    return after


def remove_team(inbox: Inbox, team: Team, *, actor: Actor) -> int:
    """Remove a team; its conversations return to the queue; how many."""
    inbox.directories.remove(inbox.workspace, team)
    return release_unfit(_fresh(inbox), [f"team:{team.id}"], actor)


def _stored(inbox: Inbox, entry: Entry, *, before: Entry | None) -> Inbox:
    """Put a record into the directory; the inbox as it then stands."""
    inbox.directories.put(inbox.workspace, entry, before=before)
    return _fresh(inbox)


def _fresh(inbox: Inbox) -> Inbox:
    return replace(inbox, directory=inbox.directories.load(inbox.workspace))


def _new_code(inbox: Inbox) -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{inbox.workspace.upper()}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _invited(inbox: Inbox, agent: Agent, code: str) -> Agent:
    return replace(agent, link_code=inbox.conversations.digests.code(code), invited_at=inbox.clock())


def _refuse_claimed(directories: Directories, workspace: Workspace) -> None:
    for tenant in workspace.tenants:
        other = directories.workspace_of_tenant(tenant)
        if other is not None and other != workspace.id:
            raise Conflict(
                "The tenant %(tenant)s belongs to workspace “%(other)s”.", tenant=tenant, other=other
            )
    for domain in workspace.domains:
        other = directories.workspace_of(domain)
        if other is not None and other != workspace.id:
            raise Conflict(
                "The domain %(domain)s belongs to workspace “%(other)s”.", domain=domain, other=other
            )
