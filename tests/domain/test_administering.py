"""Who may change which settings, cell by cell (PRODUCT 3.4)."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from server.domain.access import Scope, Token
from server.domain.administering import (
    OPERATOR,
    Matter,
    administers,
    matters_of,
    may_administer,
    reads_mailbox,
    require,
    require_catalogue,
    touches_domains,
)
from server.domain.errors import Forbidden, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Directory, Mailbox, Member, Workspace

PEOPLE = ("admin", "manager", "elsewhere", "agent", "viewer", "light", "nobody", "gone")
TOKENS = {
    "settings": (Scope.SETTINGS_READ, Scope.SETTINGS_WRITE),
    "conversations": (Scope.READ, Scope.WRITE),
}
DIRECTORY = Directory(
    Workspace("w", "W"),
    agents={
        name: replace(
            Agent(name, name, ()), admin=name == "admin", deactivated_at=1 if name == "gone" else None
        )
        for name in PEOPLE
    },
    mailboxes={
        "support": Mailbox(
            "support",
            "Support",
            ("support@x.example",),
            {
                "manager": Member(Role.MANAGER),
                "agent": Member(Role.AGENT),
                "viewer": Member(Role.VIEWER),
                "light": Member(Role.LIGHT),
                "gone": Member(Role.MANAGER),
            },
        ),
        "hr": Mailbox("hr", "HR", ("hr@x.example",), {"elsewhere": Member(Role.MANAGER)}),
    },
    tokens={
        name: Token(name, name, "", scopes, {"support": Role.MANAGER}) for name, scopes in TOKENS.items()
    },
)
# y: yes, -: no; in the order operator, the people, the tokens; about mailbox support and the person "agent"
COLUMNS = ("operator", *PEOPLE, *TOKENS)
# fmt: off
CELLS = {
    #                    op ad ma el ag vi li no go st ct
    Matter.DOMAINS:      "y  -  -  -  -  -  -  -  -  -  -",
    Matter.WORKSPACE:    "y  y  -  -  -  -  -  -  -  y  -",
    Matter.ADMINS:       "y  y  -  -  -  -  -  -  -  -  -",
    Matter.PEOPLE:       "y  y  -  -  -  -  -  -  -  y  -",
    Matter.TEAMS:        "y  y  -  -  -  -  -  -  -  y  -",
    Matter.MAILBOXES:    "y  y  -  -  -  -  -  -  -  y  -",
    Matter.MAILBOX:      "y  y  y  -  -  -  -  -  -  y  -",
    Matter.MEMBERS:      "y  y  y  -  -  -  -  -  -  y  -",
    Matter.CONFIDENTIAL: "y  y  y  -  -  -  -  -  -  -  -",
    Matter.CATALOGUE:    "y  y  y  -  -  -  -  -  -  y  -",
    Matter.SELF:         "y  y  -  -  y  -  -  -  -  y  -",
    Matter.ACCESS:       "y  y  -  -  -  -  -  -  -  -  -",
    Matter.PRIVACY:      "y  y  -  -  -  -  -  -  -  -  -",
    Matter.AUDIT:        "y  y  -  -  -  -  -  -  -  -  -",
    Matter.HEALTH:       "y  y  -  -  -  -  -  -  -  y  -",
}
# fmt: on


def actor(name: str) -> Actor:
    if name == "operator":
        return OPERATOR
    return Actor("api", Via.API, name) if name in TOKENS else Actor("agent", Via.WEB, name)


def changed(record: Any, name: str) -> Any:
    """The record with another value in one field."""
    return replace(record, **{name: object()})


def test_every_matter_has_its_row() -> None:
    assert set(CELLS) == set(Matter)


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("who", COLUMNS)
def test_the_table(matter: Matter, who: str) -> None:
    allowed = CELLS[matter].split()[COLUMNS.index(who)] == "y"
    about = {"person": "agent"} if matter is Matter.SELF else {"mailbox": "support"}
    assert may_administer(DIRECTORY, actor(who), matter, **about) == allowed
    if allowed:
        require(DIRECTORY, actor(who), matter, **about)
        return
    hidden = matter is Matter.SELF or not reads_mailbox(DIRECTORY, actor(who), "support")
    with pytest.raises(NotFound if hidden else Forbidden):
        require(DIRECTORY, actor(who), matter, **about)


@pytest.mark.parametrize("matter", [m for m in Matter if m is not Matter.SELF])
def test_a_manager_manages_no_workspace(matter: Matter) -> None:
    assert not may_administer(DIRECTORY, actor("manager"), matter)
    with pytest.raises(Forbidden):
        require(DIRECTORY, actor("manager"), matter)


def test_an_unknown_mailbox_is_not_there_for_anybody() -> None:
    for who in ("manager", "agent", "nobody", "conversations"):
        with pytest.raises(NotFound):
            require(DIRECTORY, actor(who), Matter.MAILBOX, mailbox="unknown")
    assert not reads_mailbox(DIRECTORY, actor("admin"), "unknown")


def test_what_is_for_several_mailboxes_takes_a_manager_of_each() -> None:
    require_catalogue(DIRECTORY, actor("manager"), ("support",))
    require_catalogue(DIRECTORY, actor("admin"), ())
    for who, boxes in (("manager", ("support", "hr")), ("manager", ()), ("agent", ("support",))):
        with pytest.raises((Forbidden, NotFound)):
            require_catalogue(DIRECTORY, actor(who), boxes)


def test_who_reads_all_settings() -> None:
    assert [who for who in COLUMNS if administers(DIRECTORY, actor(who))] == ["operator", "admin", "settings"]


def test_each_field_of_a_mailbox_belongs_to_a_matter() -> None:
    box = DIRECTORY.mailboxes["support"]
    found = {one.name: matters_of(box, changed(box, one.name)) for one in fields(Mailbox)}
    special = {"addresses", "retention_days", "members", "confidential_for"}
    assert {name for name, matters in found.items() if matters != {Matter.MAILBOX}} == special
    assert found["addresses"] == found["retention_days"] == {Matter.MAILBOXES}
    assert matters_of(box, box) == frozenset()


def test_what_of_a_workspace_is_the_operators() -> None:
    space = DIRECTORY.workspace
    found = {one.name for one in fields(Workspace) if touches_domains(space, changed(space, one.name))}
    assert found == {"domains", "tenants", "linked_tenants"}
