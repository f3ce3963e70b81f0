"""A stand-in for Entra ID: signing keys, its key set, and v2 access tokens for our API."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID = "4d5b8f0e-1111-4222-8333-9c0ffee00001"
APP_ID_URI = f"api://randnotiz.example/{CLIENT_ID}"
TENANT = "7f3c1a52-aaaa-4bbb-8ccc-0123456789ab"
AUTHORITY = "https://login.microsoftonline.com"


@cache
def _key(_key_id: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True, slots=True)
class EntraIssuer:
    """One signing key with its id; equal ids share a key within a test run."""

    key_id: str = "entra-1"
    authority: str = AUTHORITY
    tenant: str = TENANT

    def jwk(self, **changed: Any) -> dict[str, Any]:
        """The public key as an entry of the key set; Microsoft's name no algorithm."""
        own = RSAAlgorithm.to_jwk(_key(self.key_id).public_key(), as_dict=True)
        whole = {"kty": "RSA", "use": "sig", "kid": self.key_id, "n": own["n"], "e": own["e"]}
        return whole | {"issuer": f"{self.authority}/{{tenantid}}/v2.0"} | changed

    def key_set(self, *others: EntraIssuer) -> bytes:
        """The document at /common/discovery/v2.0/keys."""
        return orjson.dumps({"keys": [one.jwk() for one in (self, *others)]})

    def token(self, subject: str = "anna", *, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """An access token as Office gets it; `claims` replace its own, None removes one."""
        now, tenant = int(time.time()), claims.get("tid", self.tenant)
        whole = {
            "aud": CLIENT_ID,
            "iss": f"{self.authority}/{tenant}/v2.0",
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "azp": CLIENT_ID,
            "azpacr": "0",
            "name": subject.title(),
            "oid": object_id(subject),
            "preferred_username": f"{subject}@firma.example",
            "scp": "access_as_user",
            "tid": tenant,
            "ver": "2.0",
        } | claims
        left = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode(left, _key(self.key_id), "RS256", headers={"kid": self.key_id} | (header or {}))


def tenant_of(workspace: str) -> str:
    """A tenant that no other workspace of the test run has."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, workspace))


def object_id(name: str) -> str:
    """The object id of somebody in the tenant."""
    return f"00000000-0000-4000-8000-{name.encode().hex():0>12.12}"
