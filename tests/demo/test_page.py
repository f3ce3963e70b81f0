"""The page behaves like the original: stack, forms, links, failures, windows side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from server.demo.relay import EMAIL_SCOPE
from tests.demo.scripted import ScriptedService, pushed, rendered, text
from tests.demo.test_samples import show

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from server.demo.run import RunningDemo

pytestmark = pytest.mark.browser


def comment(**more: Any) -> dict[str, Any]:
    return {"textInput": {"name": "comment", "label": "Kommentar", "type": "MULTIPLE_LINE", **more}}


def card(*widgets: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"sections": [{"widgets": list(widgets)}], **more}


def message_id(demo: RunningDemo, subject: str, person: str = "jonas") -> str:
    return next(copy.id for copy in demo.store.of(person) if subject in copy.header("Subject"))


def test_opening_a_mail_sends_a_genuine_event(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.home(text("Zuhause"))
    service.answers["/gmail/message"] = pushed(card(text("Die Karte")))
    show(page, demo)
    page.get_by_text("Zuhause").wait_for()
    page.get_by_role("link", name=re.compile("Rechnung 4711")).click()
    page.get_by_text("Die Karte").wait_for()
    page.get_by_text("auf der Rechnung 4711 steht die Montage").last.wait_for()
    event = service.seen[-1].event
    assert event["gmail"]["messageId"] == f"msg-f:{int(message_id(demo, '4711'), 16)}"
    assert "4711" not in str(event["commonEventObject"])


def test_cards_are_pushed_and_popped(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.home(service.button("Tiefer"), name="root")
    service.answers["/gmail/act"] = rendered(
        {"pushCard": card(text("Zweite"), service.button("Ganz zurück", "root"))}
    )
    service.answers["/gmail/root"] = rendered({"popToRoot": True}, {"updateCard": card(text("Neue Wurzel"))})
    show(page, demo)
    page.get_by_role("button", name="Tiefer").click()
    page.get_by_text("Zweite").wait_for()
    page.get_by_role("complementary").get_by_role("button", name="Zurück", exact=True).click()
    page.get_by_role("button", name="Tiefer").click()
    page.get_by_role("button", name="Ganz zurück").click()
    page.get_by_text("Neue Wurzel").wait_for()
    assert not page.get_by_role("complementary").get_by_role("button", name="Zurück", exact=True).is_visible()


def test_pop_to_an_unknown_card_is_loud(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.home(service.button("Los"))
    service.answers["/gmail/act"] = rendered({"popToCard": "nirgends"})
    show(page, demo)
    page.get_by_role("button", name="Los").click()
    page.get_by_role("alert").get_by_text("nirgends").wait_for()


@pytest.mark.parametrize(("persists", "left"), [(True, "Hallo"), (False, "")])
def test_persist_values_decides_about_typed_text(
    page: Page, demo: RunningDemo, service: ScriptedService, persists: bool, left: str
) -> None:
    service.home(comment(), service.button("Senden", persistValues=persists))
    service.answers["/gmail/act"] = rendered(notification={"text": "Gesendet"})
    show(page, demo)
    page.get_by_label("Kommentar").fill("Hallo")
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("status").get_by_text("Gesendet").wait_for()
    assert page.get_by_label("Kommentar").input_value() == left
    assert service.seen[-1].event["commonEventObject"]["formInputs"] == {
        "comment": {"stringInputs": {"value": ["Hallo"]}}
    }


def test_an_updated_card_keeps_text_of_equal_names_only(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    other = {"textInput": {"name": "other", "label": "Anderes"}}
    service.home(comment(), other, service.button("Neu", persistValues=True))
    renamed = {"textInput": {"name": "other_2", "label": "Anderes"}}
    service.answers["/gmail/act"] = rendered({"updateCard": card(comment(), renamed, text("Aktuell"))})
    show(page, demo)
    page.get_by_label("Kommentar").fill("bleibt")
    page.get_by_label("Anderes").fill("geht")
    page.get_by_role("button", name="Neu").click()
    page.get_by_text("Aktuell").wait_for()
    assert page.get_by_label("Kommentar").input_value() == "bleibt"
    assert page.get_by_label("Anderes").input_value() == ""


def test_a_dead_service_keeps_what_was_typed(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.home(comment(), service.button("Senden", persistValues=True))
    show(page, demo)
    page.get_by_label("Kommentar").fill("Wichtig")
    page.get_by_role("button", name="Senden").click()
    retry = page.get_by_role("button", name="Erneut versuchen")
    retry.wait_for()
    assert page.get_by_label("Kommentar").input_value() == "Wichtig"
    service.answers["/gmail/act"] = rendered(notification={"text": "Nun doch"})
    retry.click()
    page.get_by_role("status").get_by_text("Nun doch").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_required_inputs_are_asked_for_before_anything_is_sent(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.home(comment(), service.button("Senden", requiredWidgets=["comment"]))
    show(page, demo)
    page.get_by_role("button", name="Senden").click()
    page.get_by_text("Pflichtfeld").wait_for()
    assert [seen.path for seen in service.seen] == ["/gmail/home"]


def test_choices_travel_as_google_sends_them(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    items = [{"text": "Eins", "value": "1"}, {"text": "Zwei", "value": "2"}, {"text": "Drei", "value": "3"}]
    service.home(
        {"selectionInput": {"name": "tags", "label": "Tags", "items": items}},
        {"decoratedText": {"text": "Bescheid geben", "switchControl": {"name": "notify", "value": "ja"}}},
        {"dateTimePicker": {"name": "day", "label": "Tag", "type": "DATE_ONLY"}},
        {"dateTimePicker": {"name": "hour", "label": "Uhr", "type": "TIME_ONLY"}},
        service.button("Los"),
    )
    service.answers["/gmail/act"] = rendered(notification={"text": "ok"})
    show(page, demo)
    page.get_by_label("Eins").check()
    page.get_by_label("Drei").check()
    page.get_by_role("switch", name="Bescheid geben").check()
    page.get_by_role("group", name="Tag").last.get_by_label("Datum").fill("2026-01-01")
    page.get_by_role("group", name="Uhr").get_by_label("Uhrzeit").fill("23:30")
    page.get_by_role("button", name="Los").click()
    page.get_by_role("status").get_by_text("ok").wait_for()
    assert service.seen[-1].event["commonEventObject"]["formInputs"] == {
        "tags": {"stringInputs": {"value": ["1", "3"]}},
        "notify": {"stringInputs": {"value": ["ja"]}},
        "day": {"dateInput": {"msSinceEpoch": "1767225600000"}},
        "hour": {"timeInput": {"hours": 23, "minutes": 30}},
    }


def test_an_action_outside_the_add_on_is_refused_loudly(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    away = {"action": {"function": "https://evil.example/steal"}}
    service.home({"buttonList": {"buttons": [{"text": "Weg", "onClick": away}]}})
    show(page, demo)
    page.get_by_role("button", name="Weg").click()
    page.get_by_role("alert").get_by_text("https://evil.example/steal").wait_for()


def test_a_link_outside_the_prefixes_is_refused_loudly(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.home(text('<a href="https://evil.example/">Klick</a>'))
    show(page, demo)
    page.get_by_role("link", name="Klick").click()
    page.get_by_role("alert").get_by_text("openLinkUrlPrefixes").wait_for()


def test_a_link_into_gmail_opens_the_mail(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    found = "https://mail.google.com/mail/?authuser=jonas#search/rfc822msgid%3A20261121-0902%40brandt-moebel.example"
    service.home({"decoratedText": {"text": "Lieferung", "onClick": {"openLink": {"url": found}}}})
    service.answers["/gmail/message"] = pushed(card(text("Da ist sie")))
    show(page, demo)
    page.get_by_role("complementary").get_by_role("button", name="Lieferung").click()
    page.get_by_text("Da ist sie").wait_for()
    page.get_by_role("heading", name="Lieferung unvollständig").wait_for()


def test_consent_is_asked_for_and_the_event_sent_again(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    demo.relay.withhold(demo.workspace.person("jonas"), frozenset({EMAIL_SCOPE}))
    service.answers["/gmail/home"] = {"requesting_google_scopes": {"scopes": [EMAIL_SCOPE]}}
    show(page, demo)
    button = page.get_by_role("button", name="Zugriff erlauben")
    button.wait_for()
    assert "userIdToken" not in service.seen[-1].event["authorizationEventObject"]
    service.home(text("Willkommen"))
    button.click()
    page.get_by_text("Willkommen").wait_for()
    assert "userIdToken" in service.seen[-1].event["authorizationEventObject"]


def test_card_actions_and_universal_actions_share_a_menu(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.home(text("Karte"), cardActions=[{"actionLabel": "Hilfe", "onClick": service.action("help")}])
    service.answers["/gmail/refresh"] = rendered({"updateCard": card(text("Frisch"))})
    show(page, demo)
    page.get_by_text("Karte").wait_for()
    page.get_by_role("button", name="Weitere Aktionen").click()
    assert page.get_by_role("menuitem").all_inner_texts() == ["Hilfe", "Refresh"]
    page.get_by_role("menuitem", name="Refresh").click()
    page.get_by_text("Frisch").wait_for()


def test_text_of_a_card_is_never_markup(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    service.home(text("&lt;script&gt; <b>fett</b>"), header={"title": hostile}, name="x")
    show(page, demo)
    page.get_by_role("heading", name=hostile).wait_for()
    page.get_by_text("<script> fett").wait_for()
    assert page.locator("main img, aside img[src=x]").count() == 0


def test_switching_the_agent_keeps_the_mail(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.home(text("Zuhause"))
    service.answers["/gmail/message"] = pushed(card(text("Karte")))
    show(page, demo, message=message_id(demo, "4711"))
    page.get_by_text("Karte").wait_for()
    page.get_by_label("Person").select_option("Mia Berger")
    page.wait_for_url(re.compile(f"message={message_id(demo, '4711', 'mia')}"))
    page.get_by_role("heading", name="Rechnung 4711").wait_for()
    page.get_by_label("Sprache").select_option("English")
    page.get_by_role("button", name="Reply", exact=True).wait_for()
    page.get_by_text("Karte").wait_for()
    assert service.seen[-1].event["commonEventObject"]["userLocale"] == "en"


def test_a_reply_reaches_the_other_window(page: Page, demo: RunningDemo, service: ScriptedService) -> None:
    service.answers["/gmail/message"] = pushed(card(text("Karte")))
    subject = "Adresse geändert"
    show(page, demo, message=_by_text(demo, "Lindengasse"))
    page.get_by_role("button", name="Antworten").click()
    page.get_by_label("Text der Mail").fill("Ist notiert.")
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("status").get_by_text("Mail gesendet").wait_for()
    page.get_by_role("article", name=subject).get_by_text("Ist notiert.").wait_for()
    assert any(copy.text == "Ist notiert." for copy in demo.store.of("eva"))


def _by_text(demo: RunningDemo, words: str) -> str:
    return next(copy.id for copy in demo.store.of("jonas") if words in copy.text)


def test_a_phone_shows_the_panel_as_its_own_screen(
    page: Page, demo: RunningDemo, service: ScriptedService
) -> None:
    service.answers["/gmail/message"] = pushed(card(text("Karte " * 60)))
    page.set_viewport_size({"width": 320, "height": 640})
    show(page, demo, message=message_id(demo, "4711"))
    panel = page.get_by_role("complementary")
    assert not panel.is_visible()
    page.get_by_role("button", name="Add-on öffnen").click()
    panel.wait_for()
    assert not page.get_by_role("main").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    panel.get_by_role("button", name="Schließen").click()
    page.get_by_role("main").wait_for()
