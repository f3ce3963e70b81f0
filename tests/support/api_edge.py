"""The real application on the test's own store, with Entra's real token checks before it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from server.app import create_app
from server.bootstrap import milliseconds
from server.domain.workspace import Agent
from server.i18n import translator
from server.providers.entra import EntraTokens, signing_keys
from server.providers.guarded import Guarded
from server.providers.http import connections
from server.providers.remembered import Remembered
from server.web.metrics import Metrics
from server.web.services import Services
from tests.support.entra_issuer import APP_ID_URI, AUTHORITY, CLIENT_ID, EntraIssuer, object_id, tenant_of
from tests.support.loopback import Loopback, Reply, serve
from tests.support.office import Office

PUBLIC_URL = "https://randnotiz.example"
BASE = "/api/v1"


@dataclass(slots=True)
class ApiEdge:
    """The application, its people and their tokens."""

    app: Flask
    office: Office
    entra: Loopback
    services: Services
    issuer: EntraIssuer
    keys: Iterator[int] = field(default_factory=itertools.count)

    @property
    def tenant(self) -> str:
        """The workspace's own tenant."""
        return self.issuer.tenant

    def ask(
        self,
        who: str | None,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = "fresh",
        token: str | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> TestResponse:
        """Call as somebody; changes get a fresh Idempotency-Key unless one is given."""
        sent = dict(headers or {})
        if who or token:
            sent["Authorization"] = f"Bearer {token or self.issuer.token(who or '')}"
        if key is not None and method != "GET":
            sent["Idempotency-Key"] = f"k{next(self.keys)}" if key == "fresh" else key
        if body is not None:
            more["json"] = body
        return self.app.test_client().open(BASE + path, method=method, headers=sent, **more)

    def get(self, who: str, path: str, **more: Any) -> Any:
        """What somebody reads; it must be there."""
        answer = self.ask(who, "GET", path, **more)
        assert answer.status_code == 200, answer.data
        return answer.get_json()

    def done(self, who: str, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """What stands after somebody's change; it must succeed."""
        answer = self.ask(who, method, path, body, **more)
        assert answer.status_code == 200, answer.data
        return answer.get_json()


class NoGoogle:
    """Refuses everything: these tests come from Outlook."""

    def verify_system(self, token: str, audience: str) -> None:
        """Never asked."""
        raise AssertionError

    def verify_user(self, token: str) -> Any:
        """Never asked."""
        raise AssertionError


class Ready:
    """Nothing is wrong."""

    def ready(self) -> tuple[str, ...]:
        """Name nothing."""
        return ()


@contextmanager
def api_edge(office: Office) -> Iterator[ApiEdge]:
    """Serve an office for as long as the block lasts; everybody is linked already."""
    office.time[0] = milliseconds()  # the store judges by its own clock
    link_all(office)
    pool = connections()
    with serve() as entra:
        entra.replies = [Reply(body=EntraIssuer().key_set(), headers={"Cache-Control": "max-age=600"})]
        directories = office.workspaces.directories
        tokens = entra_tokens(
            entra, pool, known_tenant=lambda tenant: directories.workspace_of_tenant(tenant) is not None
        )
        services = Services(
            public_url=PUBLIC_URL,
            google=NoGoogle(),
            readiness=Ready(),
            metrics=Metrics(),
            workspaces=office.workspaces,
            gmail_mail=lambda _: None,  # type: ignore[arg-type,return-value]
            translator=translator,
            clock=lambda: office.time[0],
            microsoft=tokens,
            outside=Guarded(resolve=lambda host, port: []),
        )
        yield ApiEdge(create_app(services), office, entra, services, EntraIssuer(tenant=tenant_of(office.id)))
    pool.clear()


def entra_tokens(
    entra: Loopback,
    pool: Any,
    *,
    known_tenant: Callable[[str], bool],
    clock: Callable[[], int] | None = None,
) -> EntraTokens:
    """The real verifier, with its keys from the loopback server."""
    now = clock or milliseconds
    return EntraTokens(
        audiences=(CLIENT_ID, APP_ID_URI),
        clients=frozenset({CLIENT_ID, "93d53678-613d-4013-afc1-62e9e444a0a5"}),
        issuer=AUTHORITY,
        keys=signing_keys(pool, authority=entra.url, clock=now),
        known_tenant=known_tenant,
        remembered=Remembered(clock=now),
    )


def link_all(office: Office, *names: str) -> None:
    """Give everybody (or those named) their Microsoft account, and the workspace its tenant."""
    directories = office.workspaces.directories
    before = office.inbox.directory.workspace
    directories.change_workspace(before, replace(before, tenants=(tenant_of(office.id),)))
    for agent in office.inbox.directory.agents.values():
        if not names or agent.id in names:
            directories.put(office.id, linked(agent, tenant_of(office.id)), before=agent)


def linked(agent: Agent, tenant: str) -> Agent:
    """The agent with the account of the issuer's token for that name."""
    return replace(agent, entra_tenant=tenant, entra_subject=object_id(agent.id))
