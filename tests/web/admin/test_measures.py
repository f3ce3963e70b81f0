"""What every settings page may cost: round trips to the store, and bytes over the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from server.domain.catalogue import Field, Tag, Template
from server.store.commit import Store
from server.web.admin.page import Page, Right
from server.web.admin.pages import PAGES
from server.web.admin.rendering import PARTS, content
from tests.store.counting import CountingClient
from tests.support.admin_edge import AdminEdge, admin_edge
from tests.support.office import open_office

TRIPS = 3
BYTES = 60_000
KNOWN = {"mailbox": "support", "agent": "anna", "team": "desk", "field": "f1", "tag": "t1", "template": "p1"}
PARAMETER = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


@pytest.fixture
def counted(store: Store, workspace: str) -> Iterator[tuple[AdminEdge, CountingClient]]:
    counting = CountingClient(store.client)
    with admin_edge(open_office(Store(counting), workspace)) as edge:
        for entry in (
            Field("f1", "Auftrag"),
            Tag("t1", "rechnung"),
            Template("p1", "Eingang", {"de": "Danke"}),
        ):
            edge.office.workspaces.directories.put(edge.office.id, entry, before=None)
        yield edge, counting


def address(page: Page) -> str | None:
    """The path of a page of the sample; None where it names something that the sample has not."""
    names = PARAMETER.findall(page.path)
    if not set(names) <= set(KNOWN):
        return None
    return PARAMETER.sub(lambda found: KNOWN[found[1]], page.path)


def test_no_page_asks_the_store_more_often_or_sends_more_than_it_may(
    counted: tuple[AdminEdge, CountingClient],
) -> None:
    edge, counting = counted
    browser = edge.browser("admin")
    browser.get("/me")
    parts = sum(len(content(name)) for name in PARTS)
    too_dear, seen = [], 0
    for page in PAGES:
        path = address(page)
        if page.method != "GET" or page.right in {Right.ANYBODY, Right.OPERATOR} or path is None:
            continue
        before = counting.trips
        answer = browser.client.get("/admin" + path, base_url=browser.url, buffered=True)
        trips, size = counting.trips - before, len(answer.data) + parts
        if answer.status_code != 200:
            continue
        seen += 1
        if trips > TRIPS or size > BYTES:
            too_dear.append(f"{path}: {trips} trips, {size} bytes")
    assert seen > 15
    assert not too_dear, "\n".join(too_dear)
