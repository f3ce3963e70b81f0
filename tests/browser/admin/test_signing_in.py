"""Signing in as people do, in a real browser between the stand-ins for Google and Microsoft."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from server.domain.workspace import Agent
from server.store.commit import Store
from server.usecases import first_admin
from tests.browser.admin.conftest import PATIENCE_MS, Quiet
from tests.support.office import open_office
from tests.support.signing import SignIn, signing_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[3] / "addin" / "node_modules" / "axe-core" / "axe.min.js"
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@dataclass(frozen=True, slots=True)
class Door:
    """Where the settings are served, with both sign-ins."""

    url: str
    signs: SignIn
    browser: Browser

    def open(self, *, script: bool = True, width: int = 1200, dark: bool = False) -> Page:
        """A browser that nobody is signed in with; it is closed with the test's own."""
        page = self.browser.new_page(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        page.set_default_timeout(PATIENCE_MS)
        return page


@pytest.fixture
def door(store: Store, workspace: str, browser: Browser) -> Iterator[Door]:
    """An office at whose door `mia` is known, on a port of this machine."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with signing_in(open_office(store, workspace), public_url=url) as signs:
        mia = signs.people["mia"]
        agent = Agent(
            "mia", mia.name, (mia.address,), mia.sub, entra_tenant=mia.tenant, entra_subject=mia.oid
        )
        directories = signs.edge.office.workspaces.directories
        directories.put(signs.edge.office.id, agent, before=None)
        server = make_server("127.0.0.1", port, signs.edge.app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Door(url, signs, browser)
        for context in browser.contexts:
            context.close()
        server.shutdown()
        thread.join(5)
        server.server_close()


@scripts
@pytest.mark.parametrize("provider", ["Google", "Microsoft"])
def test_a_link_to_a_page_leads_there_by_way_of_the_sign_in(door: Door, provider: str, script: bool) -> None:
    page = door.open(script=script)
    page.goto(f"{door.url}/admin/me")
    page.get_by_role("link", name=f"Sign in with {provider}").click()
    page.get_by_role("link", name="Mia Berger").click()
    page.wait_for_url(f"{door.url}/admin/me")
    assert page.get_by_role("heading", name="My account").is_visible()
    page.get_by_role("button", name="Sign out").first.click()
    assert page.get_by_role("heading", name="Sign in").is_visible()
    page.go_back()
    assert not page.get_by_text("Mia Berger").is_visible()


@scripts
def test_the_operators_link_opens_the_settings_with_one_button(door: Door, script: bool) -> None:
    workspaces = door.signs.edge.office.workspaces
    secret = first_admin.make_link(workspaces, door.signs.edge.office.id)
    page = door.open(script=script)
    page.goto(f"{door.url}/admin/link/{secret}")
    page.get_by_role("button", name="Open the guide").click()
    page.goto(f"{door.url}/admin/people")
    assert page.get_by_text("Operator").is_visible()


def test_somebody_unknown_is_asked_for_a_code_and_may_leave(door: Door) -> None:
    page = door.open()
    page.goto(f"{door.url}/admin/")
    page.get_by_role("link", name="Sign in with Google").click()
    page.get_by_role("link", name="Tom Gast").click()
    page.get_by_label("Code").fill("SUPPORT-WRONG")
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_role("link", name="Cancel").click()
    assert page.get_by_role("heading", name="Sign in").is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
def test_the_pages_before_the_door_fit_and_are_accessible(door: Door, width: int, dark: bool) -> None:
    secret = first_admin.make_link(door.signs.edge.office.workspaces)
    page = door.open(width=width, dark=dark)
    failures = []
    for path in (
        "/sign-in",
        "/sign-in/code",
        f"/link/{secret}",
        "/link/used",
        "/sign-in/google/back",
        "/nothing",
    ):
        page.goto(f"{door.url}/admin{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        # The policy of the page lets no script of ours in, so it is run from outside.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        failures += [f"{path} {one}" for one in found]
    assert not failures
