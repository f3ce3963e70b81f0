"""Digests of ids and addresses under the workspace's own key, so that no key name gives a person away (B6)."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Digests:
    """Makes the names under which messages, senders and tags stand in the store."""

    secret: bytes = field(repr=False)

    def message(self, message_id: str) -> str:
        """The key of a message: 22 characters for a canonical Message-ID."""
        return self._digest(b"message", message_id)

    def sender(self, address: str) -> str:
        """The name of a customer in indexes."""
        return self._digest(b"sender", address.lower())

    def tag(self, tag: str) -> str:
        """The name of a tag in indexes; tags are words of any language, key names are ASCII."""
        return self._digest(b"tag", tag)

    def code(self, code: str) -> str:
        """What is kept of an invitation's one-time code (DECISIONS B2)."""
        return self._digest(b"code", code.strip().upper())

    def token(self, text: str) -> str:
        """What is kept of an API token."""
        return self._digest(b"token", text)

    def pseudonym(self, address: str) -> str:
        """What stands in the place of a person who was erased: the same for all of their addresses (R16)."""
        digest = hmac.digest(self.secret, b"pseudonym\0" + address.lower().encode(), hashlib.sha256)
        return f"anon-{digest.hex()[:12]}"

    def request(self, text: str) -> str:
        """The name of a request: a digest of everything that makes it this one (DECISIONS D2)."""
        return self._digest(b"request", text)

    def _digest(self, purpose: bytes, text: str) -> str:
        raw = text.encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.secret, purpose + b"\0" + raw, hashlib.sha256)
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")
