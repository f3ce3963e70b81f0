"""Sending runs the add-in's handler as Outlook does, dialog included."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from server.demo.mailstore import Copy
from tests.demo.outlook.test_office_js import later

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from server.demo.run import RunningDemo
    from tests.demo.outlook.addin import AddInService
    from tests.demo.outlook.conftest import Pane, Show

pytestmark = pytest.mark.browser
WARNING = {
    "allowEvent": False,
    "errorMessage": "Mia hat geantwortet.",
    "errorMessageMarkdown": "**Mia** hat geantwortet.",
    "cancelLabel": "Verlauf anzeigen",
    "commandId": "composeOpenPane",
    "contextData": '{"conversation":"c1"}',
}


def handler(body: str, name: str = "onMessageSend") -> str:
    return f"Office.onReady(); Office.actions.associate('{name}', (event) => {{ {body} }});"


def completing(options: dict[str, Any]) -> str:
    return handler(f"event.completed({json.dumps(options)})")


def compose(page: Page, text: str) -> None:
    page.get_by_role("button", name="Antworten", exact=True).click()
    page.get_by_label("Text der Nachricht").fill(text)
    page.get_by_role("button", name="Senden", exact=True).click()


def sent(outlook: RunningDemo, text: str) -> list[Copy]:
    return [copy for copy in outlook.store.of("eva") if "SENT" in copy.labels and copy.text == text]


@pytest.fixture
def subject() -> str:
    return "Warranty claim"


def test_an_allowed_mail_is_sent_and_delivered(
    show: Show, add_in: AddInService, outlook: RunningDemo, subject: str
) -> None:
    add_in.scripts["events"] = completing({"allowEvent": True})
    page = show(subject)
    compose(page, "erlaubt")
    page.get_by_role("status").get_by_text("Gesendet").wait_for()
    [copy] = sent(outlook, "erlaubt")
    assert copy.header("In-Reply-To")
    assert any(one.text == "erlaubt" for one in outlook.store.of("mia"))


def test_the_handler_sees_the_draft_and_gets_a_token(show: Show, add_in: AddInService, subject: str) -> None:
    add_in.scripts["events"] = handler(
        "OfficeRuntime.auth.getAccessToken({allowSignInPrompt: false}).then((token) => event.completed({allowEvent:"
        " false, errorMessage: `${token.split('.').length} ${Office.context.mailbox.item.inReplyTo}"
        " ${Office.context.displayLanguage} ${typeof Office.context.officeTheme}` }))"
    )
    page = show(subject)
    compose(page, "egal")
    told = page.locator("dialog .words").inner_text()
    assert told.startswith("3 <")
    assert told.endswith("> de-DE undefined")


@pytest.mark.parametrize(("button", "count"), [("Nicht senden", 0), ("Trotzdem senden", 1)])
def test_a_warning_asks(
    show: Show, add_in: AddInService, outlook: RunningDemo, subject: str, button: str, count: int
) -> None:
    add_in.scripts["events"] = completing(WARNING)
    page = show(subject)
    compose(page, button)
    dialog = page.get_by_role("dialog", name="Randnotiz")
    assert dialog.locator("strong").inner_text() == "Mia"
    names = [one.inner_text() for one in dialog.get_by_role("button").all()]
    assert names == ["Verlauf anzeigen", "Trotzdem senden", "Nicht senden"]
    dialog.get_by_role("button", name=button).click()
    dialog.wait_for(state="detached")
    if count:
        page.get_by_role("status").get_by_text("Gesendet").wait_for()
    else:
        assert page.get_by_label("Text der Nachricht").input_value() == button
    assert len(sent(outlook, button)) == count


def test_the_third_button_opens_the_pane_with_its_context(
    show: Show, pane: Pane, add_in: AddInService, subject: str
) -> None:
    add_in.scripts["events"] = completing(WARNING)
    page = show(subject, pane="closed")
    compose(page, "zeigen")
    page.get_by_role("button", name="Verlauf anzeigen").click()
    frame = pane("compose")
    context = later(frame, "Office.context.mailbox.item.getInitializationContextAsync(done)")
    assert context["value"] == WARNING["contextData"]
    frame.evaluate(
        "() => Office.context.mailbox.addHandlerAsync(Office.EventType.InitializationContextChanged,"
        " (e) => { window.told = e.initializationContextData; })"
    )
    page.get_by_role("button", name="Senden", exact=True).click()
    page.get_by_role("button", name="Verlauf anzeigen").click()
    frame.wait_for_function("() => window.told")


def test_a_mac_shows_plain_words_and_two_buttons(show: Show, add_in: AddInService, subject: str) -> None:
    add_in.scripts["events"] = completing(WARNING)
    page = show(subject, quirks="mac")
    compose(page, "mac")
    dialog = page.get_by_role("dialog", name="Randnotiz")
    assert dialog.locator(".words").inner_text() == "Mia hat geantwortet."
    assert dialog.get_by_role("button").count() == 2


def test_a_slow_handler_can_be_overruled(
    show: Show, add_in: AddInService, outlook: RunningDemo, subject: str
) -> None:
    add_in.scripts["events"] = handler(
        "Office.context.mailbox.item.notificationMessages.addAsync('busy', {type: 'progressIndicator',"
        " message: 'prüft noch'})"
    )
    page = show(subject)
    page.clock.install()
    compose(page, "langsam")
    page.get_by_text("prüft noch").wait_for()
    page.clock.run_for(6_000)
    page.get_by_text("länger als erwartet").wait_for()
    page.get_by_role("button", name="Trotzdem senden").click()
    page.get_by_role("status").get_by_text("Gesendet").wait_for()
    assert len(sent(outlook, "langsam")) == 1


@pytest.mark.parametrize("quirks", ["", "unavailable"])
def test_an_add_in_that_is_not_there_stops_nobody(show: Show, subject: str, quirks: str) -> None:
    page = show(subject, quirks=quirks)
    page.clock.install()
    compose(page, "weg")
    page.clock.run_for(6_000)
    page.get_by_text("nicht erreichbar").wait_for()
    page.get_by_role("button", name="Später versuchen").click()
    assert page.get_by_label("Text der Nachricht").input_value() == "weg"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"errorMessage": "x" * 501}, "at most 500"),
        ({"errorMessageMarkdown": "x" * 501}, "at most 500"),
        ({"cancelLabel": "x" * 21}, "at most 20"),
        ({"commandId": "nothing"}, "no control of the manifest"),
        ({"contextData": "{"}, "must be JSON"),
        ({"sendModeOverride": "block"}, "only be promptUser"),
        ({"text": "x"}, "unknown name text"),
        ({"errorMessage": ""}, "needs an errorMessage"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_completion_against_the_rules_is_loud(
    show: Show, add_in: AddInService, subject: str, wrong: dict[str, Any], says: str
) -> None:
    add_in.scripts["events"] = handler(f"try {{ event.completed({json.dumps(WARNING | wrong)}) }} catch {{}}")
    page = show(subject)
    compose(page, "falsch")
    page.get_by_role("alert").get_by_text(says).wait_for()


def test_completing_twice_is_loud(show: Show, add_in: AddInService, subject: str) -> None:
    once = "event.completed({allowEvent: false, errorMessage: 'x'});"
    add_in.scripts["events"] = handler(f"{once} try {{ {once} }} catch {{}}")
    page = show(subject)
    compose(page, "zweimal")
    page.get_by_role("alert").get_by_text("called twice").wait_for()


def test_dialogs_do_not_exist_in_handlers(show: Show, add_in: AddInService, subject: str) -> None:
    add_in.scripts["events"] = handler(
        "try { Office.context.ui.displayDialogAsync('x') } catch { event.completed({allowEvent: true}) }"
    )
    page = show(subject)
    compose(page, "dialog")
    page.get_by_role("alert").get_by_text("cannot be called in an event handler").wait_for()


def test_a_new_draft_starts_its_handler_and_shares_its_memory(
    show: Show, pane: Pane, add_in: AddInService, subject: str
) -> None:
    add_in.scripts["events"] = handler(
        "Office.context.mailbox.item.sessionData.setAsync('seen', 'ja', () => event.completed())",
        "onNewMessageCompose",
    )
    page = show(subject)
    page.get_by_role("button", name="Antworten", exact=True).click()
    frame = pane("compose")
    page.locator("iframe.events").wait_for(state="detached")
    assert later(frame, "Office.context.mailbox.item.sessionData.getAsync('seen', done)")["value"] == "ja"
