"""Who may change which settings (PRODUCT 3.4): one table, asked by every use case that changes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum

from server.domain.access import Scope
from server.domain.errors import Forbidden, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Directory, Mailbox

OPERATOR = Actor("system", Via.JOB)
"""Whoever runs the service, at the command line or with the one-time link (A10)."""


class Matter(StrEnum):
    """What can be administered; the table of rights has one row for each."""

    DOMAINS = "domains"
    WORKSPACE = "workspace"
    ADMINS = "admins"
    PEOPLE = "people"
    TEAMS = "teams"
    MAILBOXES = "mailboxes"
    """That a mailbox exists, which addresses it has, and how long it keeps what is closed."""
    MAILBOX = "mailbox"
    """How a mailbox works: name, policies, guideline, list ids."""
    MEMBERS = "members"
    CONFIDENTIAL = "confidential"
    CATALOGUE = "catalogue"
    """Tags, fields and templates: of the mailboxes they are for, or of all."""
    SELF = "self"
    """Language, zone and availability of one person."""
    ACCESS = "access"
    """API tokens and webhooks."""
    PRIVACY = "privacy"
    AUDIT = "audit"
    HEALTH = "health"


class Rank(StrEnum):
    """In what capacity somebody asks."""

    OPERATOR = "operator"
    ADMIN = "admin"
    MANAGER = "manager"
    """Of the mailbox that is asked about."""
    ONESELF = "oneself"
    PROGRAM = "program"
    """An API token with a scope for settings."""


_ABOVE = frozenset({Rank.OPERATOR, Rank.ADMIN})
_WITH_PROGRAMS = _ABOVE | {Rank.PROGRAM}
_WITH_MANAGERS = _WITH_PROGRAMS | {Rank.MANAGER}

RIGHTS: Mapping[Matter, frozenset[Rank]] = {
    Matter.DOMAINS: frozenset({Rank.OPERATOR}),
    Matter.WORKSPACE: _WITH_PROGRAMS,
    Matter.ADMINS: _ABOVE,
    Matter.PEOPLE: _WITH_PROGRAMS,
    Matter.TEAMS: _WITH_PROGRAMS,
    Matter.MAILBOXES: _WITH_PROGRAMS,
    Matter.MAILBOX: _WITH_MANAGERS,
    Matter.MEMBERS: _WITH_MANAGERS,
    Matter.CONFIDENTIAL: _ABOVE | {Rank.MANAGER},
    Matter.CATALOGUE: _WITH_MANAGERS,
    Matter.SELF: _WITH_PROGRAMS | {Rank.ONESELF},
    Matter.ACCESS: _ABOVE,
    Matter.PRIVACY: _ABOVE,
    Matter.AUDIT: _ABOVE,
    Matter.HEALTH: _WITH_PROGRAMS,
}
"""A program never gives rights that reach beyond its own: no admins, no tokens, no confidential lists."""

_OF_MAILBOX = {
    "addresses": Matter.MAILBOXES,
    "retention_days": Matter.MAILBOXES,
    "members": Matter.MEMBERS,
    "confidential_for": Matter.CONFIDENTIAL,
}
_OF_WORKSPACE = ("domains", "tenants", "linked_tenants")


def ranks(
    directory: Directory, actor: Actor, *, mailbox: str | None = None, person: str | None = None
) -> frozenset[Rank]:
    """Every capacity in which the actor may speak about a mailbox or a person; none for somebody who left."""
    if actor.kind == "system":
        return frozenset({Rank.OPERATOR})
    known = actor.id or ""
    if actor.kind == "api":
        token = directory.tokens.get(known)
        settings = {Scope.SETTINGS_READ, Scope.SETTINGS_WRITE}
        return frozenset({Rank.PROGRAM} if token and settings.intersection(token.scopes) else ())
    agent = directory.agents.get(known)
    if actor.kind != "agent" or agent is None or agent.deactivated_at is not None:
        return frozenset()
    found = {Rank.ADMIN} if agent.admin else set()
    if mailbox is not None and mailbox in managed(directory, known):
        found.add(Rank.MANAGER)
    if person == known:
        found.add(Rank.ONESELF)
    return frozenset(found)


def may_administer(
    directory: Directory,
    actor: Actor,
    matter: Matter,
    *,
    mailbox: str | None = None,
    person: str | None = None,
) -> bool:
    """Whether the actor may change a setting, of one mailbox or person where the matter is theirs."""
    return not RIGHTS[matter].isdisjoint(ranks(directory, actor, mailbox=mailbox, person=person))


def require(
    directory: Directory,
    actor: Actor,
    matter: Matter,
    *,
    mailbox: str | None = None,
    person: str | None = None,
) -> None:
    """Refuse what the actor may not change: NotFound where it is none of theirs, else Forbidden (A5)."""
    if may_administer(directory, actor, matter, mailbox=mailbox, person=person):
        return
    if mailbox is not None and not reads_mailbox(directory, actor, mailbox):
        raise NotFound("There is no such mailbox.")
    if person is not None:
        raise NotFound("There is no such agent.")
    if mailbox is not None and Rank.MANAGER in RIGHTS[matter]:
        raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=Role.MANAGER)
    if Rank.ADMIN in RIGHTS[matter]:
        raise Forbidden("For this you need to administer the workspace.")
    raise Forbidden("Only who runs the service may change this.")


def may_change(directory: Directory, actor: Actor, mailboxes: tuple[str, ...]) -> bool:
    """Whether the actor may change an entry of the catalogue that is for these mailboxes (none: for all)."""
    places = mailboxes or (None,)
    return all(may_administer(directory, actor, Matter.CATALOGUE, mailbox=box) for box in places)


def require_catalogue(directory: Directory, actor: Actor, mailboxes: tuple[str, ...]) -> None:
    """Refuse changing an entry of the catalogue that is for a mailbox which the actor does not manage.

    Without mailboxes it is for all, present and future: only admins change that.
    """
    for box in mailboxes:
        require(directory, actor, Matter.CATALOGUE, mailbox=box)
    if not mailboxes:
        require(directory, actor, Matter.CATALOGUE)


def administers(directory: Directory, actor: Actor) -> bool:
    """Whether the actor reads the settings of the whole workspace."""
    return not _WITH_PROGRAMS.isdisjoint(ranks(directory, actor))


def managed(directory: Directory, agent: str) -> frozenset[str]:
    """The mailboxes that an agent manages."""
    return frozenset(box.id for box, member in directory.memberships(agent) if member.role is Role.MANAGER)


def reads_mailbox(directory: Directory, actor: Actor, mailbox: str) -> bool:
    """Whether a mailbox exists for the actor: a member's, or somebody's who reads all settings."""
    if mailbox not in directory.mailboxes:
        return False
    member = any(box.id == mailbox for box, _ in directory.memberships(actor.id or ""))
    return member or administers(directory, actor)


def matters_of(before: Mailbox, after: Mailbox) -> frozenset[Matter]:
    """What a change of a mailbox touches."""
    changed = (one.name for one in fields(Mailbox) if getattr(before, one.name) != getattr(after, one.name))
    return frozenset(_OF_MAILBOX.get(name, Matter.MAILBOX) for name in changed)


def touches_domains(before: object, after: object) -> bool:
    """Whether a change of a workspace touches what only the operator may: domains and tenants (A10)."""
    return any(getattr(before, name) != getattr(after, name) for name in _OF_WORKSPACE)
