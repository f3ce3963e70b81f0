"""API tokens: made, listed and taken back by admins, and verified when a program calls (PRODUCT S1).

A token is `rnt_<workspace>_<id>_<secret>`; it is shown once, and only its digest is kept.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from server.domain.access import Scope, Token
from server.domain.administering import Matter, require
from server.domain.errors import Invalid, NotFound, Unauthenticated
from server.domain.events import Actor
from server.domain.vocabulary import Role
from server.domain.workspace import Directory
from server.store.tokenuses import forget_use, last_uses, note_use
from server.usecases.checking import checked_name, refuse_taken
from server.usecases.inbox import Inbox
from server.usecases.settings.storing import removed, stored
from server.usecases.workspaces import Workspaces

PREFIX = "rnt_"
ROLES = (Role.MANAGER, Role.AGENT, Role.VIEWER)
"""What a token can be in a mailbox; nobody mentions a program, so that it is never a light member."""
NOTED_EVERY = 60_000
"""A use is written down at most this often, in ms."""
_TOKEN = re.compile(r"rnt_([a-z][a-z0-9]{0,39})_([0-9a-z]{1,64})_([A-Za-z0-9_-]{43})", re.ASCII)
_CONVERSATIONS = frozenset({Scope.READ, Scope.WRITE})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new token should be; `expires_at` is ms UTC, None for never."""

    name: str
    scopes: tuple[Scope, ...]
    roles: Mapping[str, Role]
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Minted:
    """A new token and its text, which is known only now."""

    token: Token
    text: str


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its admins see it; `used_at` is to the minute, None for never."""

    token: Token
    used_at: int | None
    expired: bool
    creator: str
    """Name of whoever made it; empty for the operator and for somebody who is gone."""


def create_token(inbox: Inbox, actor: Actor, wish: Wish) -> Minted:
    """Make a token; its text is in the answer and nowhere else."""
    known = inbox.new_id()
    text = f"{PREFIX}{inbox.workspace}_{known}_{secrets.token_urlsafe(32)}"
    digest = inbox.conversations.digests.token(text)

    def checked(directory: Directory) -> Token:
        require(directory, actor, Matter.ACCESS)
        return Token(
            id=known,
            name=_name(directory, wish.name),
            digest=digest,
            scopes=_scopes(wish),
            roles=_roles(directory, wish),
            created_by=actor.id,
            created_at=inbox.clock(),
            expires_at=_expiry(inbox, wish),
        )

    return Minted(stored(inbox, None, checked, actor=actor)[1], text)


def list_tokens(inbox: Inbox, actor: Actor) -> list[TokenRow]:
    """All tokens, the newest first."""
    require(inbox.directory, actor, Matter.ACCESS)
    uses = last_uses(inbox.conversations.store, inbox.conversations.keys)
    tokens = sorted(inbox.directory.tokens.values(), key=lambda token: -token.created_at)
    return [_row(inbox, token, uses.get(token.id)) for token in tokens]


def token_of(inbox: Inbox, actor: Actor, name: str) -> Token:
    """The token of that id or name, for somebody who may know of it."""
    require(inbox.directory, actor, Matter.ACCESS)
    return find_token(inbox.directory, name)


def find_token(directory: Directory, name: str) -> Token:
    """The token of that id or name; NotFound otherwise."""
    for token in directory.tokens.values():
        if name == token.id or name.strip().lower() == token.name.lower():
            return token
    raise NotFound("There is no API token “%(token)s”.", token=name[:80])


def revoke_token(inbox: Inbox, actor: Actor, token: Token) -> None:
    """Take a token back; what was done with it keeps its place in the activity."""
    removed(inbox, token, lambda directory: require(directory, actor, Matter.ACCESS), actor=actor)
    forget_use(inbox.conversations.store, inbox.conversations.keys, token.id)


class Tokens:
    """Knows whose call it is that comes with an API token; one for each process."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._noted: dict[str, int] = {}

    def verify(self, text: str) -> tuple[Inbox, Token]:
        """The token that a text is, in the inbox as it is now; Unauthenticated for any other.

        One round trip, for the directory's version: who was taken back a moment ago is refused.
        """
        parts = _TOKEN.fullmatch(text)
        inbox = self._inbox(parts[1]) if parts else None
        token = inbox.directory.tokens.get(parts[2]) if parts and inbox else None
        if inbox is None or token is None:
            raise _refused("unknown token")
        if not hmac.compare_digest(token.digest, inbox.conversations.digests.token(text)):
            raise _refused("wrong secret")
        now = inbox.clock()
        if token.expires_at is not None and token.expires_at <= now:
            raise _refused("expired token")
        self._note(inbox, token, now)
        return inbox, token

    def _inbox(self, workspace: str) -> Inbox | None:
        with suppress(NotFound):
            return self._workspaces.inbox(workspace).fresh()
        return None

    def _note(self, inbox: Inbox, token: Token, now: int) -> None:
        if now - self._noted.get(token.id, 0) >= NOTED_EVERY:
            self._noted[token.id] = now
            note_use(inbox.conversations.store, inbox.conversations.keys, token.id, now)


def _row(inbox: Inbox, token: Token, used_at: int | None) -> TokenRow:
    expired = token.expires_at is not None and token.expires_at <= inbox.clock()
    creator = inbox.directory.name_of(f"agent:{token.created_by}") if token.created_by else ""
    return TokenRow(token, used_at, expired, creator)


def _name(directory: Directory, raw: str) -> str:
    name = checked_name(raw)
    refuse_taken([name.lower()], (token.name.lower() for token in directory.tokens.values()))
    return name


def _scopes(wish: Wish) -> tuple[Scope, ...]:
    if not wish.scopes:
        raise Invalid("Choose at least one thing that the token may be used for.", scopes=True)
    return tuple(scope for scope in Scope if scope in wish.scopes)


def _roles(directory: Directory, wish: Wish) -> Mapping[str, Role]:
    for box, role in wish.roles.items():
        if box not in directory.mailboxes:
            raise Invalid("There is no mailbox “%(mailbox)s”.", mailbox=box[:80])
        if role not in ROLES:
            raise Invalid("In a mailbox, a token is manager, agent or viewer.", mailbox=box)
    if not wish.roles and _CONVERSATIONS.intersection(wish.scopes):
        raise Invalid("Choose at least one mailbox whose conversations the token is for.", roles=True)
    return dict(wish.roles)


def _expiry(inbox: Inbox, wish: Wish) -> int | None:
    if wish.expires_at is not None and wish.expires_at <= inbox.clock():
        raise Invalid("A token expires in the future, or never.", expires_at=True)
    return wish.expires_at


def _refused(reason: str) -> Unauthenticated:
    return Unauthenticated("This API token is not valid, or not any more.", reason=reason)
