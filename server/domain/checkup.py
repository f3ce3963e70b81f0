"""What a look at the world outside may find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reached(StrEnum):
    """What became of a call to an address."""

    OK = "ok"
    LOCAL = "local"
    """Nobody but this machine reaches it, which is meant so."""
    REFUSED = "refused"
    """The name leads to a private address."""
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    BROKEN = "broken"
    REDIRECT = "redirect"
    OTHER = "other"
    """Somebody answered who is not us, or not in the way that was expected."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: what was called (a host, a tenant), what became of it, and when (ms UTC)."""

    about: str
    result: str
    at: int
    detail: str = ""
