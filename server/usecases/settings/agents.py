"""People as they are administered: invited, changed, let go, let in again (B2, R10)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields, replace

from server.domain.administering import OPERATOR, Matter, administers, require
from server.domain.auditlog import Audited
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.events import Actor
from server.domain.workspace import Agent, Directory
from server.store import personal
from server.usecases import sessions
from server.usecases.checking import checked_agent, has_confidential_manager
from server.usecases.inbox import Inbox
from server.usecases.releasing import concerned, release_unfit, released_by, unfit
from server.usecases.settings.storing import refuse_changed, stored

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people mix up."""
CODE_LENGTH = 12
OWN = frozenset({"locale", "zone", "availability", "away_until", "deputy"})
"""What people may change about themselves."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An agent with the one-time code of the invitation: shown once, kept only as a digest (B2)."""

    agent: Agent
    code: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What letting somebody go would do: conversations that return to the queue, mailboxes and teams they are in."""

    conversations: int
    mailboxes: int
    teams: int


def agents_of(inbox: Inbox, actor: Actor) -> tuple[Agent, ...]:
    """Everybody, those who left included, for who administers people; else only oneself."""
    found = inbox.directory.agents.values()
    shown = [a for a in found if administers(inbox.directory, actor) or a.id == actor.id]
    return tuple(sorted(shown, key=lambda agent: agent.name.lower()))


def agent_of(inbox: Inbox, actor: Actor, agent: str) -> Agent:
    """One person, as who administers people or they themselves may see them; NotFound otherwise."""
    require(inbox.directory, actor, Matter.SELF, person=agent)
    return _known(inbox.directory, agent)


def seen_agent(inbox: Inbox, actor: Actor, agent: str, seen: str) -> Agent:
    """The same, provided the record is still the one that was shown; Conflict otherwise."""
    found = agent_of(inbox, actor, agent)
    refuse_changed(found, seen)
    return found


def invite(inbox: Inbox, agent: Agent, *, actor: Actor = OPERATOR) -> Invited:
    """Invite somebody by address; without an id they get a fresh one."""
    code = _new_code(inbox)
    agent = _invited(inbox, replace(agent, id=agent.id or inbox.new_id()), code)

    def checked(directory: Directory) -> Agent:
        require(directory, actor, Matter.ADMINS if agent.admin else Matter.PEOPLE)
        return checked_agent(directory, agent)

    return Invited(stored(inbox, None, checked, actor=actor, kind=Audited.INVITED)[1], code)


def change_agent(inbox: Inbox, after: Agent, *, actor: Actor = OPERATOR, seen: str = "") -> Agent:
    """Change an agent's name, addresses, language, zone, availability or admin right."""
    return _changed(inbox, after, actor=actor, seen=seen)[1]


def invite_again(inbox: Inbox, agent: Agent, *, actor: Actor = OPERATOR) -> Invited:
    """Give an agent a new code; whatever accounts were linked before are no longer theirs."""
    code = _new_code(inbox)
    after = replace(agent, google_sub=None, entra_tenant=None, entra_subject=None)
    return _with_code(inbox, after, code, actor)


def invite_beside(inbox: Inbox, agent: Agent, *, actor: Actor = OPERATOR) -> Invited:
    """Give an agent a code for an account of the other kind; the one that is linked stays theirs."""
    return _with_code(inbox, agent, _new_code(inbox), actor)


def unlink_agent(
    inbox: Inbox, agent: str, *, google: bool = False, microsoft: bool = False, actor: Actor = OPERATOR
) -> Agent:
    """Part an agent from their Google or Microsoft account; they need a code to come in with another."""
    after = _known(inbox.directory, agent)
    if google:
        after = replace(after, google_sub=None)
    if microsoft:
        after = replace(after, entra_tenant=None, entra_subject=None)
    return _changed(inbox, after, actor=actor)[1]


def leaving(inbox: Inbox, agent: str, *, actor: Actor = OPERATOR) -> Leaving:
    """What deactivating an agent would do, in numbers."""
    known = _known(inbox.directory, agent)
    _require_change(inbox.directory, actor, known, replace(known, deactivated_at=1))
    gone = {**inbox.directory.agents, agent: replace(known, deactivated_at=inbox.clock())}
    then = replace(inbox.directory, agents=gone)
    return Leaving(
        len(unfit(inbox, then, concerned(then, [agent]))),
        len(inbox.directory.memberships(agent)),
        len(inbox.directory.teams_of(agent)),
    )


