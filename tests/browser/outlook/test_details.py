"""What the settings promise, in the pane: fields, guideline, confidential conversations, absences, lost rights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.catalogue import Field, FieldKind
from server.domain.vocabulary import Availability

if TYPE_CHECKING:
    from server.domain.workspace import Directory
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
KEY = "kontor"
DAY_MS = 86_400_000
AT_ONCE_MS = 2_000


def directory(fragile: Fragile) -> Directory:
    return fragile.workspaces.directories.load(KEY)


@contextmanager
def without(fragile: Fragile, agent: str, mailbox: str) -> Iterator[None]:
    """Take somebody out of a mailbox for as long as the block lasts."""
    directories = fragile.workspaces.directories
    before = directory(fragile).mailboxes[mailbox]
    members = {name: member for name, member in before.members.items() if name != agent}
    directories.put(KEY, replace(before, members=members), before=before)
    try:
        yield
    finally:
        now = directory(fragile).mailboxes[mailbox]
        directories.put(KEY, replace(now, members=before.members), before=now)


@pytest.fixture(scope="module")
def furnished(fragile: Fragile) -> None:
    directories = fragile.workspaces.directories
    known = {one.id for one in directory(fragile).fields.values()}
    for field in (
        Field("probenummer", "Probenummer", FieldKind.TEXT, position=90),
        Field("probelink", "Probeakte", FieldKind.LINK, position=91),
        Field("probewahl", "Probewahl", FieldKind.CHOICE, ("Eins", "Zwei"), position=92),
        Field("probehaken", "Probehaken", FieldKind.CHECKBOX, position=93),
    ):
        if field.id not in known:
            directories.put(KEY, field, before=None)
    box = directory(fragile).mailboxes["support"]
    text = "Erst lesen: https://wiki.kontor.example/support.\n<b>Dann</b> antworten."
    directories.put(KEY, replace(box, guideline=text), before=box)


@pytest.mark.usefixtures("furnished", "refusals")
def test_of_two_who_fill_the_same_field_the_slower_one_keeps_what_was_typed(open_outlook: Open) -> None:
    eva, jonas = open_outlook("eva"), open_outlook("jonas", deaf=True)
    for desk in (eva, jonas):
        desk.read("Fiche technique")
        desk.press("tab-details")
    box = "#f-probenummer"
    jonas.pane.locator(box).fill("4712")
    eva.pane.locator(box).fill("4711")
    eva.pane.locator(box).press("Tab")
    expect(eva.pane.locator("#f-probelink")).to_be_focused()
    eva.pane.get_by_role("tab", name="Verlauf").click()
    expect(eva.pane.locator("rn-activity")).to_contain_text("Du hast „Probenummer“ auf „4711“ gesetzt")
    jonas.pane.locator(box).press("Tab")
    expect(jonas.pane.locator("rn-conflictbanner")).to_contain_text(
        "Eva Vogt hat „Probenummer“ inzwischen geändert."
    )
    expect(jonas.pane.locator(box)).to_have_value("4712")
    expect(jonas.pane.locator("rn-values")).to_contain_text("Jetzt: 4711")
    jonas.press("leave")
    jonas.press("save-probenummer")
    expect(jonas.pane.locator("rn-values .row")).to_have_count(0)
    eva.press("tab-details")
    expect(eva.pane.locator(box)).to_have_value("4712")


@pytest.mark.usefixtures("furnished", "refusals")
def test_a_value_that_does_not_fit_is_refused_beside_it_and_links_lead_nowhere_else(
    open_outlook: Open,
) -> None:
    desk = open_outlook("eva")
    desk.read("Fiche technique")
    desk.press("tab-details")
    desk.pane.locator("#f-probelink").fill("javascript:alert(1)")
    desk.pane.locator("#f-probelink").press("Enter")
    expect(desk.pane.locator("rn-trouble")).to_contain_text("https://")
    expect(desk.pane.locator("#f-probelink")).to_have_value("javascript:alert(1)")
    desk.pane.locator("#f-probelink").fill("https://akte.example/1")
    desk.pane.locator("#f-probelink").press("Tab")
    expect(desk.pane.get_by_role("link", name="Link öffnen")).to_have_attribute(
        "href", "https://akte.example/1"
    )
    desk.pane.locator("#f-probewahl").select_option("Zwei")
    desk.pane.locator("#f-probehaken").check()
    rules = desk.pane.locator(".rules")
    expect(rules).to_contain_text("<b>Dann</b> antworten.")
    expect(rules.get_by_role("link")).to_have_attribute("href", "https://wiki.kontor.example/support")
    assert not desk.flaws()


DRAWN = """box => new Promise((done) => {
    let drawn = 0;
    new MutationObserver(() => { drawn++; }).observe(box, { childList: true, subtree: true });
    setTimeout(() => done(drawn), 400);
})"""


@pytest.mark.usefixtures("furnished")
def test_a_field_that_was_changed_and_has_the_focus_is_left_alone(open_outlook: Open) -> None:
    desk = open_outlook("eva")
    desk.read("Fiche technique")
    desk.press("tab-details")
    desk.pane.locator("#f-probehaken").click()
    expect(desk.pane.locator("rn-values .busy")).to_have_count(0)
    expect(desk.pane.locator("#f-probehaken")).to_be_focused()
    drawn = desk.pane.locator("rn-values").evaluate(DRAWN)
    assert drawn < 5


@pytest.mark.usefixtures("refusals")
def test_who_is_not_on_the_list_is_left_with_nothing_at_once(open_outlook: Open) -> None:
    mia, jonas = open_outlook("mia"), open_outlook("jonas")
    for desk in (mia, jonas):
        desk.read("Ersatzteil bestellen")
    expect(jonas.pane.locator(".live")).to_have_text("live")
    mia.more("Vertraulich …")
    dialog = mia.pane.get_by_role("dialog")
    dialog.get_by_label("Eva Vogt").check()
    assert not mia.flaws()
    mia.press("save-viewers")
    expect(mia.pane.locator("rn-apart")).to_contain_text("Vertraulich · sichtbar für 2 Personen")
    quiet = jonas.pane.get_by_role("heading", name="Vertrauliche Konversation")
    expect(quiet).to_be_visible(timeout=AT_ONCE_MS)
    expect(jonas.pane.locator("body")).not_to_contain_text("Personen")
    mia.press("viewers")
    mia.press("everybody")
    expect(mia.pane.locator("rn-apart")).to_be_hidden()


@pytest.mark.usefixtures("refusals")
def test_a_removed_member_sees_nothing_more_at_once(open_outlook: Open, fragile: Fragile) -> None:
    jonas = open_outlook("jonas")
    jonas.read("Grüße aus Köln")
    expect(jonas.pane.locator(".live")).to_have_text("live")
    with without(fragile, "jonas", "support"):
        expect(jonas.pane.locator("rn-screen.shows-conversation")).to_have_count(0, timeout=AT_ONCE_MS)
        expect(jonas.pane.locator("#pane")).not_to_contain_text("Köln")


@pytest.mark.usefixtures("refusals")
def test_somebody_who_is_no_agent_any_more_is_greeted_as_a_stranger_at_once(
    open_outlook: Open, fragile: Fragile
) -> None:
    directories = fragile.workspaces.directories
    lena = open_outlook("lena")
    lena.read("Grüße aus Köln")
    expect(lena.pane.locator(".live")).to_have_text("live")
    before = directory(fragile).agents["lena"]
    directories.put(KEY, replace(before, deactivated_at=1), before=before)
    try:
        expect(lena.pane.locator("#code").or_(lena.pane.locator(".calm")).first).to_be_visible(
            timeout=AT_ONCE_MS
        )
        expect(lena.pane.locator("#pane")).to_contain_text("Willkommen bei Randnotiz")
        expect(lena.pane.locator("#pane")).not_to_contain_text("Köln")
    finally:
        now = directory(fragile).agents["lena"]
        directories.put(KEY, before, before=now)


def test_an_absence_is_told_with_the_way_to_the_deputy(open_outlook: Open, fragile: Fragile) -> None:
    directories = fragile.workspaces.directories
    before = directory(fragile).agents["eva"]
    now = fragile.workspaces.clock()
    away = replace(before, availability=Availability.AWAY, away_until=now + 5 * DAY_MS, deputy="mia")
    directories.put(KEY, away, before=before)
    try:
        jonas = open_outlook("jonas")
        jonas.read("Export to CSV")
        jonas.press("assignee")
        option = jonas.pane.get_by_role("option", name="Eva Vogt")
        expect(option).to_contain_text("abwesend bis")
        expect(option).to_contain_text("Vertretung: Mia Berger")
        option.click()
        line = jonas.pane.locator("rn-apart")
        expect(line).to_contain_text("Eva Vogt · abwesend bis")
        assert not jonas.flaws()
        jonas.press("give")
        expect(jonas.fact("assignee")).to_contain_text("Mia Berger")
        expect(line).to_be_hidden()
    finally:
        directories.put(KEY, before, before=directory(fragile).agents["eva"])


def test_ones_own_availability_is_said_in_ones_own_work(open_outlook: Open, fragile: Fragile) -> None:
    mia = open_outlook("mia")
    mia.press("availability")
    mia.pane.get_by_role("menuitemradio", name="beschäftigt").click()
    expect(mia.fact("availability")).to_contain_text("beschäftigt")
    assert directory(fragile).agents["mia"].availability is Availability.BUSY
    mia.press("availability")
    mia.pane.get_by_role("menuitemradio", name="Abwesend bis …").click()
    mia.press("until")
    expect(mia.fact("availability")).to_contain_text("abwesend bis morgen")
    assert not mia.flaws()
    mia.press("availability")
    mia.pane.get_by_role("menuitemradio", name="verfügbar").click()
    expect(mia.fact("availability")).to_have_text("verfügbar")


def test_ones_own_comment_is_mended_and_taken_away(open_outlook: Open) -> None:
    eva, mia = open_outlook("eva"), open_outlook("mia")
    for desk in (eva, mia):
        desk.read("Export to CSV")
    eva.pane.locator("#comment").fill("Varriante B")
    eva.press("send")
    note = eva.pane.locator(".note", has_text="riante B")
    expect(note).to_be_visible()
    eva.pane.get_by_role("button", name="Kommentar bearbeiten oder löschen").last.click()
    eva.pane.get_by_role("menuitem", name="Bearbeiten").click()
    eva.pane.get_by_label("Kommentar bearbeiten").fill("Variante B")
    assert not eva.flaws()
    eva.press("edit-save")
    expect(mia.pane.locator(".note", has_text="Variante B")).to_be_visible()
    expect(mia.pane.locator(".who", has_text="bearbeitet")).to_have_count(0)
    mia.pane.get_by_role("button", name="Kommentar bearbeiten oder löschen").last.click()
    expect(mia.pane.get_by_role("menuitem", name="Bearbeiten")).to_have_count(0)
    mia.pane.get_by_role("menuitem", name="Löschen …").click()
    mia.pane.get_by_role("menuitem", name="Für alle löschen").click()
    expect(eva.pane.locator("rn-comments")).to_contain_text("Kommentar gelöscht")
    expect(eva.pane.locator(".note", has_text="Variante B")).to_have_count(0)
