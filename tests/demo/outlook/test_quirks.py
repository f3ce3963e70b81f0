"""Every bad habit of real hosts can be switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.demo.outlook.test_office_js import INVOICE, OTHER, item, later

if TYPE_CHECKING:
    from tests.demo.outlook.conftest import Pane, Show

pytestmark = pytest.mark.browser


def test_no_item_though_a_mail_is_open(show: Show, pane: Pane) -> None:
    show(INVOICE, quirks="null")
    assert pane().evaluate("Office.context.mailbox.item") is None


@pytest.mark.parametrize("quirk", ["nobrackets", "mac"])
def test_a_message_id_without_brackets(show: Show, pane: Pane, quirk: str) -> None:
    show(INVOICE, quirks=quirk)
    [found] = item(pane(), "internetMessageId")
    assert not found.startswith("<")


def test_a_draft_that_has_forgotten_what_it_answers(show: Show, pane: Pane) -> None:
    page = show(INVOICE, quirks="noreply")
    page.get_by_role("button", name="Antworten", exact=True).click()
    found = item(pane("compose"), "inReplyTo", "conversationId")
    assert found[0] == ""
    assert found[1]


def test_late_answers_come_after_another_mail_was_opened(show: Show, pane: Pane) -> None:
    page = show(INVOICE, quirks="late")
    frame = pane()
    frame.evaluate(
        "() => Office.context.mailbox.item.getAllInternetHeadersAsync((r) => {"
        " window.late = [r.value.includes('4711'), Office.context.mailbox.item.subject]; })"
    )
    page.locator(".rows a", has_text=OTHER).first.click()
    frame.wait_for_function("() => window.late")
    mine, shown = frame.evaluate("window.late")
    assert mine
    assert OTHER in shown


def test_a_pane_that_is_reloaded_with_every_mail(show: Show, pane: Pane) -> None:
    page = show(INVOICE, quirks="reload")
    pane().evaluate("() => { window.before = true; }")
    page.locator(".rows a", has_text=OTHER).first.click()
    page.get_by_role("heading", name=OTHER).wait_for()
    frame = pane()
    assert frame.evaluate("window.before") is None
    assert OTHER in item(frame, "subject")[0]


def test_a_mac(show: Show, pane: Pane) -> None:
    show(INVOICE, quirks="mac")
    frame = pane()
    assert frame.evaluate("Office.context.platform") == "Mac"
    assert item(frame, "itemId") == [None]
    assert not frame.evaluate("Office.context.requirements.isSetSupported('Mailbox', '1.15')")
    assert later(frame, "Office.context.mailbox.item.getAllInternetHeadersAsync(done)")["value"]


def test_an_old_host_lacks_what_came_later(show: Show, pane: Pane) -> None:
    show(INVOICE, quirks="old")
    frame = pane()
    kinds: Any = frame.evaluate(
        "() => [typeof Office.context.mailbox.item.getAllInternetHeadersAsync, typeof Office.context.officeTheme,"
        " Office.context.requirements.isSetSupported('Mailbox', '1.5'),"
        " Office.context.requirements.isSetSupported('Mailbox', '1.8')]"
    )
    assert kinds == ["undefined", "undefined", True, False]


def test_a_host_without_nested_sign_in(show: Show, pane: Pane) -> None:
    show(INVOICE, quirks="nonaa")
    frame = pane()
    assert not frame.evaluate("Office.context.requirements.isSetSupported('NestedAppAuth', '1.1')")
    assert frame.evaluate("typeof window.nestedAppAuthBridge") == "undefined"
