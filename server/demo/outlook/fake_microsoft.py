"""Microsoft's login as it is called over HTTP: key sets, discovery, and the code flow with PKCE."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from server.demo.accounts import account_page
from server.demo.guard import is_loopback
from server.demo.outlook.entra import CLIENT_SECRET, LIFETIME_S, WEB_REDIRECT, EntraIssuer
from server.demo.people import SamplePerson, SampleWorkspace


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for until it is redeemed, once."""

    person: SamplePerson
    redirect_uri: str
    challenge: str
    scope: str
    nonce: str | None


class FakeMicrosoft:
    """The handlers; the answers have the form of the real ones."""

    def __init__(self, *, workspace: SampleWorkspace, issuer: EntraIssuer) -> None:
        """Let the sample people sign in."""
        self._workspace = workspace
        self._issuer = issuer
        self._grants: dict[str, Grant] = {}
        self.broken: int | None = None
        """HTTP status with which key sets are refused, for tests of an outage."""

    def app(self) -> Flask:
        """Build the application."""
        app = Flask(__name__, static_folder=None)
        app.before_request(_refuse_foreign_hosts)
        app.after_request(_allow_loopback_pages)
        app.add_url_rule("/<tenant>/discovery/v2.0/keys", view_func=self.keys)
        app.add_url_rule("/<tenant>/v2.0/.well-known/openid-configuration", view_func=self.configuration)
        app.add_url_rule("/<tenant>/oauth2/v2.0/authorize", view_func=self.authorize)
        app.add_url_rule("/<tenant>/oauth2/v2.0/token", view_func=self.token, methods=["POST"])
        app.register_error_handler(HTTPException, _refusal)
        return app

    def keys(self, tenant: str) -> Response:
        """Publish the key set."""
        del tenant
        if self.broken is not None:
            abort(self.broken)
        response = jsonify(self._issuer.keys())
        response.headers["Cache-Control"] = "max-age=86400, private"
        return response

    def configuration(self, tenant: str) -> Response:
        """Publish a tenant's discovery document."""
        return jsonify(self._issuer.configuration(tenant))

    def authorize(self, tenant: str) -> AnyResponse:
        """Ask who signs in; the choice comes back as `login` and leads to the redirect URI with a code."""
        del tenant
        wanted = request.args
        if not is_loopback(wanted.get("redirect_uri", "")) or wanted.get("code_challenge_method") != "S256":
            abort(400, "redirect_uri must be on loopback and code_challenge_method must be S256")
        login = wanted.get("login") or wanted.get("login_hint") or ""
        person = self._workspace.by_address(login)
        if person is None:
            page = account_page(self._workspace, wanted.to_dict(), title="Sign in")
            return Response(page, mimetype="text/html")
        self._issuer.sign_in(person)
        code = secrets.token_urlsafe(32)
        self._grants[code] = Grant(
            person, wanted["redirect_uri"], wanted["code_challenge"], wanted["scope"], wanted.get("nonce")
        )
        mark = "#" if wanted.get("response_mode") == "fragment" else "?"
        answer = urlencode({"code": code, "state": wanted.get("state", "")})
        return redirect(f"{wanted['redirect_uri']}{mark}{answer}")

    def token(self, tenant: str) -> Response:
        """Redeem a code; one that was sent to a web application only together with its secret."""
        del tenant
        form: Any = request.form
        confidential = form.get("redirect_uri", "").endswith(WEB_REDIRECT)
        if confidential and not hmac.compare_digest(form.get("client_secret", ""), CLIENT_SECRET):
            abort(401, "invalid_client")
        grant = self._grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if grant is None or grant.redirect_uri != form.get("redirect_uri") or grant.challenge != proof:
            abort(400, "invalid_grant")
        return jsonify(
            token_type="Bearer",  # noqa: S106  # the name of a scheme
            scope=grant.scope,
            expires_in=LIFETIME_S,
            ext_expires_in=LIFETIME_S,
            access_token=self._issuer.access_token(grant.person),
            id_token=self._issuer.id_token(grant.person, nonce=grant.nonce),
        )


def _refuse_foreign_hosts() -> None:
    if not is_loopback(f"//{request.host}"):
        abort(403, "The demo answers on loopback only.")


def _allow_loopback_pages(response: Response) -> Response:
    origin = request.headers.get("Origin", "")
    if is_loopback(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _refusal(error: HTTPException) -> Response:
    response = jsonify(error="invalid_request", error_description=error.description)
    response.status_code = error.code or 500
    return response
