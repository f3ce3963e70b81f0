"""Signing in to the settings with Microsoft: msal makes the flow, and the ID token is verified by us.

msal demands an https authority, asks for the discovery document of it at each start, and does not verify the ID
token it gets (since 1.38): `_Wire` answers the first two with what we know already and makes the one call that is
needed, bounded like all our calls; on loopback it goes to the authority by http.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msal
import orjson
from urllib3 import PoolManager

from server.domain.errors import Unauthenticated, Unavailable
from server.providers import http
from server.providers.entra import EntraTokens
from server.providers.signing import Begun, Proved

BUDGET = 8.0
LIMITS = http.Limits(connect=2.0, read=5.0, size=256 * 1024)
TENANTS = "organizations"
SCOPES = ("email",)
"""msal adds openid, profile and offline_access by itself; nothing of theirs is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrosoftSignIn:
    """The app registration as a web client; `tokens` verifies what Entra says about a person."""

    client_id: str
    client_secret: str
    authority: str
    tokens: EntraTokens
    pool: PoolManager

    def begin(self, redirect_uri: str) -> Begun:
        """Where to send the browser, and what to keep until it comes back."""
        client = self._client()
        with warnings.catch_warnings():
            # msal would have a form posted to us, but then our cookies (SameSite=Lax) stay behind; the code that
            # stands in the address instead is good for nothing without the verifier and the secret.
            warnings.simplefilter("ignore", UserWarning)
            kept = client.initiate_auth_code_flow(
                list(SCOPES), redirect_uri=redirect_uri, prompt="select_account", response_mode="query"
            )
        url = kept.pop("auth_uri")
        return Begun(self.authority + url.removeprefix(_secure(self.authority)), kept)

    def finish(self, kept: Mapping[str, Any], answer: Mapping[str, str]) -> Proved:
        """Who came back; Unauthenticated (`reason` says what did not fit) or Unavailable."""
        if "error" in answer and answer.get("state") == kept.get("state"):
            raise _refused("cancelled")
        try:
            found = self._client().acquire_token_by_auth_code_flow(dict(kept), dict(answer))
        except (http.CallError, msal.exceptions.MsalError):
            raise Unavailable("Microsoft cannot be reached just now. Please try again.") from None
        # msal's texts quote what came, so none of them may travel on; it also reads tokens before we verify them.
        except (ValueError, RuntimeError, LookupError, TypeError) as error:
            raise _refused("nonce" if isinstance(error, RuntimeError) else "state") from None
        if "id_token" not in found:
            raise _refused("code")
        identity, name = self.tokens.verify_sign_in(str(found["id_token"]), audience=self.client_id)
        return Proved(identity, name)

    def _client(self) -> Any:
        return msal.ConfidentialClientApplication(
            self.client_id,
            client_credential=self.client_secret,
            authority=f"{_secure(self.authority)}/{TENANTS}",
            validate_authority=False,
            instance_discovery=False,
            http_client=_Wire(self.authority, self.pool),
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What msal reads of an answer."""

    status_code: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Wire:
    """The http_client of msal."""

    authority: str
    pool: PoolManager

    def get(self, url: str, **_: Any) -> _Answer:
        """The discovery document, which says what is known."""
        base = url.removesuffix("/v2.0/.well-known/openid-configuration")
        known = {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }
        return _Answer(200, orjson.dumps(known).decode())

    def post(self, url: str, *, data: Any = None, headers: Any = None, **_: Any) -> _Answer:
        """Redeem the code."""
        del headers
        target = self.authority + url.removeprefix(_secure(self.authority))
        deadline = time.monotonic() + BUDGET
        answer = http.post(self.pool, target, form=dict(data or {}), limits=LIMITS, deadline=deadline)
        return _Answer(answer.status, answer.body.decode("utf-8", "replace"), dict(answer.headers))

    def close(self) -> None:
        """Nothing is held."""


def _secure(authority: str) -> str:
    """The authority as msal wants it written."""
    return "https://" + urlsplit(authority).netloc


def _refused(reason: str) -> Unauthenticated:
    return Unauthenticated("Microsoft did not confirm who you are. Please sign in again.", reason=reason)
