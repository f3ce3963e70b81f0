"""Who is calling from Outlook: Entra's v2 access tokens, verified by PyJWT (Microsoft identity platform)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jwt
import orjson
from google.auth.exceptions import TransportError
from urllib3 import PoolManager

from server.domain.errors import Unauthenticated, Unavailable
from server.providers import http
from server.providers.certificates import Certificates, Held, age_of
from server.providers.remembered import Remembered, key

SCOPE = "access_as_user"
LEEWAY_SECONDS = 120
LONGEST_TOKEN = 16_384
REQUIRED = ("exp", "iat", "nbf", "iss", "aud", "tid", "oid")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REASONS: tuple[tuple[type[jwt.PyJWTError], str], ...] = (
    (jwt.ExpiredSignatureError, "expired"),
    (jwt.ImmatureSignatureError, "too_early"),
    (jwt.InvalidAudienceError, "audience"),
    (jwt.InvalidIssuerError, "issuer"),
    (jwt.InvalidSignatureError, "signature"),
)


@dataclass(frozen=True, slots=True)
class EntraIdentity:
    """A person as Entra knows them: tenant and object id never change, `username` may (DECISIONS B2)."""

    tenant: str
    subject: str
    username: str
    guest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntraTokens:
    """Verifies access tokens made for our own API, from tenants that a workspace lists.

    `audiences` are the client id and the App ID URI; `clients` the applications that may ask for such tokens
    (azp): ourselves and Office hosts; `issuer` is the authority in front of `/<tenant>/v2.0`.
    """

    audiences: Collection[str]
    clients: Collection[str]
    issuer: str
    keys: Certificates
    known_tenant: Callable[[str], bool]
    remembered: Remembered[EntraIdentity]

    def verify(self, token: str) -> EntraIdentity:
        """Tell who holds the token.

        Raises Unauthenticated (`reason` says which check failed) or Unavailable.
        """
        if not token or len(token) > LONGEST_TOKEN or not token.isascii():
            raise _refused("malformed" if token else "missing")
        asked = key(token, audience="api", kind="entra")
        identity = self.remembered.get(asked)
        if identity is None:
            claims = self._claims(token)
            identity = _identity(claims)
            self.remembered.put(asked, identity, until=int(claims["exp"]) * 1000)
        if not self.known_tenant(identity.tenant):
            raise _refused("tenant")
        return identity

    def verify_sign_in(self, token: str, *, audience: str) -> tuple[EntraIdentity, str]:
        """Tell who signed in to the application `audience` by its ID token, and what they are called.

        The tenant must be one that a workspace lists. Raises Unauthenticated or Unavailable.
        """
        if not token or len(token) > LONGEST_TOKEN or not token.isascii():
            raise _refused("malformed" if token else "missing")
        claims = self._verified(token, audiences=[audience])
        identity = _identity(claims)
        if not self.known_tenant(identity.tenant):
            raise _refused("tenant")
        name = claims.get("name")
        return identity, name if isinstance(name, str) and name else identity.username

    def _claims(self, token: str) -> Mapping[str, Any]:
        claims = self._verified(token, audiences=list(self.audiences))
        # Without `scp` it is a token of an application, which is nobody.
        if SCOPE not in str(claims.get("scp", "")).split():
            raise _refused("scope")
        if claims.get("azp") not in self.clients:
            raise _refused("client")
        return claims

    def _verified(self, token: str, *, audiences: list[str]) -> Mapping[str, Any]:
        try:
            claims = self._decoded(token, audiences)
        except TransportError:
            raise Unavailable("Microsoft's sign-in keys cannot be reached. Please try again.") from None
        # PyJWT's texts quote the token, so none of them may travel on.
        except jwt.PyJWTError as error:
            raise _refused(_reason(error)) from None
        except (ValueError, TypeError, KeyError, RecursionError):
            raise _refused("malformed") from None
        if not isinstance(claims["aud"], str):
            raise _refused("audience")
        if claims.get("ver") != "2.0":
            raise _refused("version")
        return claims

    def _decoded(self, token: str, audiences: list[str]) -> Mapping[str, Any]:
        header = jwt.get_unverified_header(token)
        key_id = header.get("kid")
        # Microsoft's keys name no algorithm, so the token must not choose one.
        if header.get("alg") != "RS256" or not isinstance(key_id, str):
            raise _refused("algorithm")
        tenant = jwt.decode(token, options={"verify_signature": False}).get("tid")
        if not (isinstance(tenant, str) and _GUID.fullmatch(tenant)):
            raise _refused("tenant")
        found = self._key(key_id, tenant)
        decoded: Mapping[str, Any] = jwt.decode(
            token,
            found,
            algorithms=["RS256"],
            audience=audiences,
            issuer=f"{self.issuer}/{tenant}/v2.0",
            leeway=LEEWAY_SECONDS,
            options={"require": list(REQUIRED)},
        )
        return decoded

    def _key(self, key_id: str, tenant: str) -> jwt.PyJWK:
        held = self.keys()
        if key_id not in held.key_ids:
            self.keys.look_for(key_id)
            held = self.keys()
        found = _parsed(held.data).get(key_id)
        if found is None:
            raise _refused("signature")
        key, issuer = found
        # A key may be bound to one tenant's tokens; the shared ones say {tenantid}.
        if issuer and issuer.replace("{tenantid}", tenant) != f"{self.issuer}/{tenant}/v2.0":
            raise _refused("issuer")
        return key


def signing_keys(pool: PoolManager, *, authority: str, clock: Callable[[], int]) -> Certificates:
    """The keys of the authority, kept as long as it allows, fetched once more for a key id never seen."""
    return Certificates(pool, url=f"{authority}/common/discovery/v2.0/keys", clock=clock, read=_key_set)


def _key_set(answer: http.Answer, now: int) -> Held:
    """Take a JWK set (RFC 7517); anything else is a ValueError."""
    found = orjson.loads(answer.body) if answer.status == 200 else None
    ids = _ids(found.get("keys")) if isinstance(found, dict) else frozenset()
    if not ids:
        raise ValueError("not a set of keys")
    return Held(answer.body, ids, now + age_of(answer))


def _ids(keys: object) -> frozenset[str]:
    entries = keys if isinstance(keys, list) else []
    ids = (entry.get("kid") for entry in entries if isinstance(entry, dict))
    return frozenset(one for one in ids if isinstance(one, str))


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> Mapping[str, tuple[jwt.PyJWK, str]]:
    """Key id -> RSA key for signatures and the issuer it is bound to; other kinds of keys are left out."""
    found: dict[str, tuple[jwt.PyJWK, str]] = {}
    for entry in orjson.loads(data)["keys"]:
        if isinstance(entry, dict) and entry.get("kty") == "RSA" and entry.get("use", "sig") == "sig":
            key = jwt.PyJWK(entry, algorithm="RS256")
            found[str(entry.get("kid"))] = (key, str(entry.get("issuer") or ""))
    return found


def _identity(claims: Mapping[str, Any]) -> EntraIdentity:
    tenant, subject = claims["tid"], claims["oid"]
    username = claims.get("preferred_username")
    username = username.lower() if isinstance(username, str) else ""
    if not (isinstance(subject, str) and _GUID.fullmatch(subject)):
        raise _refused("malformed")
    return EntraIdentity(tenant, subject, username, guest=_is_guest(claims, tenant, username))


def _is_guest(claims: Mapping[str, Any], tenant: str, username: str) -> bool:
    """Whether somebody is only a guest of the tenant: any of the three signs that Entra gives."""
    idp = claims.get("idp")
    foreign = idp is not None and tenant not in str(idp)
    return claims.get("acct") in (1, "1") or foreign or "#ext#" in username


def _reason(error: jwt.PyJWTError) -> str:
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "malformed")


def _refused(reason: str) -> Unauthenticated:
    return Unauthenticated("Microsoft did not confirm who you are. Please sign in again.", reason=reason)
