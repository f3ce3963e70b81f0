"""A stand-in for Google's sign-in: RSA keys, their self-signed certificates, and the two ID tokens."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
import orjson
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

ISSUER = "https://accounts.google.com"
SERVICE_ACCOUNT = "service-4711@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
CLIENT_ID = "4711-addon.apps.googleusercontent.com"


@cache
def _key(_key_id: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _certificate(key_id: str) -> str:
    key, name = _key(key_id), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, key_id)])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    now = datetime.now(UTC)
    builder = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@dataclass(frozen=True, slots=True)
class Issuer:
    """One signing key with its id; equal ids share a key within a test run."""

    key_id: str = "key-1"

    @property
    def certificate(self) -> str:
        """The self-signed x509 certificate, as PEM."""
        return _certificate(self.key_id)

    def system_token(self, audience: str, **claims: Any) -> str:
        """The token that Google sends for the add-on; `claims` replace its own, None removes one."""
        own = {"aud": audience, "email": SERVICE_ACCOUNT, "sub": "1"}
        return self.sign(own | claims)

    def user_token(self, email: str = "mia@kontor.example", **claims: Any) -> str:
        """The token that Google sends for the person."""
        own = {"aud": CLIENT_ID, "email": email, "sub": "1234567890", "hd": "kontor.example"}
        return self.sign(own | claims)

    def sign(self, claims: dict[str, Any], *, header: dict[str, Any] | None = None) -> str:
        """Sign claims, completed by an issuer and times right just now; `header` replaces the key id."""
        now = int(time.time())
        whole = {"iss": ISSUER, "iat": now, "exp": now + 3600, "email_verified": True} | claims
        left = {name: value for name, value in whole.items() if value is not None}
        headers = {"kid": self.key_id} if header is None else header
        return jwt.encode(left, _key(self.key_id), "RS256", headers=headers)


def certificates(*issuers: Issuer) -> bytes:
    """The document at Google's certificate URL: a map of key id to PEM."""
    return orjson.dumps({issuer.key_id: issuer.certificate for issuer in issuers})
