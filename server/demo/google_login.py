"""Google's sign-in as it is called over HTTP: the authorisation-code flow with PKCE and a client secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from server.demo.accounts import account_page
from server.demo.guard import is_loopback
from server.demo.issuer import WEB_CLIENT_ID, WEB_CLIENT_SECRET, Issuer
from server.demo.people import SamplePerson, SampleWorkspace


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for until it is redeemed, once."""

    person: SamplePerson
    redirect_uri: str
    challenge: str
    nonce: str


class GoogleLogin:
    """The two endpoints of the flow."""

    def __init__(self, *, workspace: SampleWorkspace, issuer: Issuer) -> None:
        """Let the sample people sign in."""
        self._workspace = workspace
        self._issuer = issuer
        self._grants: dict[str, Grant] = {}

    def register(self, app: Flask) -> None:
        """Add the endpoints to the stand-in for Google."""
        app.add_url_rule("/o/oauth2/v2/auth", view_func=self.authorize)
        app.add_url_rule("/token", view_func=self.token, methods=["POST"])

    def authorize(self) -> AnyResponse:
        """Ask who signs in; the choice comes back as `login` and leads to the redirect URI with a code."""
        wanted = request.args
        redirect_uri = wanted.get("redirect_uri", "")
        known = wanted.get("client_id") == WEB_CLIENT_ID and wanted.get("response_type") == "code"
        proof = wanted.get("code_challenge_method") == "S256" and wanted.get("code_challenge")
        if not (
            known and proof and is_loopback(redirect_uri) and "openid" in wanted.get("scope", "").split()
        ):
            return Response("invalid_request", 400, mimetype="text/plain")
        person = self._workspace.by_address(wanted.get("login", ""))
        if person is None:
            page = account_page(self._workspace, wanted.to_dict(), title="Sign in with Google")
            return Response(page, mimetype="text/html")
        code = "4/" + secrets.token_urlsafe(32)
        self._grants[code] = Grant(person, redirect_uri, wanted["code_challenge"], wanted.get("nonce", ""))
        answer = {"state": wanted.get("state", ""), "iss": self._issuer.url, "code": code, "authuser": "0"}
        return redirect(f"{redirect_uri}?{urlencode(answer)}")

    def token(self) -> Response:
        """Redeem a code, once."""
        form = request.form
        secret = form.get("client_secret", "")
        if form.get("client_id") != WEB_CLIENT_ID or not hmac.compare_digest(secret, WEB_CLIENT_SECRET):
            return _refused(401, "invalid_client")
        grant = self._grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if grant is None or grant.redirect_uri != form.get("redirect_uri") or grant.challenge != proof:
            return _refused(400, "invalid_grant")
        return jsonify(
            token_type="Bearer",  # noqa: S106  # the name of a scheme
            scope="openid email profile",
            expires_in=3_599,
            access_token=self._issuer.access_token(grant.person),
            id_token=self._issuer.sign_in_token(grant.person, nonce=grant.nonce),
        )


def _refused(status: int, error: str) -> Response:
    answer = jsonify(error=error, error_description="Bad Request")
    answer.status_code = status
    return answer
