"""The settings on the test's own store: browsers that sign in, read pages and send forms as a browser would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.bootstrap import milliseconds
from server.domain.workspace import Agent
from server.i18n import translator
from server.usecases import first_admin, sessions
from server.usecases.signing_in import Provider
from server.web.metrics import Metrics
from server.web.services import Services
from tests.support.api_edge import NoGoogle, Ready
from tests.support.office import Office

PUBLIC_URL = "https://randnotiz.example"
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')
Form = Mapping[str, str | list[str]]


@dataclass(slots=True)
class Browser:
    """One browser with its cookies; paths are below /admin."""

    client: FlaskClient
    url: str = PUBLIC_URL
    page: TestResponse | None = None

    def get(self, path: str, *, status: int = 200, **more: Any) -> str:
        """The text of a page, which must answer with this status."""
        self.page = self.client.get("/admin" + path, base_url=self.url, buffered=True, **more)
        assert self.page.status_code == status, (self.page.status_code, self.page.headers, self.page.text)
        return self.page.text

    def post(
        self,
        path: str,
        form: Form | None = None,
        *,
        status: int = 303,
        origin: str | None = "own",
        **more: Any,
    ) -> str:
        """Send a form of the page that was read last, with its csrf and (if it has one) its seen.

        The answer must have this status; its text is returned, of a redirect the path below /admin.
        """
        shown = self.page.text if self.page is not None else ""
        hidden = {
            name: unescape(found[1])
            for name, pattern in (("csrf", CSRF), ("seen", SEEN))
            if (found := pattern.search(shown))
        }
        headers = {"Origin": self.url if origin == "own" else origin} if origin else {}
        sent = {**hidden, **(form or {})}
        answer = self.client.post("/admin" + path, base_url=self.url, data=sent, headers=headers, **more)
        assert answer.status_code == status, (answer.status_code, answer.headers, answer.text)
        if answer.status_code == 303:
            return answer.headers["Location"].removeprefix("/admin")
        self.page = answer
        return answer.text

    def done(self, path: str, form: Form | None = None, **more: Any) -> str:
        """Send a form that is taken, and read the page it leads to."""
        return self.get(self.post(path, form, **more))


@dataclass(slots=True)
class AdminEdge:
    """The application with its office: `admin` is an agent and admin, everybody else is as office.py says."""

    app: Flask
    office: Office
    services: Services
    providers: dict[str, Provider] = field(default_factory=dict)

    def browser(self, who: str | None = None, *, operator: bool = False) -> Browser:
        """A browser, signed in as somebody of the office, or (`operator`) come with the operator's link."""
        browser = Browser(self.app.test_client(), self.services.public_url)
        workspaces = self.office.workspaces
        if who is not None:
            agent = self.office.inbox.directory.agents[who]
            token = sessions.begin(
                self.office.inbox, agent, min(sessions.accounts_of(agent)), operator=operator
            )
            self._carry(browser, token)
        elif operator:
            secret = first_admin.make_link(workspaces, self.office.id)
            self._carry(browser, first_admin.use_link(workspaces, secret))
        return browser

    def _carry(self, browser: Browser, token: str) -> None:
        parts = urlsplit(browser.url)
        secure = parts.scheme == "https"
        name = "__Host-randnotiz" if secure else "randnotiz"
        browser.client.set_cookie(name, token, domain=str(parts.hostname), secure=secure, path="/")


@contextmanager
def admin_edge(
    office: Office,
    *,
    public_url: str = PUBLIC_URL,
    more: Callable[[Services], Services] = lambda services: services,
) -> Iterator[AdminEdge]:
    """Serve an office for as long as the block lasts; everybody has a Google account, `admin` is an admin."""
    office.time[0] = milliseconds()  # the store judges by its own clock
    _link_all(office)
    providers: dict[str, Provider] = {}
    services = Services(
        public_url=public_url,
        google=NoGoogle(),
        readiness=Ready(),
        metrics=Metrics(),
        workspaces=office.workspaces,
        gmail_mail=lambda _: None,  # type: ignore[arg-type,return-value]
        translator=translator,
        clock=lambda: office.time[0],
        sign_in=lambda: providers,
    )
    services = more(services)
    yield AdminEdge(create_app(services), office, services, providers)


def _link_all(office: Office) -> None:
    directories = office.workspaces.directories
    boss = Agent("admin", "Ada Admin", ("admin@firma.example",), admin=True, locale="en")
    directories.put(office.id, boss, before=None)
    for agent in office.inbox.directory.agents.values():
        directories.put(office.id, replace(agent, google_sub=f"sub-{agent.id}", locale="en"), before=agent)
