"""Who is signed in to the settings: sessions begin, are found again with each request, and end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from server.domain.auditlog import Audited, Entry
from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent
from server.store import sessions
from server.store.sessions import LONGEST_MS, Session
from server.usecases.inbox import Inbox
from server.usecases.workspaces import Workspaces

IDLE_MS = 2 * 3_600_000
TOUCHED_MS = 60_000
"""A session notes at most so often (ms) that it is in use."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A live session with its workspace and its agent; the operator's may have neither."""

    session: Session
    inbox: Inbox | None
    agent: Agent | None


def accounts_of(agent: Agent) -> frozenset[str]:
    """The identities with which an agent may have signed in."""
    found = set[str]()
    if agent.google_sub:
        found.add(f"google:{agent.google_sub}")
    if agent.entra_tenant and agent.entra_subject:
        found.add(f"entra:{agent.entra_tenant}.{agent.entra_subject}")
    return frozenset(found)


def begin(inbox: Inbox, agent: Agent, account: str, *, operator: bool = False) -> str:
    """Sign an agent in and return the token of the new session; it is never that of an older one.

    `account` is the identity (one of `accounts_of`) that was just proved; `operator` says that this browser came
    with the operator's link.
    """
    now, secret = inbox.clock(), secrets.token_urlsafe(32)
    session = Session(inbox.workspace, agent.id, account, now, now, operator)
    told = Entry(
        now, Audited.SIGNED_IN, _actor(agent), f"agent:{agent.id}", {"with": account.partition(":")[0]}
    )
    sessions.put(inbox.conversations.store, session, secret, told=told)
    return f"{session.workspace}:{session.agent}:{secret}"


def begin_operator(workspaces: Workspaces, workspace: str) -> str:
    """Let the operator in, to a workspace or (``""``) before there is one; the token of the session."""
    now, secret = workspaces.clock(), secrets.token_urlsafe(32)
    session = Session(workspace, "", "link", now, now, operator=True)
    sessions.put_operator(workspaces.store, session, secret, ttl_ms=IDLE_MS)
    return f"::{secret}"


def enter(workspaces: Workspaces, token: str) -> Entered | None:
    """The session behind a token, if it still is one; one round trip for an agent's.

    It has ended when it was idle for too long or open for too long, and when the agent was deactivated, removed
    or lost the account with which they signed in.
    """
    workspace, agent, secret = _parts(token)
    if not secret:
        return None
    if not agent:
        return _operator(workspaces, secret)
    try:
        inbox = workspaces.inbox(workspace)
        session, version = sessions.find(workspaces.store, workspace, agent, secret)
        inbox = inbox.current(version)
    except NotFound:
        return None
    known = inbox.directory.agents.get(agent)
    if session is None:
        return None
    if known is None or known.deactivated_at is not None:
        # All of them at once: should the agent be reactivated, none returns.
        sessions.end_all(workspaces.store, workspace, agent)
        return None
    if not _alive(session, workspaces.clock()) or session.account not in accounts_of(known):
        sessions.end(workspaces.store, session, secret)
        return None
    _touch(workspaces, session, secret)
    return Entered(session, inbox, known)


def end(workspaces: Workspaces, token: str) -> None:
    """Sign out: this session is gone, whoever kept its token."""
    workspace, agent, secret = _parts(token)
    if not agent:
        sessions.end_operator(workspaces.store, secret)
        return
    found, _ = sessions.find(workspaces.store, workspace, agent, secret)
    if found is not None:
        told = Entry(workspaces.clock(), Audited.SIGNED_OUT, _agent(agent), f"agent:{agent}")
        sessions.end(workspaces.store, found, secret, told=told)


def sign_out_everywhere(inbox: Inbox, actor: Actor, agent: str) -> int:
    """End every session of an agent; how many there were."""
    store, now = inbox.conversations.store, inbox.clock()
    count = open_sessions(inbox, agent)
    told = Entry(now, Audited.SIGNED_OUT, actor, f"agent:{agent}", {"sessions": count})
    sessions.end_all(store, inbox.workspace, agent, told=told)
    return count


def end_all(inbox: Inbox, agent: str) -> None:
    """End every session of somebody who is no agent any more; the line of the audit log is that of their going."""
    sessions.end_all(inbox.conversations.store, inbox.workspace, agent)


def open_sessions(inbox: Inbox, agent: str) -> int:
    """How many browsers an agent is signed in with."""
    found = sessions.every(inbox.conversations.store, inbox.workspace, agent)
    return sum(_alive(session, inbox.clock()) for session in found.values())


def work_in(workspaces: Workspaces, token: str, workspace: str) -> None:
    """Let the operator's session belong to a workspace from now on."""
    _, agent, secret = _parts(token)
    found = sessions.find_operator(workspaces.store, secret) if not agent else None
    if found is not None:
        found = replace(found, workspace=workspace)
        sessions.put_operator(workspaces.store, found, secret, ttl_ms=IDLE_MS)


def _operator(workspaces: Workspaces, secret: str) -> Entered | None:
    session = sessions.find_operator(workspaces.store, secret)
    if session is None or not _alive(session, workspaces.clock()):
        return None
    _touch(workspaces, session, secret)
    if not session.workspace:
        return Entered(session, None, None)
    try:
        return Entered(session, workspaces.inbox(session.workspace).fresh(), None)
    except NotFound:
        return Entered(session, None, None)


def _alive(session: Session, now: int) -> bool:
    return now - session.seen_at < IDLE_MS and now - session.started_at < LONGEST_MS


def _touch(workspaces: Workspaces, session: Session, secret: str) -> None:
    now = workspaces.clock()
    if now - session.seen_at < TOUCHED_MS:
        return
    session = replace(session, seen_at=now)
    if session.agent:
        sessions.put(workspaces.store, session, secret)
    else:
        sessions.put_operator(workspaces.store, session, secret, ttl_ms=IDLE_MS)


def _parts(token: str) -> tuple[str, str, str]:
    """Workspace, agent and secret of a token; of anything else no secret."""
    parts = token.split(":") if token.isascii() and len(token) < 512 else []
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


def _actor(agent: Agent) -> Actor:
    return _agent(agent.id)


def _agent(agent: str) -> Actor:
    return Actor("agent", Via.WEB, agent)
