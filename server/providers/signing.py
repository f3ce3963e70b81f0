"""What a sign-in by authorisation code consists of, whoever it is with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.providers.entra import EntraIdentity
from server.providers.identity import GoogleIdentity


class Begun(NamedTuple):
    """Where the browser goes, and what our side keeps until it comes back; only strings, numbers and lists."""

    url: str
    kept: Mapping[str, Any]


class Proved(NamedTuple):
    """A person who came back, and what they are called there."""

    identity: GoogleIdentity | EntraIdentity
    name: str
