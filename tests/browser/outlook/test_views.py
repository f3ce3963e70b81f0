"""Saved views in the pane: kept from a search, looked at, renamed, shared by who manages the mailbox, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

    from tests.browser.outlook.conftest import Open
    from tests.browser.outlook.desk import Desk

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000


def keep(desk: Desk, query: str, name: str) -> None:
    """Search for something, and keep it under a name."""
    box = desk.pane.locator("[data-key=search]")
    box.fill(query)
    box.press("Enter")
    desk.press("keep-search")
    desk.pane.locator("#view-name").fill(name)
    desk.press("keep-view")
    expect(desk.pane.locator("dialog")).to_have_count(0)


def chip(desk: Desk, name: str) -> Locator:
    """The name of a view above the lists."""
    return desk.pane.locator(".saved").get_by_role("button", name=name, exact=True)


@pytest.mark.usefixtures("refusals")
def test_a_search_is_kept_looked_at_renamed_and_removed(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read("Rechnung 4711")
    desk.more("Meine Arbeit")
    keep(desk, "rechn 471", "Rechnungen")
    expect(chip(desk, "Rechnungen")).to_have_attribute("aria-pressed", "true")
    found = desk.pane.locator("rn-work .list .item")
    expect(found.first).to_contain_text("Rechnung 4711")
    assert not desk.flaws()
    desk.press("edit-view")
    expect(desk.pane.locator("#view-where")).to_have_count(0)
    desk.pane.locator("#view-name").fill("Alte Rechnungen")
    desk.pane.locator("#view-query").fill("before:gestern")
    desk.press("keep-view")
    expect(desk.pane.locator("dialog [role=alert]")).to_contain_text("gestern")
    assert not desk.flaws()
    desk.pane.locator("#view-query").fill("rechn")
    desk.pane.locator("#view-sort").select_option("oldest")
    desk.press("keep-view")
    expect(chip(desk, "Alte Rechnungen")).to_be_visible()
    expect(desk.pane.get_by_text("Nur du · Älteste zuerst")).to_be_visible()
    chip(desk, "Alte Rechnungen").click()
    expect(desk.pane.locator("[data-key=queue-mine]")).to_be_visible()
    chip(desk, "Alte Rechnungen").click()
    desk.press("edit-view")
    desk.press("drop-view")
    expect(desk.pane.locator(".saved")).to_have_count(0, timeout=PATIENCE_MS)


@pytest.mark.usefixtures("refusals")
def test_who_manages_a_mailbox_shares_a_view_with_it(open_outlook: Open) -> None:
    mia = open_outlook("mia")
    mia.pane.locator("[data-key=queue-mine]").wait_for()
    box = mia.pane.locator("[data-key=search]")
    box.fill("rechn")
    box.press("Enter")
    mia.press("keep-search")
    mia.pane.locator("#view-name").fill("Alle Rechnungen")
    mia.pane.locator("#view-where").select_option(index=1)
    mia.press("keep-view")
    expect(chip(mia, "Alle Rechnungen")).to_be_visible()
    jonas = open_outlook("jonas")
    jonas.pane.locator("[data-key=queue-mine]").wait_for()
    chip(jonas, "Alle Rechnungen").click()
    expect(jonas.pane.locator("rn-work .list .item").first).to_contain_text("Rechnung")
    expect(jonas.pane.locator("[data-key=edit-view]")).to_have_count(0)
    mia.press("edit-view")
    mia.press("drop-view")
    expect(mia.pane.locator("[data-key=drop-view]")).to_have_text("Für alle entfernen")
    mia.press("drop-view")
    expect(mia.pane.locator(".saved")).to_have_count(0, timeout=PATIENCE_MS)


@pytest.mark.usefixtures("refusals")
def test_a_view_that_was_sorted_among_some_says_so_beside_whatever_else_is_to_be_said(
    open_outlook: Open,
) -> None:
    desk = open_outlook("jonas")
    desk.read("Rechnung 4711")
    desk.more("Meine Arbeit")
    keep(desk, "rechn", "Rechnungen")

    def more(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"cut": True, "among": 7, "left_out": True})

    desk.page.route("**/api/v1/views/*", more)
    chip(desk, "Rechnungen").click()
    chip(desk, "Rechnungen").click()
    told = desk.pane.locator("rn-work [role=status]")
    expect(told.filter(has_text="Viele Wörter beginnen so")).to_be_visible()
    expect(told.filter(has_text="Sortiert sind die neuesten 7.")).to_be_visible()
    # The demo is shared: who comes next finds it without the view.
    desk.page.unroute("**/api/v1/views/*")
    desk.press("edit-view")
    desk.press("drop-view")
    expect(desk.pane.locator(".saved")).to_have_count(0, timeout=PATIENCE_MS)
