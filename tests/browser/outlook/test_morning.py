"""A morning of support work: twenty mails, three people, both clients; at the end everything stands as they left it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.fragile import Fragile, start_fragile
from tests.browser.outlook.tidying import comment, plan_with, row, tidy_card, tidy_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Sit
    from tests.browser.outlook.conftest import Open
    from tests.browser.outlook.desk import Desk
    from tests.browser.running import Demo
    from tests.browser.window import Window

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"
MAILS = tuple(f"Anliegen {number:02}" for number in range(1, 21))
LISTS = ("open", "pending", "closed", "snoozed")
MINE, EVAS, MIAS, NOBODYS = "agent:jonas", "agent:eva", "agent:mia", None
AT_NOON = {
    **dict.fromkeys(MAILS[0:2], (MINE, "closed")),
    **dict.fromkeys(MAILS[2:4], (EVAS, "closed")),
    MAILS[4]: (MINE, "closed"),  # handed over by mia
    MAILS[5]: (MIAS, "open"),  # handed over by eva
    MAILS[6]: (MINE, "open"),  # its answer checked by eva
    MAILS[7]: (EVAS, "open"),  # begun with a template
    **dict.fromkeys(MAILS[8:10], (NOBODYS, "open")),  # merged by mistake, and parted
    MAILS[10]: (MIAS, "open"),  # done by mistake
    MAILS[11]: (EVAS, "open"),  # done by mistake
    MAILS[12]: (MINE, "closed"),  # found by its words
    MAILS[13]: (NOBODYS, "open"),
    MAILS[14]: (EVAS, "closed"),  # the same once more
    **dict.fromkeys(MAILS[15:20], (NOBODYS, "open")),
}
"""Subject → whose it is, and how it stands."""


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fragile]:
    with ExitStack() as stack:
        made = start_fragile(stack, tmp_path_factory.mktemp("morning"))
        for number, subject in enumerate(MAILS):
            made.deliver(subject, sender=f"Kunde {number} <kunde@firma{number}.example>")
        yield made


@pytest.fixture(scope="module")
def demo(fragile: Fragile) -> Demo:
    return fragile.demo


def test_a_morning_ends_as_it_was_worked(open_outlook: Open, sit: Sit, fragile: Fragile) -> None:
    jonas, mia, eva = sit("jonas"), sit("mia"), open_outlook("eva")
    for subject in MAILS[0:2]:
        jonas.open(subject).press("Übernehmen").press("Erledigt")
    for subject in MAILS[2:4]:
        _done_in_the_pane(eva, subject)
    _hand_over(mia, MAILS[4], "Jonas Weber")
    jonas.open(MAILS[4]).sees("übergeben von Mia Berger").press("Erledigt")
    _hand_over_in_the_pane(eva, MAILS[5], "Mia Berger")
    mia.home().sees("Meine").open(MAILS[5]).sees("übergeben von Eva Vogt")
    _have_checked(jonas, eva, MAILS[6])
    _begin_with_a_template(eva, MAILS[7])
    _merge_by_mistake(jonas, eva, MAILS[8], MAILS[9])
    _take_back(mia, eva)
    _find(jonas, MAILS[12])
    _link_and_close(eva, MAILS[14], MAILS[13])
    assert _standing(fragile) == AT_NOON


@pytest.mark.usefixtures("refusals")
def test_a_killed_store_costs_no_word_and_doubles_none(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    jonas, eva = sit("jonas").open(MAILS[18]), open_outlook("eva")
    eva.read(MAILS[19])
    before = _standing(fragile)
    jonas.panel.get_by_label(COMMENT).fill("Ersatz geht heute raus")
    eva.pane.locator("#comment").fill("Rückruf um vier")
    fragile.kill_store()
    try:
        jonas.press("Kommentar senden").notice("nicht erreichbar")
        eva.press("send")
        expect(eva.pane.locator("rn-offline")).to_contain_text("nicht erreichbar")
        assert jonas.panel.get_by_label(COMMENT).input_value() == "Ersatz geht heute raus"
        expect(eva.pane.locator("#comment")).to_have_value("Rückruf um vier")
    finally:
        fragile.start_store()
    jonas.press("Kommentar senden").sees("Kommentare (1)").sees("Ersatz geht heute raus")
    expect(eva.pane.locator(".live")).to_have_text("live", timeout=40_000)
    eva.press("send")
    expect(eva.pane.locator(".note")).to_have_text(["Rückruf um vier"])
    assert _standing(fragile) == before


def _standing(fragile: Fragile) -> dict[str, tuple[str | None, str]]:
    """Whose each conversation of the morning is, and how it stands, as stored."""
    of = fragile.workspaces.inbox("kontor").conversations
    lists = of.store.read([("ZRANGE", of.keys.mailbox_index("support", one), 0, -1) for one in LISTS])
    found = of.get_many([name for ids in lists for name in ids])
    return {
        one.subject: (one.assignee, one.standing.value)
        for one in sorted((one for one in found if one is not None), key=lambda one: one.subject)
        if one.subject in MAILS
    }


def _done_in_the_pane(eva: Desk, subject: str) -> None:
    eva.read(subject)
    eva.press("act-take")
    expect(eva.fact("assignee")).to_contain_text("Eva Vogt")
    eva.press("act-status")
    expect(eva.fact("status")).to_contain_text("Erledigt")


def _hand_over(mia: Window, subject: str, to: str) -> None:
    mia.open(subject).press("Zuweisen")
    mia.panel.get_by_label(COMMENT).fill("Bitte bis Mittag")
    mia.panel.get_by_role("button", name=to).click()
    mia.settle().sees("Du hast es an")


def _hand_over_in_the_pane(eva: Desk, subject: str, to: str) -> None:
    eva.read(subject)
    eva.more("Übergeben …")
    dialog = eva.pane.get_by_role("dialog", name="Übergeben")
    dialog.get_by_label("An wen").select_option(label=to)
    dialog.get_by_role("button", name="Übergeben").click()
    expect(eva.fact("assignee")).to_contain_text(to)


def _have_checked(jonas: Window, eva: Desk, subject: str) -> None:
    jonas.open(subject).press("Übernehmen").press("Mehr …").press("Entwurf prüfen lassen …")
    jonas.panel.get_by_label("Vorgeschlagene Antwort").fill("Guten Tag, das geht.")
    jonas.pick("Wer soll prüfen?", "Ev", "Eva Vogt").press("Um Prüfung bitten").sees("Wartet auf Eva Vogt")
    eva.read(subject)
    eva.press("draft-open")
    eva.press("draft-approve")
    expect(eva.pane.locator(".drafting")).to_contain_text("Genehmigt")
    jonas.refresh().panel.get_by_text("Genehmigt von").first.click()
    jonas.settle().press("In eine Antwort übernehmen")
    expect(jonas.page.locator("form.compose .draft-text")).to_contain_text("das geht")


def _begin_with_a_template(eva: Desk, subject: str) -> None:
    eva.read(subject)
    eva.press("act-take")
    expect(eva.fact("assignee")).to_contain_text("Eva Vogt")
    eva.more("Mit Vorlage antworten …")
    eva.pane.get_by_role("option", name="Eingangsbestätigung").click()
    expect(eva.page.locator("form.composing textarea")).to_have_value(re.compile(subject))


def _merge_by_mistake(jonas: Window, eva: Desk, first: str, second: str) -> None:
    eva.read(first)
    comment(eva, "Nur für den ersten")
    tidy_card(jonas.open(second)).panel.get_by_label("Betreff, Kunde oder andere Wörter").fill(first)
    row(jonas.press("Suchen"), first).press("Zusammenführen").sees("Nur für den ersten")
    eva.pane.locator("#tab-activity").click()
    expect(eva.pane.locator("#panel")).to_contain_text("hiermit zusammengeführt")
    tidy_sheet(eva).get_by_role("button", name="Zusammenführen rückgängig machen").click()
    jonas.refresh().lacks("Nur für den ersten")


def _take_back(mia: Window, eva: Desk) -> None:
    mia.open(MAILS[10]).press("Übernehmen").press("Erledigt").press("Rückgängig")
    assert mia.subtitle().startswith("Offen")
    _done_in_the_pane(eva, MAILS[11])
    eva.press("undo")
    expect(eva.fact("status")).to_contain_text("Offen")


def _find(jonas: Window, subject: str) -> None:
    jonas.home().panel.get_by_label("Wörter, Kunde").fill(subject)
    jonas.press("Suchen").sees(subject)
    jonas.open(subject).press("Übernehmen").press("Erledigt")


def _link_and_close(eva: Desk, subject: str, other: str) -> None:
    eva.read(subject)
    plan_with(eva, other).get_by_label("Wie sie zusammengehören").select_option(label="Duplikat")
    eva.press("link")
    expect(eva.pane.locator("rn-toast")).to_contain_text("verknüpft")
    _done_in_the_pane(eva, subject)
