"""Signing in to the settings with Google: OpenID Connect, authorisation code, PKCE (Google: OpenID Connect)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from urllib3 import PoolManager

from server.domain.errors import Unauthenticated, Unavailable
from server.providers import http
from server.providers.identity import GoogleIdentity, GoogleTokens
from server.providers.signing import Begun, Proved

SCOPES = "openid email profile"
BUDGET = 8.0
LIMITS = http.Limits(connect=2.0, read=5.0, size=256 * 1024)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleSignIn:
    """One OAuth web client; `tokens` verifies what Google says about a person."""

    client_id: str
    client_secret: str
    auth_url: str
    token_url: str
    tokens: GoogleTokens
    pool: PoolManager

    def begin(self, redirect_uri: str) -> Begun:
        """Where to send the browser, and what to keep until it comes back."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": SCOPES,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
            "prompt": "select_account",
        }
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "redirect_uri": redirect_uri}
        return Begun(f"{self.auth_url}?{urlencode(asked)}", kept)

    def finish(self, kept: Mapping[str, Any], answer: Mapping[str, str]) -> Proved:
        """Who came back; Unauthenticated (`reason` says what did not fit) or Unavailable."""
        if not hmac.compare_digest(str(answer.get("state", "")).encode(), str(kept["state"]).encode()):
            raise _refused("state")
        if answer.get("iss", self.tokens.issuer) != self.tokens.issuer:
            raise _refused("issuer")
        if "code" not in answer:
            raise _refused("cancelled")
        token = self._redeemed(answer["code"], kept)
        identity, claims = self.tokens.verify_sign_in(
            token, audience=self.client_id, nonce=str(kept["nonce"])
        )
        return Proved(identity, _name(claims, identity))

    def _redeemed(self, code: str, kept: Mapping[str, Any]) -> str:
        """The ID token that a code stands for, once."""
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": code,
            "code_verifier": str(kept["verifier"]),
            "grant_type": "authorization_code",
            "redirect_uri": str(kept["redirect_uri"]),
        }
        try:
            deadline = time.monotonic() + BUDGET
            answer = http.post(self.pool, self.token_url, form=form, limits=LIMITS, deadline=deadline)
            found = orjson.loads(answer.body)
        except (http.CallError, ValueError):
            raise Unavailable("Google cannot be reached just now. Please try again.") from None
        if answer.status >= 500:
            raise Unavailable("Google cannot be reached just now. Please try again.")
        if answer.status != 200 or not isinstance(found, dict):
            raise _refused("code")
        return str(found.get("id_token", ""))


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _name(claims: Mapping[str, Any], identity: GoogleIdentity) -> str:
    name = claims.get("name")
    return name.strip()[:LONGEST_NAME] if isinstance(name, str) and name.strip() else identity.email


def _refused(reason: str) -> Unauthenticated:
    return Unauthenticated("Google did not confirm who you are. Please sign in again.", reason=reason)
