"""From nothing to two members who see a mailbox, as a first-time admin does it: by the guide, from the printed link."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.demo import issuer
from server.demo.outlook import entra
from server.demo.run import RunningDemo, start
from server.domain.installation import OFFICE_CLIENTS, environment_name
from tests.store.servers import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60.0
ENTERED = {
    "sign_in": {
        "google_web_client_id": issuer.WEB_CLIENT_ID,
        "google_web_client_secret": issuer.WEB_CLIENT_SECRET,
    },
    "gmail": {
        "google_service_account": issuer.SERVICE_ACCOUNT,
        "google_client_id": issuer.CLIENT_ID,
    },
    "outlook": {
        "microsoft_client_id": entra.CLIENT_ID,
        "microsoft_clients": ", ".join(OFFICE_CLIENTS),
    },
    "service": {"operator": "Kontor Nord, datenschutz@kontor.example"},
}
"""What the guide is to be told, step by step; the environment says none of it."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A service that has just been started for the first time, and the one-time link that it printed."""

    link: str
    demo: RunningDemo


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Fresh]:
    with ExitStack() as stack:
        port = free_port()
        demo = start(service_url=f"http://127.0.0.1:{port}")
        stack.callback(demo.stop)
        told = demo.service_environment() | {
            "RANDNOTIZ_DATA": str(tmp_path / "data"),
            "RANDNOTIZ_BIND": f"127.0.0.1:{port}",
            "RANDNOTIZ_WORKERS": "1",
        }
        for name in (name for values in ENTERED.values() for name in values):
            told.pop(environment_name(name), None)
        told.pop("RANDNOTIZ_MICROSOFT_CLIENT_SECRET", None)
        yield Fresh(_served(stack, told, tmp_path / "output"), demo)


def _served(stack: ExitStack, told: dict[str, str], output: Path) -> str:
    """Run `serve` until the stack is left; the link that it prints."""
    command = [sys.executable, "-m", "server", "serve"]
    kept = {name: value for name, value in os.environ.items() if "RANDNOTIZ" not in name}
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=kept | told, stdout=file, stderr=subprocess.STDOUT)
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"https?://\S+/admin/link/\S+", output.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(output.read_text(encoding="utf-8"))


def fill(page: Page, step: str, values: dict[str, str]) -> None:
    """Open a step, fill in its form and save it."""
    if page.locator(f"#{step}[open]").count() == 0:
        page.locator(f"#{step} > summary").click()
    for name, value in values.items():
        page.locator(f"#{step} [name={name}]").fill(value)
    page.locator(f"#{step} button.primary").first.click()
    page.wait_for_load_state()


def stands(page: Page, step: str) -> str:
    """The word that a step shows."""
    return page.locator(f"#{step} > summary .st").inner_text().strip()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_first_time_admin_needs_nothing_but_the_guide(fresh: Fresh, browser: Browser, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(fresh.link)
    page.locator("main button").click()
    sample = fresh.demo.workspace
    page.wait_for_url("**/admin/guide")
    fill(
        page,
        "workspace",
        {
            "name": sample.name,
            "id": "kontor",
            "domains": "\n".join(sample.domains),
            "tenants": "\n".join(sample.tenants),
        },
    )
    assert stands(page, "workspace") == "Done"
    for step, values in ENTERED.items():
        fill(page, step, values)
    page.get_by_role("link", name="first admin").click()
    page.get_by_role("link", name=re.compile("Google")).click()
    page.get_by_text("Mia Berger").first.click()
    page.wait_for_url("**/admin/**")
    page.goto(fresh.link.partition("/admin/")[0] + "/admin/guide?lang=en")
    assert stands(page, "sign_in") == "Done"
    page.locator("main .head button").click()
    page.wait_for_load_state()
    assert stands(page, "service") == "Done"
    assert stands(page, "gmail") == "Waiting"
    assert "Google's sign-in keys can be fetched." in page.locator("#gmail").inner_html()
    assert "Microsoft knows the tenant" in page.locator("#outlook").inner_html()
    assert stands(page, "mailboxes") == "To do"
    context.close()
