"""The tokens that Microsoft Entra would issue to the sample people, signed with a key of our own."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from server.demo.issuer import SigningKey
from server.demo.people import SamplePerson

CLIENT_ID = "5f0b7c64-2f7f-4a53-9b3e-7d2a1c90e4aa"
CLIENT_SECRET = "demo~only.and-good-for-nothing-else"  # noqa: S105  # of the demo
WEB_REDIRECT = "/admin/sign-in/microsoft/back"
OUTLOOK_WEB = "bc59ab01-8403-45c6-8796-ac3ef710b3e3"
LIFETIME_S = 4_500


class EntraIssuer:
    """Mints v2 tokens and publishes the keys that check them; safe to share between threads.

    `url` is the authority without a path, `now_ms` the clock. Who has never signed in must do so once.
    """

    def __init__(self, *, url: str, now_ms: Callable[[], int]) -> None:
        """Start with one signing key and with nobody signed in."""
        self.url = url
        self._now_ms = now_ms
        self._mutex = threading.Lock()
        self._key = SigningKey()
        self._signed_in: set[str] = set()

    def keys(self) -> dict[str, object]:
        """Give the key set of all tenants; like Microsoft's its entries name an issuer but no algorithm."""
        return {"keys": [self._published(self._key)]}

    def roll_over(self) -> None:
        """Sign with a new key from now on, and no longer publish the old one."""
        with self._mutex:
            self._key = SigningKey()

    def configuration(self, tenant: str) -> dict[str, object]:
        """Describe a tenant's endpoints as OpenID Connect discovery does."""
        base = f"{self.url}/{tenant}"
        return {
            "issuer": f"{self.url}/{'{tenantid}' if tenant == 'common' else tenant}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def access_token(self, person: SamplePerson, *, key: SigningKey | None = None, **changes: object) -> str:
        """Mint what the service accepts.

        `changes` replaces claims (None removes one), `key` signs with another key: so tests break it.
        """
        claims = self._common(person) | {"azp": CLIENT_ID, "azpacr": "0", "scp": "access_as_user"}
        return self._signed(claims | changes, key)

    def id_token(self, person: SamplePerson, **changes: object) -> str:
        """Mint what says to the pane, and to nobody else, who signed in."""
        return self._signed(self._common(person) | changes, None)

    def has_signed_in(self, person: SamplePerson) -> bool:
        """Tell whether a token may be given without asking the person."""
        with self._mutex:
            return person.key in self._signed_in

    def sign_in(self, person: SamplePerson, *, out: bool = False) -> None:
        """Remember that somebody agreed, or (`out`) forget it."""
        with self._mutex:
            (self._signed_in.discard if out else self._signed_in.add)(person.key)

    def _common(self, person: SamplePerson) -> dict[str, object]:
        now = self._now_ms() // 1000
        return {
            "aud": CLIENT_ID,
            "iss": f"{self.url}/{person.tenant}/v2.0",
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME_S,
            "name": person.name,
            "oid": person.oid,
            "preferred_username": person.address,
            "sub": hashlib.sha256(person.oid.encode()).hexdigest()[:43],
            "tid": person.tenant,
            "uti": hashlib.sha256(f"{person.oid} {now}".encode()).hexdigest()[:22],
            "ver": "2.0",
            "acct": None if person.hosted_domain else 1,
        }

    def _signed(self, claims: Mapping[str, object], key: SigningKey | None) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        return (key or self._key).sign(kept)

    def _published(self, key: SigningKey) -> dict[str, object]:
        public = x509.load_pem_x509_certificate(key.certificate).public_key()
        assert isinstance(public, rsa.RSAPublicKey)
        numbers = json.loads(RSAAlgorithm.to_jwk(public))
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": key.kid,
            "n": numbers["n"],
            "e": numbers["e"],
            "issuer": f"{self.url}/{{tenantid}}/v2.0",
        }
