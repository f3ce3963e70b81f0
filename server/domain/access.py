"""What programs may do: API tokens and webhooks, each bound to mailboxes like a person is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.vocabulary import Role


class Scope(StrEnum):
    """What an API token may be used for."""

    READ = "conversations:read"
    WRITE = "conversations:write"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"


@dataclass(frozen=True, slots=True)
class Token:
    """An API token: a principal like an agent, with a role in some mailboxes, who is never assigned or mentioned.

    `digest` is the HMAC of its secret, which is shown once; times are ms UTC.
    """

    id: str
    name: str
    digest: str
    scopes: tuple[Scope, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    created_by: str | None = None
    created_at: int = 0
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where events of some mailboxes are sent; `secret` is sealed, `types` empty means every type.

    Sent is what happens after `since` (ms UTC), which is set anew when it is switched on. After a change of the
    secret the `old_secret` signs as well until `old_until`. `failed_at` says that it was switched off because
    nothing had arrived for a long time.
    """

    id: str
    name: str
    url: str
    secret: str
    mailboxes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    enabled: bool = True
    created_at: int = 0
    since: int = 0
    old_secret: str | None = None
    old_until: int | None = None
    failed_at: int | None = None
