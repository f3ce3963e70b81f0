"""What the HTTP edge is handed: collaborators known by what they do, never by their classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from server.web.metrics import Metrics


class Identity(Protocol):
    """A person as Google knows them."""

    @property
    def sub(self) -> str:
        """Google's stable id of the person."""

    @property
    def email(self) -> str:
        """Their verified address, in lower case."""

    @property
    def hd(self) -> str | None:
        """Their Workspace domain, if they have one."""


class GoogleVerifier(Protocol):
    """Checks Google's two ID tokens; both methods raise Unauthenticated or Unavailable."""

    def verify_system(self, token: str, audience: str) -> None:
        """Pass only Google's own call for this add-on to the address `audience`."""

    def verify_user(self, token: str) -> Identity:
        """Tell who uses the add-on."""


class Readiness(Protocol):
    """Looks whether the parts that an answer needs are there."""

    def ready(self) -> Sequence[str]:
        """Name what is wrong, one line each with what to do; nothing means ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that the foundations of the edge need; `public_url` has no trailing slash."""

    public_url: str
    google: GoogleVerifier
    readiness: Readiness
    metrics: Metrics
