"""Who may see and do what: members, readers, strangers, private mail, forged senders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser


def test_a_viewer_reads_comments_and_follows_and_has_no_other_button(sit: Sit) -> None:
    lena = sit("lena").open("Rückruf wegen Termin")
    assert lena.buttons() == ["Mehr …", "Kommentar senden"]
    assert lena.button("Zuweisen").count() == 0
    lena.panel.get_by_label("Kommentar (nur intern)").fill("nur gelesen")
    lena.press("Kommentar senden").sees("nur gelesen")
    lena.press("Mehr …")
    assert lena.buttons() == ["Folgen"], "of every macro there is a step that a viewer may not do"


def test_an_outsider_gets_a_friendly_card_without_any_data(sit: Sit) -> None:
    tom = sit("tom").open("Fotos vom Wochenende").sees("Willkommen bei Randnotiz")
    tom.lacks("support@")
    tom.panel.get_by_label("Code der Einladung").fill("FALSCH-123")
    tom.press("Verbinden").notice("Dieser Code gilt nicht")
    assert tom.panel.get_by_label("Code der Einladung").input_value() == "FALSCH-123"


def test_a_private_mail_stays_private_until_it_is_added(sit: Sit) -> None:
    jonas = sit().open("Heute Abend").sees("Diese Mail gehört zu keinem Team-Postfach.")
    jonas.choose("Hinzufügen zu … ▾", "support@").sees("Team-Postfach · support@")
    assert jonas.assignee() == "Nicht zugewiesen"


def test_a_forged_colleague_is_not_believed(sit: Sit) -> None:
    window = sit().open("neue Kontonummer").sees("Absender nicht bestätigt")
    assert window.subtitle().startswith("Offen · wartet seit")


def test_a_mail_to_both_mailboxes_is_one_conversation(sit: Sit) -> None:
    sit("eva").open("Praktikum und eine Frage").sees("support@, bewerbung@").press("Übernehmen")
    assert sit().open("Praktikum und eine Frage").assignee() == "Eva Vogt"


def test_members_of_another_mailbox_see_nothing_of_an_application(sit: Sit) -> None:
    lena = sit("lena").home()
    lena.sees("support@").lacks("bewerbung@")
