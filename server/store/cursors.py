"""Cursors as they are handed out: whoever holds one learns nothing from it, and cannot make one up.

A search that was cut short goes on behind something that its reader may not see; so where that is, is sealed.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from server.store.digests import Digests

LONGEST = 120
"""Characters of a sealed cursor, and some more."""


@dataclass(frozen=True, slots=True)
class Cursors:
    """Seals the cursors of one reader under the workspace's own key; the same place is always sealed alike."""

    digests: Digests
    reader: str

    def sealed(self, place: str) -> str:
        """A place as its reader may hold it, for URLs too."""
        raw = self._cipher().encrypt(place.encode(), [self.reader.encode()])
        return urlsafe_b64encode(raw).decode().rstrip("=")

    def opened(self, cursor: str) -> str | None:
        """The place again; None for what was never handed to this reader."""
        if len(cursor) > LONGEST or not cursor.isascii():
            return None
        try:
            raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            return self._cipher().decrypt(raw, [self.reader.encode()]).decode()
        except (ValueError, InvalidTag):
            return None

    def _cipher(self) -> AESSIV:
        return AESSIV(hmac.digest(self.digests.secret, b"cursor", hashlib.sha256))