def deactivate_agent(inbox: Inbox, agent: Agent, *, actor: Actor = OPERATOR, seen: str = "") -> int:
    """Let an agent go: they see nothing more, and their conversations return to the queue (R10); how many.

    Templates and saved views that were theirs alone go: nobody else could read, change or remove them.
    """
    fresh = inbox
    if agent.deactivated_at is None:
        after = replace(agent, deactivated_at=inbox.clock(), link_code=None)
        fresh, _ = _changed(inbox, after, actor=actor, seen=seen, kind=Audited.DEACTIVATED)
        sessions.end_all(fresh, agent.id)
        personal.forget(inbox.conversations.store, inbox.conversations.keys, agent.id)
    else:
        _require_change(inbox.directory, actor, agent, replace(agent, deactivated_at=None))
    return release_unfit(fresh, concerned(fresh.directory, [agent.id]), released_by(actor))


def reactivate_agent(inbox: Inbox, agent: Agent, *, actor: Actor = OPERATOR, seen: str = "") -> Agent:
    """Let an agent work again, in the mailboxes where they still are a member."""
    after = replace(agent, deactivated_at=None)
    return _changed(inbox, after, actor=actor, seen=seen, kind=Audited.REACTIVATED)[1]


def _changed(
    inbox: Inbox, after: Agent, *, actor: Actor, seen: str = "", kind: Audited | None = None
) -> tuple[Inbox, Agent]:
    before = _known(inbox.directory, after.id)

    def checked(directory: Directory) -> Agent:
        _require_change(directory, actor, before, after)
        _refuse_headless(directory, actor, before, after)
        return checked_agent(directory, after)

    return stored(inbox, before, checked, actor=actor, seen=seen, kind=kind)


def _require_change(directory: Directory, actor: Actor, before: Agent, after: Agent) -> None:
    """Who changes an admin, or makes one, could become one: that takes an admin."""
    changed = {one.name for one in fields(Agent) if getattr(before, one.name) != getattr(after, one.name)}
    require(directory, actor, Matter.SELF, person=after.id)
    if changed - OWN:
        require(directory, actor, Matter.ADMINS if before.admin or after.admin else Matter.PEOPLE)


def _refuse_headless(directory: Directory, actor: Actor, before: Agent, after: Agent) -> None:
    """Nobody shuts the last door behind them: some admin, and somebody on each confidential list, must stay."""
    leaves = before.deactivated_at is None and after.deactivated_at is not None
    others = [a for a in directory.agents.values() if a.deactivated_at is None and a.id != after.id]
    last = before.admin and (leaves or not after.admin) and not any(other.admin for other in others)
    if last and actor.kind != "system":
        raise Invalid("There would be no admin left. Please make somebody else one first.")
    then = replace(directory, agents={**directory.agents, after.id: after})
    for box in directory.mailboxes.values():
        if leaves and after.id in (box.confidential_for or ()) and not has_confidential_manager(then, box):
            raise Invalid(
                "“%(agent)s” is the last manager on the confidential list of “%(mailbox)s”. "
                "Please put somebody else on it first.",
                agent=after.name,
                mailbox=box.name,
            )


def _with_code(inbox: Inbox, agent: Agent, code: str, actor: Actor) -> Invited:
    if agent.deactivated_at is not None:
        raise Conflict("“%(agent)s” is not active. Please reactivate them first.", agent=agent.name)
    after = _invited(inbox, agent, code)
    return Invited(_changed(inbox, after, actor=actor, kind=Audited.INVITED)[1], code)


def _known(directory: Directory, agent: str) -> Agent:
    found = directory.agents.get(agent)
    if found is None:
        raise NotFound("There is no such agent.")
    return found


def _new_code(inbox: Inbox) -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{inbox.workspace.upper()}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _invited(inbox: Inbox, agent: Agent, code: str) -> Agent:
    return replace(agent, link_code=inbox.conversations.digests.code(code), invited_at=inbox.clock())
