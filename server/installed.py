"""What depends on what the operator entered: made anew when that changes, so that it takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from server.domain.errors import NotSetUp
from server.domain.installation import Installation
from server.web.services import GoogleVerifier, Identity, MicrosoftIdentity, MicrosoftVerifier

T = TypeVar("T")


@dataclass(slots=True)
class Remade(Generic[T]):
    """Something made of the installation's values; the same until they change, None while they do not suffice."""

    values: Callable[[], Installation]
    make: Callable[[Installation], T | None]
    _of: Installation | None = field(default=None, repr=False)
    _made: T | None = field(default=None, repr=False)

    def __call__(self) -> T | None:
        """What belongs to the values as they now stand."""
        values = self.values()
        if values is not self._of:
            self._made, self._of = self.make(values), values
        return self._made


@dataclass(frozen=True, slots=True)
class InstalledGoogle:
    """Checks Google's tokens for the add-on that is set up at the moment; NotSetUp while none is."""

    verifier: Callable[[], GoogleVerifier | None]

    def verify_system(self, token: str, audience: str) -> None:
        """Pass only Google's own call for this add-on to the address `audience`."""
        self._now().verify_system(token, audience)

    def verify_user(self, token: str) -> Identity:
        """Tell who uses the add-on."""
        return self._now().verify_user(token)

    def _now(self) -> GoogleVerifier:
        found = self.verifier()
        if found is None:
            raise NotSetUp("The Gmail add-on is not set up yet. The operator does so under /admin/guide.")
        return found


@dataclass(frozen=True, slots=True)
class InstalledMicrosoft:
    """Checks Entra's tokens for the app registration that is set up at the moment; NotSetUp while none is."""

    verifier: Callable[[], MicrosoftVerifier | None]

    def verify(self, token: str) -> MicrosoftIdentity:
        """Tell who calls."""
        found = self.verifier()
        if found is None:
            raise NotSetUp("The Outlook add-in is not set up yet. The operator does so under /admin/guide.")
        return found.verify(token)
