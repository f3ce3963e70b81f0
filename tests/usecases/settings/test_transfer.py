"""Settings as a document: what goes out comes in again, twice changes nothing, and nothing secret is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from server.domain.catalogue import (
    Field,
    FieldKind,
    Macro,
    MacroStep,
    SavedView,
    StepKind,
    Tag,
    Template,
    ViewSort,
)
from server.domain.errors import Forbidden, Invalid
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Mailbox, Member, Workspace
from server.usecases.inbox import Inbox
from server.usecases.settings.agents import deactivate_agent, invite
from server.usecases.settings.exporting import export_settings
from server.usecases.settings.fields import create_field
from server.usecases.settings.importing import import_settings, plan
from server.usecases.settings.macros import create_macro
from server.usecases.settings.mailboxes import add_mailbox, change_mailbox
from server.usecases.settings.tags import create_tag
from server.usecases.settings.templates import create_template
from server.usecases.settings.views import create_view
from server.usecases.settings.workspace import add_workspace, change_workspace
from tests.support.office import Office


@pytest.fixture
def full(office: Office) -> Office:
    """A workspace with something of everything, much of it not as usual."""
    create_tag(office.inbox, Tag("", "Rechnung", "Geld", ("support",)))
    create_tag(office.inbox, Tag("", "VIP"))
    create_field(office.inbox, Field("", "Vertrag", FieldKind.CHOICE, ("A", "B"), (), 3))
    create_template(office.inbox, Template("", "Gruß", {"de": "{{ field.Vertrag }}", "en": "Hi"}, ("hr",)))
    create_view(office.inbox, SavedView("", "Alt", "tag:vip", ViewSort.OLDEST, ("hr",)))
    steps = (
        MacroStep(StepKind.ASSIGN, "agent:anna"),
        MacroStep(StepKind.TEMPLATE, next(iter(office.inbox.directory.templates))),
        MacroStep(StepKind.STATUS, "pending"),
    )
    create_macro(office.inbox, Macro("", "Weiter", steps, ("support",)))
    create_macro(office.inbox, Macro("", "Ans Team", (MacroStep(StepKind.ASSIGN, "team:desk"),)))
    box = office.inbox.directory.mailboxes["hr"]
    changed = replace(box, confidential_for=("mona",), viewers_comment=False, reopen_days=9, guideline="So.")
    change_mailbox(office.inbox, changed)
    change_workspace(
        office.inbox,
        replace(office.inbox.directory.workspace, locale="en", reports_per_agent=False, search_comments=True),
    )
    deactivate_agent(office.inbox, office.inbox.directory.agents["vera"])
    return office


def another(office: Office) -> Inbox:
    """A workspace in which there is nothing yet."""
    add_workspace(office.workspaces.directories, Workspace(f"{office.id}b", "Leer", zone="Europe/Vienna"))
    return again(office)


def again(office: Office) -> Inbox:
    directories = office.workspaces.directories
    return replace(office.workspaces.inbox(f"{office.id}b"), directory=directories.load(f"{office.id}b"))


def test_what_goes_out_comes_in_and_goes_out_alike(full: Office) -> None:
    told = export_settings(full.inbox)
    empty = another(full)
    assert {step.act for step in plan(empty, told)} == {"add", "change"}
    import_settings(empty, json.loads(json.dumps(told)))
    assert export_settings(again(full)) == told
    assert plan(again(full), told) == ()
    version = again(full).directory.version
    assert import_settings(again(full), told) == ()
    assert again(full).directory.version == version


def test_looking_at_the_plan_changes_nothing(full: Office) -> None:
    empty = another(full)
    version = empty.directory.version
    steps = plan(empty, export_settings(full.inbox))
    assert ("add", "tags", "rechnung") in {(s.act, s.kind, s.name) for s in steps}
    assert again(full).directory.version == version


def test_a_switch_that_is_usually_on_is_noticed(full: Office) -> None:
    told = json.loads(json.dumps(export_settings(full.inbox)))
    for box in told["mailboxes"]:
        box.pop("viewers_comment", None)
    assert [(s.name, s.changed) for s in plan(full.inbox, told)] == [("Hr", ("viewers_comment",))]


def test_nothing_secret_goes_out(full: Office) -> None:
    code = invite(full.inbox, Agent("", "Nora", ("nora@firma.example",))).code
    nora = full.inbox.directory.by_email["nora@firma.example"]
    directories = full.workspaces.directories
    directories.put(
        full.id, replace(nora, google_sub="sub-nora", entra_tenant="t", entra_subject="s"), before=nora
    )
    text = json.dumps(export_settings(full.inbox))
    for secret in (code, nora.link_code or "?", "sub-nora", "link_code", "digest", nora.id):
        assert secret not in text


def test_blocked_senders_do_not_travel_and_stay_where_they_are(full: Office) -> None:
    support = full.inbox.directory.mailboxes["support"]
    blocked = replace(support, blocked=("spam@kunde.example",), managers_tidy=True, managers_block=True)
    full.workspaces.directories.put(full.id, blocked, before=support)
    told = export_settings(full.inbox)
    assert "spam@kunde.example" not in json.dumps(told)
    [box] = [one for one in told["mailboxes"] if one["name"] == support.name]
    assert (box["managers_tidy"], box["managers_block"]) == (True, True)
    box["guideline"] = "Neu"
    import_settings(full.inbox, told)
    after = full.workspaces.directories.load(full.id).mailboxes["support"]
    assert (after.guideline, after.blocked) == ("Neu", ("spam@kunde.example",))


def test_emergency_access_does_not_travel(full: Office) -> None:
    box = full.inbox.directory.mailboxes["support"]
    later = {**box.members, "hanna": Member(Role.VIEWER, until=full.time[0] + 1_000_000_000_000)}
    full.set("support", members=later)
    told = export_settings(full.inbox)
    assert "hanna@firma.example" not in str([b for b in told["mailboxes"] if b["name"] == "Support"])
    import_settings(full.inbox, told)
    assert full.inbox.directory.mailboxes["support"].members["hanna"].until is not None


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"version": 1, "colour": 1}, "colour"),
        (
            {"version": 1, "mailboxes": [{"name": "A", "addresses": ["a@b.example"], "colour": 1}]},
            "mailboxes[0].colour",
        ),
        ({"version": 1, "workspace": {"domains": ["boese.example"]}}, "workspace.domains"),
        ({"version": 1, "people": [{"name": "A", "emails": "a@b.example"}]}, "people[0].emails"),
        (
            {"version": 1, "people": [{"name": "A", "emails": ["a@b.example"], "link_code": "x"}]},
            "people[0].link_code",
        ),
        ({"version": 1, "teams": [{"name": "A", "members": ["niemand@b.example"]}]}, "teams[0].members"),
        ({"version": 1, "macros": [{"name": "A", "steps": [{"do": "fly", "to": "x"}]}]}, "macros[0].steps"),
        ({"version": 1, "tags": [{"meaning": "A"}]}, "tags[0].name"),
        ([], "The document"),
        ({"version": 9}, "9"),
        ({"version": True}, "version"),
    ],
)
def test_what_does_not_belong_is_refused_by_its_path(office: Office, wrong: Any, path: str) -> None:
    for act in (plan, import_settings):
        with pytest.raises(Invalid) as refused:
            act(office.inbox, wrong)
        assert path in str(refused.value)


def test_what_a_use_case_refuses_is_named_by_its_place(office: Office) -> None:
    wrong = {"version": 1, "templates": [{"name": "A", "texts": {"de": "{{ customer.iban }}"}}]}
    with pytest.raises(Invalid) as refused:
        import_settings(office.inbox, wrong)
    assert str(refused.value).startswith("templates[0]: There is no placeholder")


@pytest.mark.parametrize(
    "step", [{"do": "fly", "value": "up"}, {"do": "assign", "value": "no@b.example"}, {"do": "template"}, {}]
)
def test_a_step_that_means_nothing_is_refused(office: Office, step: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        import_settings(office.inbox, {"version": 1, "macros": [{"name": "A", "steps": [step]}]})
    assert str(refused.value).startswith("macros[0]: There is no ")


def test_only_who_administers_the_workspace_takes_its_settings_out(office: Office) -> None:
    mona = Actor("agent", Via.WEB, "mona")
    for act in (
        lambda: export_settings(office.inbox, actor=mona),
        lambda: plan(office.inbox, {}, actor=mona),
    ):
        with pytest.raises(Forbidden):
            act()


def test_what_is_not_named_stays(office: Office) -> None:
    add_mailbox(office.inbox, Mailbox("", "Neu", ("neu@firma.example",)))
    import_settings(office.inbox, {"version": 1, "tags": [{"name": "A"}]})
    assert len(office.inbox.directory.mailboxes) == 3
    assert office.inbox.directory.workspace.name == "Firma"
