"""One page of the settings: how it is asked for, who may, what its form holds, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marshmallow import Schema

from server.domain.errors import RandnotizError
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent
from server.usecases.inbox import Inbox
from server.web.services import Services, Translate


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
    form: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    faults: Mapping[str, list[str]] = field(default_factory=dict)
    error: RandnotizError | None = None

    @property
    def here(self) -> Inbox:
        """The inbox, where the page's right says that there is one."""
        if self.inbox is None:
            raise LookupError("this page needs a workspace")
        return self.inbox

    @property
    def me(self) -> Agent:
        """The agent, where the page's right says that there is one."""
        if self.agent is None:
            raise LookupError("this page needs an agent")
        return self.agent

    @property
    def actor(self) -> Actor:
        """The visitor as events and the audit log name them."""
        return Actor("agent", Via.WEB, self.agent.id) if self.agent else Actor("system", Via.WEB)

    @property
    def words(self) -> Translate:
        """Texts in the visitor's language."""
        return self.services.translator(self.locale)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to show: the template under templates/ and its facts."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for is done: go to a page of ours (303), where `done` is said once.

    `path` is below /admin; `done` is a message id with its facts.
    """

    path: str
    done: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to download."""

    name: str
    content: bytes
    content_type: str


Answer = Shown | Moved | Sent
Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One row of the table of pages; `path` is below /admin, with `<mailbox>` and the like.

    A POST whose input or use case is refused (Invalid, Conflict) shows the page called `again` once more, with
    everything that was typed; `again` is the name of a GET page with the same path parameters.
    """

    method: str
    path: str
    name: str
    right: Right
    handler: Handler
    form: type[Schema] | None = None
    query: type[Schema] | None = None
    again: str = ""
