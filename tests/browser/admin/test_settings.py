"""What people do on the settings pages, in a real browser, with a script and without."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.domain.catalogue import Macro, MacroStep, StepKind, Tag, Template
from server.usecases.conversations import take
from tests.browser.admin.conftest import Desk
from tests.support.office import mail

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "addin" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/mailboxes",
    "/mailboxes/support",
    "/mailboxes/support/members",
    "/mailboxes/support/replies",
    "/mailboxes/support/templates",
    "/mailboxes/support/catalogue",
    "/mailboxes/support/privacy",
    "/mailboxes/support/remove",
    "/people",
    "/people/invite",
    "/people/anna",
    "/people/anna/deactivate",
    "/teams/desk",
    "/tags/t1",
    "/fields/new",
    "/templates/p1",
    "/macros",
    "/macros/m1",
    "/workspace",
    "/me",
)
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def furnish(desk: Desk) -> None:
    """A tag, a template and a macro, so that their pages are there."""
    directories = desk.office.workspaces.directories
    directories.put(desk.office.id, Tag("t1", "rechnung", "Alles zu Geld"), before=None)
    texts = {"de": "{{ customer.salutation }}, danke!", "en": "Thanks!"}
    directories.put(desk.office.id, Template("p1", "Eingang", texts), before=None)
    steps = (MacroStep(StepKind.TAG, "rechnung"), MacroStep(StepKind.TEMPLATE, "p1"))
    directories.put(desk.office.id, Macro("m1", "Rechnung eilt", steps), before=None)


@scripts
def test_a_new_mailbox_with_two_members_takes_few_clicks(desk: Desk, script: bool) -> None:
    page = desk.sit("admin", script=script)
    page.goto(f"{desk.url}/admin/people")
    clicks = 0

    def click(what: str) -> None:
        nonlocal clicks
        clicks += 1
        page.locator(what).click()

    click("text=New mailbox")
    click("#f-name")
    page.keyboard.type("vertrieb@")
    page.keyboard.press("Tab")
    page.keyboard.type("vertrieb@firma.example")
    click("label:has([value=anna])")
    click("label:has([value=ben])")
    click("text=Create mailbox")
    page.wait_for_selector("[role=status]")
    assert clicks <= 12
    made = next(box for box in desk.office.inbox.directory.mailboxes.values() if box.name == "vertrieb@")
    assert set(made.members) == {"anna", "ben"}


@scripts
def test_somebody_is_invited_and_their_code_is_shown_once(desk: Desk, script: bool) -> None:
    page = desk.sit("admin", script=script)
    page.goto(f"{desk.url}/admin/people")
    page.get_by_role("link", name="Invite").click()
    page.get_by_label("Addresses").fill("mia.berger@firma.example")
    page.get_by_label("Into the mailbox").select_option(label="Support")
    page.get_by_role("button", name="Invite").click()
    code = page.locator("code.val").first.inner_text()
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]{4}){3}", code)
    page.get_by_role("link", name="I have noted them").click()
    assert "Mia Berger" in page.inner_text("main")
    assert code not in page.content()


@scripts
def test_deactivating_says_its_numbers_and_can_be_left(desk: Desk, script: bool) -> None:
    done = desk.office.deliver(mail("a@kunde.example"))
    assert done.conversation is not None
    take(desk.office.inbox, desk.office.asked("anna"), conversation=done.conversation, seen=None)
    page = desk.sit("admin", script=script)
    page.goto(f"{desk.url}/admin/people/anna")
    page.get_by_role("link", name="Deactivate").click()
    assert "1 open conversation returns to the queue" in page.inner_text("main")
    page.get_by_role("link", name="Cancel").click()
    assert desk.office.inbox.directory.agents["anna"].deactivated_at is None
    page.get_by_role("link", name="Deactivate").click()
    page.get_by_role("button", name="Deactivate").click()
    assert "Conversations back in the queue: 1." in page.inner_text("main")
    assert desk.office.conversation(done.conversation).assignee is None


@scripts
def test_a_tag_is_renamed(desk: Desk, script: bool) -> None:
    furnish(desk)
    page = desk.sit("admin", script=script)
    page.goto(f"{desk.url}/admin/tags")
    page.get_by_role("link", name="Edit rechnung").click()
    page.get_by_label("Name").fill("faktura")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("text=Saved.")
    assert "faktura" in page.inner_text("main")


def test_two_admins_see_each_other(desk: Desk) -> None:
    first, second = desk.sit("admin"), desk.sit("mona")
    for page in (first, second):
        page.goto(f"{desk.url}/admin/mailboxes/support")
    second.get_by_label("Guideline").fill("Von Mona.")
    second.get_by_role("button", name="Save").click()
    second.wait_for_selector("text=Saved.")
    first.get_by_label("Guideline").fill("Von Ada.")
    first.get_by_role("button", name="Save").click()
    first.wait_for_selector("[role=alert]")
    assert "Von Mona." in first.inner_text(".saved")
    assert first.get_by_label("Guideline").input_value() == "Von Ada."
    first.get_by_role("button", name="Save").click()
    first.wait_for_selector("text=Saved.")
    assert desk.office.inbox.directory.mailboxes["support"].guideline == "Von Ada."


def test_a_template_is_previewed_while_it_is_written(desk: Desk) -> None:
    furnish(desk)
    page = desk.sit("admin")
    page.goto(f"{desk.url}/admin/templates/p1")
    page.locator("#f-en").fill("Dear {{ customer.name }}")
    page.wait_for_selector("[data-shown=en]:has-text('Dear Petra Huber')")
    page.locator("#f-en").fill("{{ nonsense }}")
    page.wait_for_selector("[data-shown=en].wrong:has-text('nonsense')")
    assert desk.office.inbox.directory.templates["p1"].texts["en"] == "Thanks!"


def test_a_template_is_previewed_by_a_button_without_a_script(desk: Desk) -> None:
    furnish(desk)
    page = desk.sit("admin", script=False)
    page.goto(f"{desk.url}/admin/templates/p1")
    page.locator("#f-en").fill("Dear {{ customer.name }}")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_selector("[data-shown=en]:has-text('Dear Petra Huber')")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("text=Saved.")
    assert desk.office.inbox.directory.templates["p1"].texts["en"] == "Dear {{ customer.name }}"


def test_hostile_names_do_nothing(desk: Desk) -> None:
    hostile = '"><img src=x onerror="document.title=1"><script>document.title=1</script>'
    anna = desk.office.inbox.directory.agents["anna"]
    desk.office.workspaces.directories.put(desk.office.id, replace(anna, name=hostile), before=anna)
    desk.office.set("support", name=hostile, guideline=f"</textarea>{hostile}")
    page = desk.sit("admin")
    for path in ("/mailboxes", "/mailboxes/support", "/mailboxes/support/members", "/people", "/people/anna"):
        page.goto(f"{desk.url}/admin{path}")
        assert page.title() != "1"
        assert not page.locator("main img, main script").count()
        assert hostile in page.inner_text("body") or hostile in page.locator("main input").evaluate_all(
            "all => all.map(one => one.value).join()"
        )


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (320, True)])
def test_pages_fit_and_are_accessible(desk: Desk, width: int, dark: bool) -> None:
    furnish(desk)
    page = desk.sit("admin", width=width, dark=dark)
    axe = AXE.read_text(encoding="utf-8")
    for path in PAGES:
        page.goto(f"{desk.url}/admin{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(({ violations }) => violations.map(one => one.id))")
        assert found == [], path


def test_a_form_is_filled_in_and_sent_by_keyboard(desk: Desk) -> None:
    page = desk.sit("admin", script=False)
    page.goto(f"{desk.url}/admin/teams/new")
    page.focus("#f-name")
    page.keyboard.type("Nacht")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    team = next(one for one in desk.office.inbox.directory.teams.values() if one.name == "Nacht")
    assert len(team.members) == 1
    assert focus_is_visible(page)


def focus_is_visible(page: Page) -> bool:
    """Whether what has the focus after a Tab is outlined."""
    page.keyboard.press("Tab")
    return page.locator(":focus-visible").count() == 1
