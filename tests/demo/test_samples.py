"""The panel shows every good answer, and says loudly what is wrong with a bad one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.demo.cards import ALL_WIDGETS, BAD, widget_card
from tests.demo.scripted import ScriptedService, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from server.demo.run import RunningDemo

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[1] / "data" / "gmail"
SAMPLES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("good_*.json"))}


def show(page: Page, demo: RunningDemo, **query: str) -> None:
    page.goto(f"{demo.url}/?agent=jonas&" + "&".join(f"{name}={value}" for name, value in query.items()))


def settle(page: Page) -> None:
    page.locator(".panel").wait_for()
    page.locator(".skeleton, .panel[aria-busy=true]").first.wait_for(state="detached")


def kind_of(answer: dict[str, Any]) -> str:
    if "autoComplete" in answer:
        return "autocomplete"
    return "callback" if "renderActions" in answer else "trigger"


def test_there_are_samples_of_every_entry_point() -> None:
    assert {kind_of(answer) for answer in SAMPLES.values()} == {"trigger", "callback", "autocomplete"}


IN_A_DRAFT = {name for name, answer in SAMPLES.items() if "updateDraftActionMarkup" in json.dumps(answer)}


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - IN_A_DRAFT))
def test_a_good_sample_is_shown(page: Page, demo: RunningDemo, service: ScriptedService, name: str) -> None:
    answer = SAMPLES[name]
    kind, suggest = kind_of(answer), service.action("act")["action"]
    service.home(
        {"textInput": {"name": "q", "label": "Vorschlag", "autoCompleteAction": suggest}},
        service.button("Los"),
    )
    service.answers["/gmail/home" if kind == "trigger" else "/gmail/act"] = answer
    show(page, demo)
    if kind == "callback":
        page.get_by_role("button", name="Los").click()
    if kind == "autocomplete":
        page.get_by_label("Vorschlag").press_sequentially("a")
        page.get_by_role("option", name="Ann <ann@acme.test>").click()
    settle(page)
    assert page.locator("[data-error], [data-failure]").count() == 0
    if "pushCard" in json.dumps(answer) and kind == "trigger":
        assert page.get_by_role("complementary").locator(".widget").count() >= 2


@pytest.mark.parametrize("name", sorted(IN_A_DRAFT))
def test_what_changes_a_draft_is_refused_where_none_is_open(
    page: Page, demo: RunningDemo, service: ScriptedService, name: str
) -> None:
    service.home(service.button("Los"))
    service.answers["/gmail/act"] = SAMPLES[name]
    show(page, demo)
    page.get_by_role("button", name="Los").click()
    settle(page)
    assert "updateDraftActionMarkup" in page.locator("[data-error], [data-failure]").inner_text()


def test_every_widget_is_shown(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.answers["/gmail/home"] = widget_card(
        *ALL_WIDGETS, header={"title": "Alles", "subtitle": "was es gibt"}
    )
    show(page, demo)
    card = page.get_by_role("region", name="Alles")
    card.wait_for()
    for role, name in [
        ("button", "Los"),
        ("switch", "Benachrichtigen"),
        ("textbox", "Kurz"),
        ("textbox", "Lang"),
        ("combobox", "DROPDOWN"),
        ("group", "RADIO_BUTTON"),
        ("button", "Mailen"),
        ("button", "Gefüllt"),
        ("img", "Ein Bild"),
        ("button", "Chip"),
        ("button", "Mehr anzeigen"),
    ]:
        assert card.get_by_role(role, name=name, exact=role == "button").count() == 1, name  # type: ignore[arg-type]
    assert page.locator("[data-error]").count() == 0


@pytest.mark.parametrize(("path", "answer"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_a_bad_answer_is_loud(
    page: Page, demo: RunningDemo, service: ScriptedService, path: str, answer: dict[str, Any]
) -> None:
    service.answers["/gmail/home"] = answer
    show(page, demo)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert path in [line.inner_text() for line in alert.locator("code").all()]


def test_a_trigger_s_form_is_wrong_for_a_callback(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.home(service.button("Los"))
    service.answers["/gmail/act"] = widget_card(text("falsch"))
    show(page, demo)
    page.get_by_role("button", name="Los").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("[data-error]").get_attribute("data-error") == "$.action"
    assert page.get_by_role("button", name="Los").count() == 1
