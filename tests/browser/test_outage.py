"""The service is killed while somebody types: nothing is lost, and nothing is sent twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.browser.fragile import Fragile, start_fragile

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fragile]:
    with ExitStack() as stack:
        yield start_fragile(stack, tmp_path_factory.mktemp("fragile"))


def test_a_killed_service_costs_no_word_and_doubles_none(
    sit_at: Sit, fragile: Fragile, troubles: list[str]
) -> None:
    window = sit_at(fragile.demo).open("Rechnung 4711")
    window.panel.get_by_label(COMMENT).fill("Bitte Variante B")
    fragile.service.kill()
    window.press("Kommentar senden").panel.get_by_role("alert").wait_for()
    assert window.panel.get_by_label(COMMENT).input_value() == "Bitte Variante B"
    fragile.service.start()
    window.press("Erneut versuchen").sees("Kommentare (1)")
    assert window.panel.get_by_label(COMMENT).input_value() == ""
    mia = sit_at(fragile.demo, "mia").open("Rechnung 4711").sees("Kommentare (1)")
    assert mia.panel.get_by_text("Bitte Variante B").count() == 1
    # A card's pictures come from the service too, and the browser may have been loading one.
    troubles[:] = [one for one in troubles if "Failed to load resource" not in one]


def test_an_answer_lost_on_its_way_is_asked_for_again_without_acting_twice(sit: Sit) -> None:
    window = sit("mia").open("Beratung vor Ort")
    window.panel.get_by_label(COMMENT).fill("Termin am Montag?")
    window.page.route("**/api/relay*", _lose)
    window.press("Kommentar senden").panel.get_by_role("alert").wait_for()
    window.page.unroute("**/api/relay*", _lose)
    window.press("Kommentar senden").sees("Kommentare (1)")
    assert window.panel.get_by_role("alert").count() == 0


def _lose(route: Route) -> None:
    assert route.fetch().json()["status"] == 200
    route.fulfill(json={"status": 0, "card": None, "fault": "lost"})


@pytest.mark.parametrize(
    ("lang", "subject", "said", "retry"),
    [
        ("de", "Adresse geändert", "Gmail hat gerade ein Problem", "Erneut versuchen"),
        ("en", "Rückruf wegen Termin", "Gmail has a problem just now", "Try again"),
    ],
)
def test_a_failing_gmail_is_explained_and_tried_again(
    sit_at: Sit, fragile: Fragile, lang: str, subject: str, said: str, retry: str
) -> None:
    fragile.google.faults.set("eva", {"messages": 503})
    window = sit_at(fragile.demo, "eva", lang=lang).open(subject).sees(re.compile(said))
    fragile.google.faults.set("eva", {})
    window.press(retry).sees("support@")
