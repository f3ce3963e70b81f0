"""The pages of people: invited by address, changed, sent away with numbers; and everybody's own page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from server.domain.vocabulary import Availability, Role
from server.domain.workspace import Agent, Member
from server.usecases.conversations import take
from server.web.admin.people.guessing import name_of
from tests.support.admin_edge import AdminEdge
from tests.support.office import DAY, mail

CODE = re.compile(r"[A-Z0-9]+-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")
PERSON = {"name": "Anna B", "emails": "anna@firma.example, a.b@firma.example", "locale": "de", "zone": ""}


def agent(edge: AdminEdge, name: str) -> Agent:
    return edge.office.inbox.directory.agents[name]


def by_address(edge: AdminEdge, address: str) -> Agent:
    return edge.office.inbox.directory.by_email[address]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("mia.berger@firma.example", "Mia Berger"),
        ("mia_von-berg+neu@firma.example", "Mia Von-Berg"),
        ("mia@firma.example", "Mia"),
        ("..@firma.example", "..@firma.example"),
    ],
)
def test_a_name_is_guessed_from_an_address(address: str, name: str) -> None:
    assert name_of(address) == name


def test_several_are_invited_at_once_into_a_mailbox_with_a_code_each(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/people/invite?mailbox=support")
    form = {
        "addresses": "mia.berger@firma.example, tom@firma.example\nanna@firma.example",
        "mailbox": "support",
        "role": "viewer",
    }
    page = browser.post("/people/invite", form, status=200)
    mia, tom = by_address(edge, "mia.berger@firma.example"), by_address(edge, "tom@firma.example")
    assert mia.name == "Mia Berger"
    assert len(set(CODE.findall(page))) == 2
    assert "1 address was not invited" in page
    assert "anna@firma.example: " in page
    members = edge.office.inbox.directory.mailboxes["support"].members
    assert members[mia.id] == members[tom.id] == Member(Role.VIEWER)
    code = CODE.findall(page)[0]
    assert code not in browser.get("/people")
    assert code not in browser.get(f"/people/{mia.id}")


def test_whoever_cannot_be_invited_is_named_and_nothing_is_lost(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/people/invite")
    page = browser.post("/people/invite", {"addresses": "anna@firma.example", "mailbox": "hr"}, status=422)
    assert "anna@firma.example</textarea>" in page
    assert '<option value="hr" selected>' in page
    assert 'id="e-addresses"' in page


def test_the_list_says_who_is_linked_where_they_work_and_whether_they_are_there(edge: AdminEdge) -> None:
    directories = edge.office.workspaces.directories
    anna, ben = agent(edge, "anna"), agent(edge, "ben")
    away = replace(anna, availability=Availability.AWAY, deputy="ben")
    directories.put(edge.office.id, away, before=anna)
    directories.put(edge.office.id, replace(ben, google_sub=None), before=ben)
    page = edge.browser("admin").get("/people")
    rows = {row.split("</td>")[0].split("</span>")[1]: row for row in page.split("<tr>")[2:]}
    text = {name: re.sub(r"<[^>]+>", " ", row) for name, row in rows.items()}
    anna_row = next(row for row in text.values() if "anna@firma.example" in row)
    ben_row = next(row for row in text.values() if "ben@firma.example" in row)
    assert "Away" in anna_row
    assert "Deputy: Ben" in anna_row
    assert "Support" in anna_row
    assert "Google" in anna_row
    assert "Not signed in yet" in ben_row
    assert "Admins manage but do not read along" in page


def test_a_person_is_changed_and_may_become_admin(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/people/anna")
    browser.done("/people/anna", {**PERSON, "admin": "true"})
    changed = agent(edge, "anna")
    assert changed.emails == ("anna@firma.example", "a.b@firma.example")
    assert (changed.name, changed.locale, changed.zone, changed.admin) == ("Anna B", "de", None, True)
    browser.get("/people/anna")
    page = browser.post("/people/anna", {**PERSON, "emails": "ben@firma.example"}, status=422)
    assert 'id="e-emails"' in page


def test_the_last_admin_stays_one(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/people/admin")
    form = {"name": "Ada", "emails": "admin@firma.example", "locale": "", "zone": ""}
    assert "no admin left" in browser.post("/people/admin", form, status=422)
    browser.get("/people/admin/deactivate")
    browser.post("/people/admin/deactivate", status=422)
    assert agent(edge, "admin").admin


def test_leaving_says_its_numbers_first_and_returns_conversations(edge: AdminEdge) -> None:
    for number in range(3):
        done = edge.office.deliver(mail(f"{number}@kunde.example"))
        assert done.conversation is not None
        take(edge.office.inbox, edge.office.asked("anna"), conversation=done.conversation, seen=None)
    browser = edge.browser("admin")
    asked = browser.get("/people/anna/deactivate")
    assert "3 open conversations return to the queue" in asked
    assert "loses 1 mailbox" in asked
    assert agent(edge, "anna").deactivated_at is None
    page = browser.done("/people/anna/deactivate")
    assert "Conversations back in the queue: 3." in page
    assert agent(edge, "anna").deactivated_at is not None
    browser.done("/people/anna/reactivate")
    assert agent(edge, "anna").deactivated_at is None


def test_a_new_code_may_part_somebody_from_their_accounts(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    assert "Google" in browser.get("/people/anna/code")
    assert CODE.search(browser.post("/people/anna/code", status=200))
    assert agent(edge, "anna").google_sub
    browser.get("/people/anna/code")
    assert CODE.search(browser.post("/people/anna/code", {"unlink": "true"}, status=200))
    assert agent(edge, "anna").google_sub is None


def test_somebody_is_signed_out_everywhere(edge: AdminEdge) -> None:
    anna, browser = edge.browser("anna"), edge.browser("admin")
    anna.get("/me")
    assert "1 browser is signed out" in browser.get("/people/anna/sign-out")
    anna.get("/me")
    browser.done("/people/anna/sign-out")
    anna.get("/me", status=303)


def test_availability_is_kept_on_the_clock_of_the_person(edge: AdminEdge) -> None:
    edge.office.time[0] = 1_790_000_000_000 // DAY * DAY  # midnight UTC on 21 September 2026
    browser = edge.browser("admin")
    browser.get("/people/anna")
    form = {"availability": "away", "until": "2026-10-01T18:00", "deputy": "ben"}
    seen = re.findall(r'name="seen" value="([^"]+)"', browser.get("/people/anna"))[1]
    browser.done("/people/anna/presence", {**form, "seen": seen})
    anna = agent(edge, "anna")
    assert (anna.availability, anna.deputy) == (Availability.AWAY, "ben")
    assert anna.away_until == 1_790_870_400_000  # 16:00 UTC: Berlin is in summer time
    assert 'value="2026-10-01T18:00"' in browser.get("/people/anna")


def test_an_absence_of_the_past_is_refused_beside_its_field(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/me")
    for until in ("2001-01-01T00:00", "soon"):
        form = {"availability": "away", "until": until, "deputy": ""}
        page = browser.post("/me/presence", form, status=422)
        assert 'id="e-until"' in page
        assert f'value="{until}"' in page


def test_everybody_has_their_own_page_and_nothing_else(edge: AdminEdge) -> None:
    for name in ("anna", "vera", "lio", "otto"):
        browser = edge.browser(name)
        browser.get("/me")
        for path in ("/people", f"/people/{name}", "/people/invite", "/teams", "/workspace", "/tags"):
            browser.get(path, status=404)
        browser.post("/people/anna", PERSON, status=404)


def test_my_language_and_my_sessions(edge: AdminEdge) -> None:
    browser, other = edge.browser("anna"), edge.browser("anna")
    page = browser.get("/me")
    assert "Sign out of all 2 browsers" in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[1]
    browser.done("/me", {"locale": "de", "zone": "Europe/Vienna", "seen": seen})
    assert (agent(edge, "anna").locale, agent(edge, "anna").zone) == ("de", "Europe/Vienna")
    other.get("/me")
    browser.get("/me")
    assert browser.post("/me/sign-out") == "/sign-in"
    other.get("/me", status=303)


def test_nobody_makes_themselves_more_than_they_are(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    page = browser.get("/me")
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[1]
    browser.post("/me", {"locale": "de", "zone": "", "admin": "true", "seen": seen}, status=422)
    assert not agent(edge, "mona").admin
