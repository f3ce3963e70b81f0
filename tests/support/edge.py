"""A small app on the edge's foundations, with Google's real token checks behind its gate."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from flask import Blueprint, Flask, jsonify

from server.domain.errors import RandnotizError
from server.i18n import translator
from server.providers.certificates import Certificates
from server.providers.http import connections
from server.providers.identity import GoogleTokens
from server.providers.remembered import Remembered
from server.web import auth, errors, health, logging
from server.web.metrics import Metrics
from server.web.services import Services
from tests.support.issuer import CLIENT_ID, ISSUER, SERVICE_ACCOUNT, Issuer, certificates
from tests.support.loopback import Loopback, Reply, serve

PUBLIC_URL = "https://randnotiz.example"


@dataclass(slots=True)
class Parts:
    """Says what a test wants of readiness, and of the endpoint /fail."""

    faults: Sequence[str] = ()
    failure: Exception | None = None

    def ready(self) -> Sequence[str]:
        """Name the faults, or fail like a store that is away."""
        if isinstance(self.failure, RandnotizError):
            raise self.failure
        return self.faults


@dataclass(slots=True)
class Edge:
    """The app, and everything around it that a test may change."""

    app: Flask
    services: Services
    google: Loopback
    parts: Parts
    issuer: Issuer = field(default_factory=Issuer)

    def event(self, path: str, **changed: Any) -> dict[str, Any]:
        """An event for a path, everything granted; `changed` replaces tokens and scopes, None removes."""
        own: dict[str, Any] = {
            "systemIdToken": self.issuer.system_token(PUBLIC_URL + path),
            "userIdToken": self.issuer.user_token(),
            "userOAuthToken": "ya29.person",
            "authorizedScopes": [auth.EMAIL, auth.METADATA],
        }
        left = {name: value for name, value in (own | changed).items() if value is not None}
        return {"commonEventObject": {"hostApp": "GMAIL"}, "authorizationEventObject": left, "gmail": {}}


@contextmanager
def edge() -> Iterator[Edge]:
    """Build the app for as long as the block lasts."""
    pool = connections()
    with serve() as google:
        google.replies = [Reply(body=certificates(Issuer()), headers={"Cache-Control": "max-age=600"})]
        parts = Parts()
        services = Services(
            public_url=PUBLIC_URL,
            google=_tokens(google, pool),
            readiness=parts,
            metrics=Metrics(),
            # The gate and the health checks ask for neither records nor mail; whoever does fails loudly.
            workspaces=cast("Any", None),
            gmail_mail=cast("Any", None),
            translator=translator,
            clock=_now,
        )
        yield Edge(_app(services, parts), services, google, parts)
    pool.clear()


def _tokens(google: Loopback, pool: Any) -> GoogleTokens:
    url = google.url + "/certs"
    return GoogleTokens(
        service_account=SERVICE_ACCOUNT,
        client_id=CLIENT_ID,
        issuer=ISSUER,
        certs_url=url,
        certificates=Certificates(pool, url=url, clock=_now),
        remembered=Remembered(clock=_now),
        clock=_now,
    )


def _now() -> int:
    return int(time.time() * 1000)


def _app(services: Services, parts: Parts) -> Flask:
    app = Flask("edge")
    logging.observe(app, services.metrics)
    errors.register(app)
    watched = health.blueprint(services)
    watched.before_request(auth.none)
    app.register_blueprint(watched)
    gmail = Blueprint("gmail", __name__)
    gmail.before_request(auth.google(services, always=[auth.EMAIL], also={"gmail.message": [auth.METADATA]}))
    for name in ("home", "message", "assign"):
        gmail.add_url_rule(f"/gmail/{name}", name, _who, methods=["POST"])
    app.register_blueprint(gmail)
    app.add_url_rule("/fail", "fail", lambda: _fail(parts))
    return app


def _who() -> Any:
    caller = auth.gmail_caller()
    return jsonify(email=caller.identity.email, platform=caller.event.platform)


def _fail(parts: Parts) -> Any:
    if parts.failure:
        raise parts.failure
    return jsonify()
