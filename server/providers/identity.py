"""Who is calling: Google's two ID tokens, verified by google-auth."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError, TransportError
from google.oauth2 import id_token

from server.domain.errors import Unauthenticated, Unavailable
from server.providers.certificates import Certificates
from server.providers.remembered import Kind, Remembered, key

SKEW_SECONDS = 10
LONGEST_TOKEN = 8192


@dataclass(frozen=True, slots=True)
class GoogleIdentity:
    """A person as Google knows them: `sub` never changes, `hd` is their Workspace domain or None."""

    sub: str
    email: str
    hd: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleTokens:
    """Verifies the token of our own add-on's service account and the token of the person using it."""

    service_account: str
    client_id: str
    issuer: str
    certs_url: str
    certificates: Certificates
    remembered: Remembered[GoogleIdentity]
    clock: Callable[[], int]

    def verify_system(self, token: str, audience: str) -> None:
        """Pass only a call that Google makes for this add-on to this very address.

        Raises Unauthenticated (`reason` says which check failed) or Unavailable.
        """
        self._verified(token, audience=audience, kind="system")

    def verify_user(self, token: str) -> GoogleIdentity:
        """Tell who uses the add-on. Raises Unauthenticated or Unavailable."""
        return self._verified(token, audience=self.client_id, kind="user")

    def verify_sign_in(
        self, token: str, *, audience: str, nonce: str
    ) -> tuple[GoogleIdentity, Mapping[str, Any]]:
        """Tell who signed in to the OAuth client `audience`, and every claim. Unauthenticated or Unavailable."""
        if not token or len(token) > LONGEST_TOKEN or not token.isascii():
            raise _refused("user", "malformed" if token else "missing")
        claims = self._claims(token, audience=audience, kind="user")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise _refused("user", "nonce")
        return self._identity(claims, "user"), claims

    def _verified(self, token: str, *, audience: str, kind: Kind) -> GoogleIdentity:
        if not token or len(token) > LONGEST_TOKEN or not token.isascii():
            raise _refused(kind, "malformed" if token else "missing")
        asked = key(token, audience=audience, kind=kind)
        known = self.remembered.get(asked)
        if known is None:
            claims = self._claims(token, audience=audience, kind=kind)
            known = self._identity(claims, kind)
            self.remembered.put(asked, known, until=int(claims["exp"]) * 1000)
        return known

    def _identity(self, claims: Mapping[str, Any], kind: Kind) -> GoogleIdentity:
        sub, email, hd = claims.get("sub"), claims.get("email"), claims.get("hd")
        if claims.get("iss") != self.issuer:
            raise _refused(kind, "issuer")
        if not isinstance(email, str) or not email or claims.get("email_verified") is not True:
            raise _refused(kind, "unverified")
        # Every add-on of every Google customer has an account of this shape: only this one is ours.
        if kind == "system" and email != self.service_account:
            raise _refused(kind, "account")
        if kind == "user" and not (isinstance(sub, str) and sub):
            raise _refused(kind, "unverified")
        domain = hd.lower() if isinstance(hd, str) and hd else None
        return GoogleIdentity(sub=str(sub), email=email.lower(), hd=domain)

    def _claims(self, token: str, *, audience: str, kind: Kind) -> Mapping[str, Any]:
        try:
            header = jwt.decode_header(token)  # type: ignore[no-untyped-call]
            if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
                raise _refused(kind, "algorithm")
            self.certificates.look_for(header["kid"])
            return id_token.verify_token(
                token,
                self.certificates,
                audience=audience,
                certs_url=self.certs_url,
                clock_skew_in_seconds=SKEW_SECONDS,
            )
        except TransportError:
            raise Unavailable("Google's sign-in keys cannot be reached. Please try again.") from None
        # google-auth's texts quote the token, so none of them may travel on.
        except (ValueError, TypeError, KeyError, RecursionError, GoogleAuthError):
            raise _refused(kind, self._reason(token, audience)) from None

    def _reason(self, token: str, audience: str) -> str:
        """Name the check that a refused token fails, for the operator; it decides nothing."""
        try:
            claims = jwt.decode(token, verify=False)  # type: ignore[no-untyped-call]
            now = self.clock() // 1000
            if claims["exp"] + SKEW_SECONDS < now:
                return "expired"
            if claims["iat"] - SKEW_SECONDS > now:
                return "too_early"
            return "signature" if claims["aud"] == audience else "audience"
        except (ValueError, TypeError, KeyError, RecursionError, GoogleAuthError):
            return "malformed"


def _refused(kind: Kind, reason: str) -> Unauthenticated:
    if kind == "system":
        return Unauthenticated("This call does not come from Google on behalf of this add-on.", reason=reason)
    return Unauthenticated("Google did not confirm who you are. Please open the panel again.", reason=reason)
