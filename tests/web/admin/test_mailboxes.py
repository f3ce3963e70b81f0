"""The pages of mailboxes: one short form for a new one, a tab for each thing, numbers before anything is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.vocabulary import Role, Status
from server.domain.workspace import Mailbox, Member
from server.usecases.conversations import take
from tests.support.admin_edge import AdminEdge
from tests.support.office import Office, mail

TABS = ("", "/members", "/replies", "/templates", "/catalogue", "/privacy")
GENERAL = {
    "name": "Hilfe",
    "addresses": "support@firma.example\nhilfe@firma.example",
    "locale": "en",
    "zone": "Europe/Vienna",
    "guideline": "Freundlich bleiben.",
}
REPLIES = {"reply_status": "closed", "reply_assignee": "keep", "reopen_days": "7", "guard": "off"}


def box(edge: AdminEdge, name: str = "support") -> Mailbox:
    return edge.office.inbox.directory.mailboxes[name]


def named(edge: AdminEdge, name: str) -> Mailbox:
    return next(one for one in edge.office.inbox.directory.mailboxes.values() if one.name == name)


def taken(office: Office, agent: str) -> None:
    """A conversation at support@ that somebody has."""
    done = office.deliver(mail(f"{agent}@kunde.example"))
    assert done.conversation is not None
    take(office.inbox, office.asked(agent), conversation=done.conversation, seen=None)


def test_a_mailbox_is_made_with_its_members_in_one_form(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/mailboxes")
    form: dict[str, str | list[str]] = {
        "name": "Vertrieb",
        "address": "Vertrieb@Firma.example",
        "members": ["anna", "ben"],
        "manager": "anna",
    }
    page = browser.done("/mailboxes", form)
    assert "Vertrieb" in page
    made = named(edge, "Vertrieb")
    assert made.addresses == ("vertrieb@firma.example",)
    assert {agent: member.role for agent, member in made.members.items()} == {
        "anna": Role.MANAGER,
        "ben": Role.AGENT,
    }


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "address": "a@firma.example"}, "name"),
        ({"name": "A", "address": "nonsense"}, "address"),
        ({"name": "A", "address": "support@firma.example"}, "address"),
        ({"name": "A", "address": "anna@firma.example"}, "address"),
        ({"name": "A" * 81, "address": "a@firma.example"}, "name"),
        ({"name": "A", "address": "a@firma.example", "members": ["stranger"]}, "members"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    edge: AdminEdge, form: dict[str, str | list[str]], field: str
) -> None:
    browser = edge.browser("admin")
    browser.get("/mailboxes")
    page = browser.post("/mailboxes", {"members": ["ben"], **form}, status=422)
    assert f'id="e-{field}"' in page
    assert f'value="{form["address"]}"' in page
    assert len(edge.office.inbox.directory.mailboxes) == 2


@pytest.mark.parametrize("tab", TABS)
def test_a_manager_opens_their_mailbox_and_nobody_elses(edge: AdminEdge, tab: str) -> None:
    own = edge.browser("mona")
    own.get(f"/mailboxes/support{tab}")
    edge.office.set("hr", members={"hanna": Member(Role.MANAGER)})
    own.get(f"/mailboxes/hr{tab}", status=404)
    for agent in ("anna", "vera", "lio"):
        edge.browser(agent).get(f"/mailboxes/support{tab}", status=404)


def test_the_first_tab_changes_what_it_shows(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/mailboxes/support")
    browser.done("/mailboxes/support", GENERAL)
    changed = box(edge)
    assert changed.addresses == ("support@firma.example", "hilfe@firma.example")
    assert (changed.name, changed.locale, changed.zone) == ("Hilfe", "en", "Europe/Vienna")
    assert changed.guideline == "Freundlich bleiben."


def test_a_manager_changes_everything_but_addresses(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    shown = browser.get("/mailboxes/support")
    assert 'name="addresses"' not in shown
    form = {name: value for name, value in GENERAL.items() if name != "addresses"}
    browser.done("/mailboxes/support", form)
    assert box(edge).guideline == "Freundlich bleiben."
    browser.get("/mailboxes/support")
    browser.post("/mailboxes/support", GENERAL, status=403)
    assert box(edge).addresses == ("support@firma.example",)


def test_two_who_edit_the_same_learn_of_each_other_and_lose_nothing(edge: AdminEdge) -> None:
    first, second = edge.browser("admin"), edge.browser("mona")
    first.get("/mailboxes/support")
    second.get("/mailboxes/support")
    mine = {name: value for name, value in GENERAL.items() if name != "addresses"}
    second.done("/mailboxes/support", {**mine, "guideline": "Von Mona."})
    page = first.post("/mailboxes/support", {**GENERAL, "guideline": "Von Ada."}, status=409)
    assert "Von Mona." in page
    assert "Von Ada.</textarea>" in page
    assert box(edge).guideline == "Von Mona."
    first.done("/mailboxes/support", {**GENERAL, "guideline": "Von Ada."})
    assert box(edge).guideline == "Von Ada."


def test_another_tab_is_no_conflict(edge: AdminEdge) -> None:
    first, second = edge.browser("admin"), edge.browser("mona")
    first.get("/mailboxes/support")
    second.get("/mailboxes/support/replies")
    second.done("/mailboxes/support/replies", REPLIES)
    first.done("/mailboxes/support", GENERAL)
    assert (box(edge).name, box(edge).reopen_days) == ("Hilfe", 7)


def test_replies_and_status(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    browser.get("/mailboxes/support/replies")
    browser.done("/mailboxes/support/replies", {**REPLIES, "trust_references": "true"})
    changed = box(edge)
    assert (changed.reply_status, changed.reply_assignee) == (Status.CLOSED, "keep")
    assert not changed.duplicate_guard
    assert changed.trust_references
    page = browser.post("/mailboxes/support/replies", {**REPLIES, "reopen_days": "0"}, status=422)
    assert 'id="e-reopen_days"' in page


def test_roles_limits_and_switches_are_saved_together(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    browser.get("/mailboxes/support/members")
    form = {
        "role:anna": "manager",
        "cap:anna": "15",
        "role:otto": "agent",
        "cap:otto": "",
        "managers_assign": "true",
    }
    browser.done("/mailboxes/support/members", form)
    changed = box(edge)
    assert changed.members["anna"] == Member(Role.MANAGER, cap=15)
    assert changed.members["otto"] == Member(Role.AGENT)
    assert changed.members["ben"] == Member(Role.AGENT)
    assert changed.managers_assign
    assert not changed.viewers_comment


def test_a_role_that_takes_conversations_away_is_asked_for_with_their_number(edge: AdminEdge) -> None:
    taken(edge.office, "anna")
    browser = edge.browser("mona")
    browser.get("/mailboxes/support/members")
    asked = browser.post("/mailboxes/support/members", {"role:anna": "viewer", "cap:anna": ""}, status=200)
    assert "1 open conversation returns to the queue" in asked
    assert box(edge).members["anna"].role is Role.AGENT
    form = {"role:anna": "viewer", "cap:anna": "", "confirmed": "true"}
    browser.done("/mailboxes/support/members", form)
    assert box(edge).members["anna"].role is Role.VIEWER


def test_members_are_added_and_taken_out(edge: AdminEdge) -> None:
    taken(edge.office, "anna")
    browser = edge.browser("mona")
    browser.get("/mailboxes/support/members")
    browser.done("/mailboxes/support/members/add", {"agents": ["hanna", "admin"], "role": "viewer"})
    assert box(edge).members["hanna"] == Member(Role.VIEWER)
    asked = browser.get("/mailboxes/support/members/anna/remove")
    assert "1 open conversation returns to the queue" in asked
    assert "anna" in box(edge).members
    browser.done("/mailboxes/support/members/anna/remove")
    assert "anna" not in box(edge).members
    browser.get("/mailboxes/support/members/anna/remove", status=404)


def test_somebody_in_an_emergency_is_no_row_and_stays_as_they_are(edge: AdminEdge) -> None:
    emergency = Member(Role.VIEWER, until=edge.office.time[0] + 60_000)
    edge.office.set("hr", members={**box(edge, "hr").members, "admin": emergency})
    browser = edge.browser("mona")
    page = browser.get("/mailboxes/hr/members")
    assert 'name="role:admin"' not in page
    browser.done("/mailboxes/hr/members", {"role:hanna": "viewer", "cap:hanna": "", "role:admin": "manager"})
    assert box(edge, "hr").members["admin"] == emergency


def test_confidential_for_needs_a_manager_among_them(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    browser.get("/mailboxes/hr/privacy")
    page = browser.post(
        "/mailboxes/hr/privacy", {"confidential": "true", "confidential_for": ["hanna"]}, status=422
    )
    assert 'id="e-confidential_for"' in page
    browser.done("/mailboxes/hr/privacy", {"confidential": "true", "confidential_for": ["hanna", "mona"]})
    assert box(edge, "hr").confidential_for == ("hanna", "mona")
    browser.get("/mailboxes/hr/privacy")
    browser.done("/mailboxes/hr/privacy", {})
    assert box(edge, "hr").confidential_for is None


def test_retention_is_an_admins(edge: AdminEdge) -> None:
    admin, manager = edge.browser("admin"), edge.browser("mona")
    assert 'name="retention_days"' not in manager.get("/mailboxes/support/privacy")
    manager.post("/mailboxes/support/privacy", {"retention_days": "3"}, status=403)
    admin.get("/mailboxes/support/privacy")
    admin.done("/mailboxes/support/privacy", {"retention_days": "365"})
    assert box(edge).retention_days == 365


def test_a_mailbox_is_removed_after_numbers_and_only_when_empty(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    edge.office.deliver(mail("a@kunde.example"))
    asked = browser.get("/mailboxes/support/remove")
    assert "It holds 1 conversation." in asked
    assert "Remove mailbox" not in asked
    browser.post("/mailboxes/support/remove", status=409)  # what was not shown cannot be confirmed
    assert "2 members lose it" in browser.get("/mailboxes/hr/remove")
    browser.done("/mailboxes/hr/remove")
    assert "hr" not in edge.office.inbox.directory.mailboxes
    edge.browser("mona").get("/mailboxes/support/remove", status=404)


def test_list_ids_are_confirmed_and_forgotten(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    browser.get("/mailboxes/support")
    browser.done("/mailboxes/support/lists", {"list_id": "support.firma.example", "own": "true"})
    assert box(edge).own_list_ids == ("support.firma.example",)
    page = browser.done("/mailboxes/support/lists", {"list_id": "support.firma.example"})
    assert box(edge).own_list_ids == ()
    assert "support.firma.example" not in page.split("<main")[1].split("List ids appear")[1]


def test_hostile_names_are_text(edge: AdminEdge) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    agent = edge.office.inbox.directory.agents["anna"]
    edge.office.workspaces.directories.put(edge.office.id, replace(agent, name=hostile), before=agent)
    edge.office.set("support", name=hostile, guideline=f"</textarea>{hostile}")
    browser = edge.browser("admin")
    for tab in TABS:
        page = browser.get(f"/mailboxes/support{tab}")
        assert "<img" not in page
        assert "&lt;img" in page
        assert "{{7*7}}" in page
