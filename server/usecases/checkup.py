"""Looking at the world outside: whether we are reached at our address, and whether we reach Google and Microsoft."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from server.domain.checkup import Found, Reached
from server.domain.errors import NotFound
from server.domain.outbound import Refused
from server.providers.guarded import Limits, NoAnswer, Reply
from server.store import checkups
from server.store.commit import Store

PATH = "/admin/reach/"
LIMITS = Limits(connect=3.0, total=6.0, size=512 * 1024)
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)


class Fetch(Protocol):
    """Fetches an address that somebody typed, from outside as far as that goes."""

    def get(self, url: str, *, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Raise Refused for an address that is not called, NoAnswer for one that does not answer."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """Looks at our address, and at what we need of Google and Microsoft; keeps what it found.

    `local` says that our address is meant for this machine only; `looks` are addresses to fetch, by name;
    `tenants` makes the address at which Microsoft describes a tenant; `key` is ours alone, so that nobody else can
    answer a nonce.
    """

    store: Store
    public_url: str
    local: bool
    key: bytes = field(repr=False)
    fetch: Fetch
    looks: Mapping[str, str]
    tenants: Callable[[str], str]
    clock: Callable[[], int]

    def run(self, tenants: Sequence[str] = ()) -> Mapping[str, Found]:
        """Look at everything; what was found is kept, and returned by name."""
        found = dict(self._all(tenants))
        checkups.put(self.store, found)
        return found

    def prove(self, nonce: str) -> str:
        """What only this installation can answer to a nonce; NotFound for what is none of ours."""
        if not _NONCE.fullmatch(nonce):
            raise NotFound("This page does not exist, or it is not yours.")
        return hmac.digest(self.key, b"reach " + nonce.encode(), "sha256").hex()

    def _all(self, tenants: Sequence[str]) -> Iterator[tuple[str, Found]]:
        yield "address", Found(self.public_url, self._address(), self.clock())
        for name, url in self.looks.items():
            yield name, Found(urlsplit(url).netloc, self._fetched(url), self.clock())
        for tenant in tenants:
            result = self._fetched(self.tenants(tenant))
            yield f"tenant:{tenant}", Found(tenant, result, self.clock())

    def _address(self) -> Reached:
        if self.local:
            return Reached.LOCAL
        nonce = secrets.token_urlsafe(24)
        expected = self.prove(nonce).encode()
        return self._fetched(
            f"{self.public_url}{PATH}{nonce}", lambda body: hmac.compare_digest(body.strip(), expected)
        )

    def _fetched(self, url: str, fits: Callable[[bytes], bool] = bool) -> Reached:
        try:
            reply = self.fetch.get(url, headers={"Accept": "*/*"}, limits=LIMITS)
        except Refused:
            return Reached.REFUSED
        except NoAnswer as error:
            return Reached(error.reason)
        if 300 <= reply.status < 400:
            return Reached.REDIRECT
        return Reached.OK if reply.status == 200 and fits(reply.body) else Reached.OTHER
