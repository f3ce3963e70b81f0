"""Outlook's pane: what it weighs, how often it must ask before it shows something, and whether it holds still."""

from __future__ import annotations

import gzip
import time
import urllib.request
from typing import TYPE_CHECKING, Any

from benchmarks import pane_browser
from benchmarks.live_stage import Office
from benchmarks.pane_browser import Pane
from benchmarks.table import Figure, at_most, show

if TYPE_CHECKING:
    from playwright.sync_api import Route

LIGHT_KB = 60
SLOW_S = 0.4
"""How long the answer is kept back, so that what the pane shows meanwhile is painted."""
RESOURCES = """() => performance.getEntriesByType("resource")
  .map(({ name, startTime, responseEnd }) => ({ name, from: startTime, to: responseEnd }))"""


def measure(office: Office, *, load: str) -> None:
    """Measure in Chromium, and print the table."""
    if pane_browser.chromium() is None:
        show("Outlook's pane", [Figure("not measured", "no Chromium")])
        return
    with pane_browser.opened(office) as pane:
        figures = [_weight(office, pane), *_first_paint(office, pane)]
    show(f"Outlook's pane, {load}", figures)


def _weight(office: Office, pane: Pane) -> Figure:
    """Our own files, as the browser was given them."""
    page = office.site.url + "/outlook/taskpane.html"
    names = {page, *(one["name"] for one in pane.frame.evaluate(RESOURCES))}
    own = [name for name in names if name.startswith(office.site.url) and _is_ours(name)]
    size = sum(len(gzip.compress(_read(name))) for name in own) / 1024
    return at_most(f"{len(own)} files of our own, gzipped", size, LIGHT_KB, unit=" KB")


def _first_paint(office: Office, pane: Pane) -> list[Figure]:
    """A mail is opened in a pane that is signed in; the answer comes late, and must move nothing."""
    pane.page.route("**/api/v1/resolve", _late)
    before = len(pane.frame.evaluate("window.shifts"))
    since = pane.frame.evaluate("performance.now()")
    pane.read()
    painted = pane.frame.evaluate("performance.now()")
    pane.page.wait_for_timeout(500)
    shifts = pane.frame.evaluate("window.shifts")[before:]
    asked = [
        one
        for one in pane.frame.evaluate(RESOURCES)
        if one["name"].startswith(office.site.url) and since <= one["from"] <= painted
    ]
    return [
        at_most("round trips until a conversation is painted", _in_turn(asked), 2, unit=""),
        at_most("layout shift when it arrives", sum(shifts), 0, unit=""),
    ]


def _in_turn(asked: list[dict[str, Any]]) -> int:
    """The longest row of requests of which each began when the one before had ended."""
    ended, turns = 0.0, 0
    for one in sorted(asked, key=lambda one: float(one["to"])):
        if one["from"] >= ended:
            ended, turns = one["to"], turns + 1
    return turns


def _is_ours(name: str) -> bool:
    return "/api/" not in name and "msal" not in name


def _read(name: str) -> bytes:
    with urllib.request.urlopen(name, timeout=10) as answer:
        body: bytes = answer.read()
    return body


def _late(route: Route) -> None:
    time.sleep(SLOW_S)
    route.continue_()
