"""One page of the settings: how it is asked for, who may, what its form holds, and what answers it.

A form is sent with `csrf` and, where two people may edit the same thing, with `seen`: the page shows
`visit.seen(record)`, and the handler of the POST says `visit.expect(record)` before it changes anything, which
raises Conflict if the record is not the one that was shown. Both are taken out before the schema looks.
A field whose name has a colon (`role:mia`, `role:jonas`) arrives as one mapping: {"role": {"mia": …, "jonas": …}}.
Faults name their fields in the same way, in the visitor's language.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from marshmallow import Schema

from server.domain.errors import Conflict, RandnotizError
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent
from server.usecases.inbox import Inbox
from server.web.services import Services, Translate

LARGEST_FORM = 64 * 1024


class NobodyHereError(LookupError):
    """The page needs an agent, or a workspace, and the visitor (the operator, say) comes without."""


class Right(StrEnum):
    """Who may ask for a page; each includes those above it where they are signed in."""

    ANYBODY = "anybody"
    AGENT = "agent"
    MANAGER = "manager"
    """Managers of the mailbox in the path, and workspace admins."""
    ADMIN = "admin"
    OPERATOR = "operator"
    """Whoever came with the operator's one-time link (A10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody who is signed in (or of nobody, or of the operator).

    `form` and `query` are what the page's schemas made of the input; `typed` is the form exactly as it was
    sent, for showing it again; `error` is what refused it. `inbox` and `agent` are None for the operator
    before there is a workspace, and for nobody.
    """

    services: Services
    locale: str
    path: Mapping[str, str]
    csrf: str = ""
    inbox: Inbox | None = None
    agent: Agent | None = None
    operator: bool = False
    shown: str = ""
    """What the form carried as `seen`."""
    form: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    faults: Mapping[str, list[str]] = field(default_factory=dict)
    error: RandnotizError | None = None

    @property
    def here(self) -> Inbox:
        """The inbox, where the page's right says that there is one."""
        if self.inbox is None:
            raise NobodyHereError("workspace")
        return self.inbox

    @property
    def me(self) -> Agent:
        """The agent, where the page's right says that there is one."""
        if self.agent is None:
            raise NobodyHereError("agent")
        return self.agent

    @property
    def actor(self) -> Actor:
        """The visitor as events and the audit log name them."""
        return Actor("agent", Via.WEB, self.agent.id) if self.agent else Actor("system", Via.WEB)

    @property
    def words(self) -> Translate:
        """Texts in the visitor's language."""
        return self.services.translator(self.locale)

    def seen(self, *records: object) -> str:
        """The digest of records as they are shown, to come back with the form."""
        content = orjson.dumps(records, default=_plain, option=orjson.OPT_SORT_KEYS)
        return hmac.digest(self.csrf.encode(), content, "sha256").hex()[:24]

    def expect(self, *records: object) -> None:
        """Conflict unless the form was made from these very records (DECISIONS D1)."""
        if not hmac.compare_digest(self.shown, self.seen(*records)):
            raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to show: the template under templates/ and its facts."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for is done: go to a page of ours (303), where `done` is said once.

    `path` is below /admin; `done` is a message id with its facts. With `workspace`, the operator's session
    belongs to that workspace from now on.
    """

    path: str
    done: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    workspace: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to download, whole or piece by piece."""

    name: str
    content: bytes | Iterable[bytes]
    content_type: str


@dataclass(frozen=True, slots=True)
class Away:
    """On to the sign-in page of Google or Microsoft."""

    url: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """An answer that brings or (None) takes cookies of ours, by their names in cookies.py."""

    answer: Shown | Moved | Away
    cookies: Mapping[str, str | None]


Answer = Shown | Moved | Sent | Away | Bearing
Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One row of the table of pages; `path` is below /admin, with `<mailbox>` and the like.

    A POST whose input or use case is refused (Invalid, Conflict) shows the page called `again` once more, with
    everything that was typed; `again` is the name of a GET page whose path parameters are among this one's.
    `largest` is how many bytes a form may have.
    """

    method: str
    path: str
    name: str
    right: Right
    handler: Handler
    form: type[Schema] | None = None
    query: type[Schema] | None = None
    again: str = ""
    largest: int = LARGEST_FORM


def _plain(value: object) -> object:
    """What the digest reads of a value that has no form of its own in JSON."""
    return dict(value) if isinstance(value, Mapping) else sorted(map(str, value))  # type: ignore[call-overload]
