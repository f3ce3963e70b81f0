"""Secrets at rest: encrypted under SECRET_KEY, readable under two keys while one is being replaced (B6)."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from server.domain.errors import Sealed


class SecretBox:
    """Seals with the newest key, opens with any of them."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._fernet = MultiFernet([Fernet(urlsafe_b64encode(hashlib.sha256(key).digest())) for key in keys])

    def seal(self, secret: bytes) -> str:
        """The secret as text that may be stored."""
        return self._fernet.encrypt(secret).decode()

    def open(self, sealed: str) -> bytes:
        """The secret again; Sealed if none of the keys sealed it."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise Sealed("The stored secrets were sealed with another RANDNOTIZ_SECRET_KEY.") from error

    def renew(self, sealed: str) -> str:
        """The same secret sealed with the newest key."""
        return self._fernet.rotate(sealed).decode()
