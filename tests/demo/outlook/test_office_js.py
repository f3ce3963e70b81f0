"""The stand-in for Office.js keeps its contract: what is known works, what is not known is loud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from server.demo.outlook import items
from server.demo.outlook.entra import CLIENT_ID

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from server.demo.run import RunningDemo
    from tests.demo.outlook.conftest import Pane, Show

pytestmark = pytest.mark.browser
INVOICE = "Rechnung 4711"
OTHER = "Kontaktformular"


def later(frame: Frame, call: str) -> Any:
    """The result of a call that ends in Async; `done` is its callback."""
    return frame.evaluate(f"() => new Promise((done) => {{ {call}; }})")


def loud(frame: Frame, code: str) -> str:
    """What a wrong use says to the caller; the host page must show it as well."""
    text = frame.evaluate(f"() => {{ try {{ {code}; return ''; }} catch (e) {{ return e.message; }} }}")
    frame.page.get_by_role("alert").get_by_text(
        str(text).removeprefix("Office.js stand-in: ")
    ).first.wait_for()
    return str(text)


def item(frame: Frame, *names: str) -> list[Any]:
    found: list[Any] = frame.evaluate(
        "(names) => names.map((n) => Office.context.mailbox.item[n])", list(names)
    )
    return found


def test_a_page_learns_where_it_is(show: Show, pane: Pane) -> None:
    show(INVOICE, lang="de")
    frame = pane()
    assert frame.evaluate("Office.onReady()") == {"host": "Outlook", "platform": "OfficeOnline"}
    assert frame.evaluate("Office.context.displayLanguage") == "de-DE"
    assert "_host_Info=Outlook$Web$16.01$de-DE" in frame.url
    assert frame.evaluate("Office.context.mailbox.userProfile.emailAddress") == "eva.vogt@kontor.example"
    assert frame.evaluate("history.pushState") is None


def test_without_a_host_there_is_none(page: Any, outlook: RunningDemo) -> None:
    page.goto(f"{outlook.relay.service_url}/outlook/taskpane.html")
    assert page.evaluate("Office.onReady()") == {"host": None, "platform": None}


def test_an_open_mail_says_what_it_is(show: Show, pane: Pane, outlook: RunningDemo) -> None:
    show(INVOICE)
    copy = next(one for one in outlook.store.of("eva") if INVOICE in one.header("Subject"))
    frame = pane()
    assert item(frame, "itemType", "itemId", "conversationId", "internetMessageId", "subject") == [
        "message",
        items.item_id(copy),
        items.conversation_id(copy),
        copy.header("Message-ID"),
        "Rechnung 4711: Betrag stimmt nicht",
    ]
    [sender] = item(frame, "from")
    assert sender["emailAddress"] == "p.huber@huber-haustechnik.example"
    assert frame.evaluate("Office.context.mailbox.item.dateTimeCreated.getTime()") == copy.at
    headers = later(frame, "Office.context.mailbox.item.getAllInternetHeadersAsync(done)")
    assert headers["status"] == "succeeded"
    assert headers["value"] == items.raw_headers(copy)
    shared = later(frame, "Office.context.mailbox.item.getSharedPropertiesAsync(done)")
    assert shared["value"]["owner"] == "support@kontor.example"


def test_what_it_does_not_know_is_loud(show: Show, pane: Pane) -> None:
    show(INVOICE)
    frame = pane()
    assert "mailbox.item" not in loud(frame, "Office.context.mailbox.item.getAttachmentsAsync()")
    assert "Office.addin is not known" in loud(frame, "Office.addin.showAsTaskpane()")
    assert "cannot be used" in loud(frame, "alert('x')")


def test_names_of_the_other_mode_are_quietly_absent(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    assert pane().evaluate("typeof Office.context.mailbox.item.inReplyTo") == "undefined"
    page.get_by_role("button", name="Antworten", exact=True).click()
    frame = pane("compose")
    assert frame.evaluate("typeof Office.context.mailbox.item.getAllInternetHeadersAsync") == "undefined"
    assert frame.evaluate("typeof Office.context.mailbox.item.subject.getAsync") == "function"


def test_another_mail_raises_item_changed(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    frame = pane()
    frame.evaluate(
        "() => { window.seen = []; Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged,"
        " () => window.seen.push(Office.context.mailbox.item?.subject ?? null)); }"
    )
    page.locator(".rows a", has_text=OTHER).first.click()
    frame.wait_for_function("() => window.seen.length === 1")
    assert OTHER in frame.evaluate("window.seen[0]")
    boxes = page.locator(".rows input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    frame.wait_for_function("() => window.seen.at(-1) === null")
    page.get_by_text("2 Unterhaltungen ausgewählt").wait_for()


def test_an_earlier_mail_still_answers(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    frame = pane()
    frame.evaluate("() => { window.first = Office.context.mailbox.item; }")
    page.locator(".rows a", has_text=OTHER).first.click()
    frame.wait_for_function(f"() => Office.context.mailbox.item?.subject.includes('{OTHER}')")
    headers = later(frame, "window.first.getAllInternetHeadersAsync(done)")
    assert "4711" in headers["value"]


def test_the_theme_is_told_and_changes(show: Show, pane: Pane) -> None:
    page = show(INVOICE, theme="dark")
    frame = pane()
    assert frame.evaluate("Office.context.officeTheme.bodyBackgroundColor") == "#292929"
    frame.evaluate(
        "() => Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged,"
        " () => { window.colour = Office.context.officeTheme.bodyBackgroundColor; })"
    )
    page.get_by_label("Farben").select_option("light")
    frame.wait_for_function("() => window.colour === '#ffffff'")


def test_a_draft_knows_what_it_answers(show: Show, pane: Pane, outlook: RunningDemo) -> None:
    page = show(INVOICE)
    page.get_by_role("button", name="Antworten", exact=True).click()
    frame = pane("compose")
    copy = next(one for one in outlook.store.of("eva") if INVOICE in one.header("Subject"))
    assert item(frame, "inReplyTo", "conversationId") == [
        copy.header("Message-ID"),
        items.conversation_id(copy),
    ]
    kind = later(frame, "Office.context.mailbox.item.getComposeTypeAsync(done)")
    assert kind["value"]["composeType"] == "reply"
    sender = later(frame, "Office.context.mailbox.item.from.getAsync(done)")
    assert sender["value"]["emailAddress"] == "eva.vogt@kontor.example"
    done = later(
        frame, "Office.context.mailbox.item.body.setSelectedDataAsync('Hallo', {coercionType: 'text'}, done)"
    )
    assert done["status"] == "succeeded"
    assert page.get_by_label("Text der Nachricht").input_value() == "Hallo"
    markup = later(
        frame,
        "Office.context.mailbox.item.body.setSelectedDataAsync('<b>x</b>', {coercionType: 'html'}, done)",
    )
    assert markup["status"] == "failed"


def test_a_reply_form_opens_a_draft(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    pane().evaluate("Office.context.mailbox.item.displayReplyAllForm({htmlBody: ''})")
    page.get_by_role("form", name="Entwurf").wait_for()
    pane("compose")


def test_a_reply_form_keeps_lines_and_signs_of_its_markup(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    html = "<p>Guten Tag,</p><p>1 &lt; 2 &amp; 3<br>Zeile</p>"
    pane().evaluate("(htmlBody) => Office.context.mailbox.item.displayReplyForm({htmlBody})", html)
    text = page.locator("form.composing textarea")
    expect(text).to_have_value("Guten Tag,\n\n1 < 2 & 3\nZeile")


def test_a_message_form_opens_what_is_there(show: Show, pane: Pane, outlook: RunningDemo) -> None:
    page = show(INVOICE)
    copy = next(one for one in outlook.store.of("eva") if OTHER in one.header("Subject"))
    pane().evaluate("(id) => Office.context.mailbox.displayMessageForm(id)", items.item_id(copy))
    page.get_by_role("heading", name=OTHER).wait_for()
    pane().evaluate("Office.context.mailbox.displayMessageForm('AAMkADnone')")
    page.get_by_role("status").get_by_text("nicht gefunden").wait_for()


def test_notifications_are_shown_within_limits(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    frame = pane()
    start = "Office.context.mailbox.item.notificationMessages"
    notice = "{type: 'informationalMessage', message: 'Mia antwortet', icon: 'Icon16', persistent: false}"
    assert later(frame, f"{start}.addAsync('mia', {notice}, done)")["status"] == "succeeded"
    page.get_by_role("status").get_by_text("Mia antwortet").wait_for()
    assert later(frame, f"{start}.addAsync('mia', {notice}, done)")["status"] == "failed"
    for number in range(4):
        assert later(frame, f"{start}.addAsync('n{number}', {notice}, done)")["status"] == "succeeded"
    assert later(frame, f"{start}.addAsync('n5', {notice}, done)")["error"]["name"] == "NotificationLimit"


def test_settings_are_kept_and_bounded(show: Show, pane: Pane) -> None:
    show(INVOICE)
    frame = pane()
    frame.evaluate("Office.context.roamingSettings.set('view', 'mine')")
    assert later(frame, "Office.context.roamingSettings.saveAsync(done)")["status"] == "succeeded"
    show(INVOICE)
    assert pane().evaluate("Office.context.roamingSettings.get('view')") == "mine"
    frame = pane()
    frame.evaluate("Office.context.roamingSettings.set('view', 'x'.repeat(40000))")
    assert later(frame, "Office.context.roamingSettings.saveAsync(done)")["status"] == "failed"


def test_a_dialog_talks_to_its_opener(show: Show, pane: Pane, add_in: Any) -> None:
    add_in.scripts["auth-dialog"] = (
        'Office.onReady(() => Office.context.ui.messageParent(\'{"accessToken":"t"}\'))'
    )
    page = show(INVOICE)
    frame = pane()
    opened = (
        "Office.context.ui.displayDialogAsync(location.origin + '/outlook/auth-dialog.html', {height: 60, width: 30},"
        " (r) => r.value.addEventHandler(Office.EventType.DialogMessageReceived,"
        " (m) => { r.value.close(); done(m.message); }))"
    )
    with page.expect_popup() as popup:
        told = later(frame, opened)
    assert told == '{"accessToken":"t"}'
    popup.value.wait_for_event("close") if not popup.value.is_closed() else None


def test_a_dialog_closed_by_hand_is_told(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    frame = pane()
    frame.evaluate(
        "() => Office.context.ui.displayDialogAsync(location.origin + '/outlook/auth-dialog.html', (r) =>"
        " r.value.addEventHandler(Office.EventType.DialogEventReceived, (m) => { window.ended = m.error; }))"
    )
    page.wait_for_event("popup").close() if len(page.context.pages) == 1 else page.context.pages[-1].close()
    frame.wait_for_function("() => window.ended === 12006")


def test_a_dialog_of_another_origin_is_refused(show: Show, pane: Pane) -> None:
    show(INVOICE)
    frame = pane()
    refused = later(frame, "Office.context.ui.displayDialogAsync('https://evil.example/', done)")
    assert refused["error"]["code"] == 12004
    refused = later(frame, "Office.context.ui.displayDialogAsync('http://evil.example/', done)")
    assert refused["error"]["code"] == 12005


SIGN_IN = """async (clientId) => {
  const auth = { clientId, authority: "https://login.microsoftonline.com/common" };
  const client = await msal.createNestablePublicClientApplication({ auth, cache: { cacheLocation: "localStorage" } });
  const scopes = [`api://127.0.0.1/${clientId}/access_as_user`];
  const outcome = (asked) => asked.then((got) => [got.account.username, got.fromCache], (error) => error.errorCode);
  window.silently = () => outcome(client.acquireTokenSilent({ scopes }));
  window.ask = () => { window.asked = outcome(client.acquireTokenPopup({ scopes })); };
}"""


def test_msal_signs_in_over_the_bridge(show: Show, pane: Pane) -> None:
    page = show(INVOICE)
    frame = pane()
    frame.evaluate(SIGN_IN, CLIENT_ID)
    assert frame.evaluate("silently()") == "user_interaction_required"
    frame.evaluate("ask()")
    page.get_by_role("button", name="Abbrechen").click()
    assert frame.evaluate("asked") == "user_canceled"
    frame.evaluate("ask()")
    page.get_by_role("button", name="Weiter", exact=True).click()
    assert frame.evaluate("asked") == ["eva.vogt@kontor.example", False]
    assert frame.evaluate("silently()") == ["eva.vogt@kontor.example", True]


def test_two_people_in_one_browser_are_not_mixed_up(show: Show, pane: Pane, outlook: RunningDemo) -> None:
    for person in ("eva", "mia"):
        outlook.entra.sign_in(outlook.workspace.person(person))
    for person, address in (("eva", "eva.vogt"), ("mia", "mia.berger")):
        show(INVOICE, agent=person)
        frame = pane()
        frame.evaluate(SIGN_IN, CLIENT_ID)
        assert frame.evaluate("silently()") == [f"{address}@kontor.example", False]
