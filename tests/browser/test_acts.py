"""An agent works through mail: every act of the card, as it is pressed and as it is seen."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser


def test_take(sit: Sit) -> None:
    window = sit().open("Frage zum Wartungsvertrag")
    assert window.assignee() == "Nicht zugewiesen"
    assert window.filled() == ["Übernehmen"]
    window.press("Übernehmen")
    assert window.assignee() == "Du"
    assert window.filled() == ["Erledigt"]
    assert "Übernehmen" not in window.buttons()


def test_assign_to_a_colleague(sit: Sit) -> None:
    window = sit().open("Zustellung verschoben").press("Zuweisen")
    window.panel.get_by_role("button", name=re.compile("Eva Vogt")).click()
    window.settle().sees("Team-Postfach · support@")
    assert window.assignee() == "Eva Vogt"
    assert sit("eva").open("Zustellung verschoben").assignee() == "Du"


def test_assign_to_a_team_by_typing_its_name(sit: Sit) -> None:
    window = sit().open("Rückfrage zu unserer Rückfrage").press("Zuweisen")
    window.pick("Name suchen", "buch", "Buchhaltung").press("Zuweisen")
    window.sees("Team-Postfach · support@")
    assert window.assignee() == "Buchhaltung"


def test_a_name_that_nobody_has_is_refused_and_stays_typed(sit: Sit) -> None:
    window = sit().open("Initiativbewerbung").press("Zuweisen")
    field = window.panel.get_by_label("Name suchen")
    field.fill("Niemand Bekanntes")
    window.press("Zuweisen").notice("Niemand")
    assert field.input_value() == "Niemand Bekanntes"


def test_done_and_reopened(sit: Sit) -> None:
    window = sit().open("Adresse geändert").press("Erledigt")
    assert window.subtitle().startswith("Erledigt · ")
    assert window.filled() == ["Wieder öffnen"]
    window.press("Wieder öffnen")
    assert window.subtitle().startswith("Offen")


def test_wait_for_a_reply(sit: Sit) -> None:
    window = sit().open("Neue Lieferzeiten ab Dezember").choose("Warten ▾", "Auf eine Antwort")
    assert window.subtitle() == "Wartet"
    window.press("Wieder öffnen")
    assert window.subtitle().startswith("Offen")


def test_sleep_until_tomorrow(sit: Sit) -> None:
    window = sit().open("Danke für die schnelle Hilfe").choose("Warten ▾", "Morgen 8:00")
    assert window.subtitle() == "Schläft bis morgen 8:00"


def test_sleep_until_a_date(sit: Sit) -> None:
    day = datetime.now().astimezone() + timedelta(days=400)
    window = sit().open("Öffnungszeiten über Weihnachten").choose("Warten ▾", "Datum wählen …")
    window.panel.get_by_label("Datum").fill(f"{day:%Y-%m-%d}")
    window.panel.get_by_label("Uhrzeit", exact=True).fill("16:45")
    window.press("Bis dahin warten").sees("Team-Postfach · support@")
    assert re.fullmatch(rf"Schläft bis {day.day}\. .* {day.year}, 16:45", window.subtitle())


def test_priority(sit: Sit) -> None:
    window = sit().open("Fiche technique").press("Mehr …")
    window.panel.get_by_label("Priorität").select_option(label="Dringend")
    window.settle().sees("Team-Postfach · support@")
    assert "dringend" in window.subtitle().lower()


def test_tags_are_put_on_and_taken_off(sit: Sit) -> None:
    window = sit().open("Knusprig").press("Tags hinzufügen oder entfernen")
    window.panel.get_by_label("Neuer Tag").fill("bäckerei")
    window.press("Tag hinzufügen").sees("Team-Postfach · support@").sees("bäckerei")
    window.press("Tags hinzufügen oder entfernen").press("Entfernen").sees("Noch kein Tag")
    window.press("Tags hinzufügen oder entfernen")
    window.panel.get_by_role("button", name="bäckerei").click()
    window.settle().sees("Team-Postfach · support@").sees("bäckerei")


def test_a_mail_without_an_id_is_the_same_for_everybody(sit: Sit) -> None:
    sit("eva").open("Scan vom Empfang").press("Übernehmen")
    assert sit().open("Scan vom Empfang").assignee() == "Eva Vogt"


def test_what_happened_can_be_read(sit: Sit) -> None:
    window = sit().open("Angebot 2210").press("Übernehmen")
    window.panel.get_by_role("button", name=re.compile("Verlauf")).click()
    window.settle().sees("Du hast übernommen")


def test_earlier_conversations_of_the_sender(sit: Sit) -> None:
    window = sit().open("Rechnung 4711")
    window.panel.get_by_role("button", name=re.compile("Frühere Konversationen")).click()
    window.settle().sees("Angebot 2210")
    window.panel.get_by_role("button", name=re.compile("Angebot 2210")).click()
    window.page.get_by_role("heading", name="Angebot 2210").wait_for()
