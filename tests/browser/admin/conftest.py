"""The settings served to a real browser: an office of its own for each test, with and without scripts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from server.store.commit import Store
from server.usecases import sessions
from tests.support.admin_edge import AdminEdge, admin_edge
from tests.support.office import Office, open_office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE_MS = 10_000


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # werkzeug's own name
        """Nothing."""


@dataclass(slots=True)
class Desk:
    """Where the settings are served, and the browsers of those who sit there."""

    url: str
    edge: AdminEdge
    browser: Browser
    stack: ExitStack

    @property
    def office(self) -> Office:
        """The office behind it."""
        return self.edge.office

    def sit(self, who: str, *, script: bool = True, width: int = 1200, dark: bool = False) -> Page:
        """Sit somebody down at the settings, signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        self.stack.callback(context.close)
        context.set_default_timeout(PATIENCE_MS)
        self._sign_in(context, who)
        return context.new_page()

    def _sign_in(self, context: BrowserContext, who: str) -> None:
        agent = self.office.inbox.directory.agents[who]
        token = sessions.begin(self.office.inbox, agent, min(sessions.accounts_of(agent)))
        context.add_cookies([{"name": "randnotiz", "value": token, "url": self.url}])


@pytest.fixture
def desk(store: Store, workspace: str, browser: Browser) -> Iterator[Desk]:
    """An office with its settings on a port of this machine."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (
        admin_edge(open_office(store, workspace), public_url=url) as edge,
        ExitStack() as stack,
    ):
        server = make_server("127.0.0.1", port, edge.app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        stack.callback(thread.join, 5)
        stack.callback(server.shutdown)
        yield Desk(url, edge, browser, stack)
