"""The tokens that Google would put into an event, signed with a key of our own."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from server.demo.people import SamplePerson

LIFETIME_MS = 3_600_000
SERVICE_ACCOUNT = "service-424242424242@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
CLIENT_ID = "424242424242-randnotiz.apps.googleusercontent.com"
WEB_CLIENT_ID = "424242424242-settings.apps.googleusercontent.com"
WEB_CLIENT_SECRET = "GOCSPX-demo-only-and-good-for-nothing-else"  # noqa: S105  # of the demo


class SigningKey:
    """One RSA key with its self-signed certificate and the key id under which it is published."""

    def __init__(self) -> None:
        """Make a fresh key; nothing of it is ever written to disk."""
        self._private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = _self_signed(self._private)
        self.kid = hashlib.sha1(self.certificate, usedforsecurity=False).hexdigest()

    def sign(self, claims: Mapping[str, object], *, kid: str | None = None) -> str:
        """Encode claims as an RS256 token."""
        return jwt.encode(dict(claims), self._private, algorithm="RS256", headers={"kid": kid or self.kid})


class Issuer:
    """Mints identity tokens and opaque access tokens, and remembers whose they are.

    Safe to share between threads. `now_ms` is the clock; `url` is the `iss` claim.
    """

    def __init__(self, *, url: str, now_ms: Callable[[], int]) -> None:
        """Start with one signing key and no tokens."""
        self.url = url
        self._now_ms = now_ms
        self._key = SigningKey()
        self._mutex = threading.Lock()
        self._opaque: dict[str, tuple[str, int]] = {}

    def certificates(self) -> dict[str, str]:
        """Give the x509 map that /oauth2/v1/certs publishes: key id -> PEM."""
        return {self._key.kid: self._key.certificate.decode("ascii")}

    def system_token(self, audience: str, *, key: SigningKey | None = None, **changes: object) -> str:
        """Mint what proves that the call comes from the add-on's project.

        `changes` replaces claims (None removes one), `key` signs with another key: so tests break it.
        """
        claims = self._times() | {
            "iss": self.url,
            "aud": audience,
            "azp": "111111111111111111111",
            "sub": "111111111111111111111",
            "email": SERVICE_ACCOUNT,
            "email_verified": True,
        }
        return self._sign(claims, changes, key)

    def user_token(self, person: SamplePerson, *, key: SigningKey | None = None, **changes: object) -> str:
        """Mint what says who sits in front of the client; broken on demand like `system_token`."""
        claims = self._times() | {
            "iss": self.url,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "sub": person.sub,
            "email": person.address,
            "email_verified": True,
            "hd": person.hosted_domain,
        }
        return self._sign(claims, changes, key)

    def sign_in_token(
        self, person: SamplePerson, *, nonce: str, key: SigningKey | None = None, **changes: object
    ) -> str:
        """Mint what says who signed in to the settings; broken on demand like `system_token`."""
        told: dict[str, object] = {
            "aud": WEB_CLIENT_ID,
            "azp": WEB_CLIENT_ID,
            "nonce": nonce,
            "name": person.name,
        }
        return self.user_token(person, key=key, **(told | changes))

    def access_token(self, person: SamplePerson) -> str:
        """Mint a user OAuth token, good for an hour."""
        return self._remember("ya29.", person.key)

    def message_token(self, person: SamplePerson, gmail_id: str) -> str:
        """Mint the short-lived token for one open message."""
        return self._remember("AEoRXR", f"{person.key} {gmail_id}")

    def access_of(self, token: str) -> str | None:
        """Say whose user OAuth token this is (person key), or None if unknown or expired."""
        return self._known(token)

    def message_of(self, token: str) -> tuple[str, str] | None:
        """Say for whom and for which message a message token was made, or None."""
        known = self._known(token)
        if known is None or " " not in known:
            return None
        person, gmail_id = known.split(" ", 1)
        return person, gmail_id

    def _sign(
        self, claims: Mapping[str, object], changes: Mapping[str, object], key: SigningKey | None
    ) -> str:
        merged = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        return (key or self._key).sign(merged)

    def _times(self) -> dict[str, object]:
        now = self._now_ms() // 1000
        return {"iat": now, "exp": now + LIFETIME_MS // 1000}

    def _remember(self, prefix: str, meaning: str) -> str:
        token = prefix + secrets.token_urlsafe(40)
        now = self._now_ms()
        with self._mutex:
            self._opaque = {known: entry for known, entry in self._opaque.items() if entry[1] > now}
            self._opaque[token] = (meaning, now + LIFETIME_MS)
        return token

    def _known(self, token: str) -> str | None:
        with self._mutex:
            meaning, until = self._opaque.get(token, ("", 0))
        return meaning if until > self._now_ms() else None


def _self_signed(private: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "randnotiz demo issuer")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .sign(private, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)
