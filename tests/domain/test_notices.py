"""What deserves a look: nothing in an office that is in order, and each thing as soon as it goes wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.access import Scope, Token, Webhook
from server.domain.catalogue import Field, Tag, Template
from server.domain.installation import OFFICE_CLIENTS, Installation
from server.domain.notices import Learnt, notices, of_installation
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team, Workspace

NOW = 1_790_000_000_000
MIA = Agent("mia", "Mia", ("mia@firma.example",), admin=True)
BEN = Agent("ben", "Ben", ("ben@firma.example",), admin=True)
GONE = Agent("eva", "Eva", ("eva@firma.example",), deactivated_at=1)
SUPPORT = Mailbox(
    "support",
    "Support",
    ("support@firma.example",),
    {"mia": Member(Role.MANAGER), "ben": Member(Role.AGENT)},
)
TOKEN = Token("t", "Zapier", "", (Scope.READ,), {"support": Role.AGENT}, "mia", 1)
HOOK = Webhook("h", "Chat", "https://chat.example", "", ("support",))
TEXT = Template("t", "Hello", {"de": "Hallo {{ customer.name }}, {{ field.Kunde }}"})
OFFICE = Directory(
    Workspace("firma", "Firma", ("firma.example",)),
    agents={"mia": MIA, "ben": BEN, "eva": GONE},
    teams={"desk": Team("desk", "Desk", ("ben",))},
    mailboxes={"support": SUPPORT},
    fields={"f": Field("f", "Kunde")},
    tags={"g": Tag("g", "vip")},
    templates={"t": TEXT},
    tokens={"t": TOKEN},
    webhooks={"h": HOOK},
)


def box(**changes: Any) -> Directory:
    return replace(OFFICE, mailboxes={"support": replace(SUPPORT, **changes)})


def said(directory: Directory, learnt: Learnt | None = None) -> list[str]:
    return [n.what.message % n.what.facts for n in notices(directory, now=NOW, learnt=learnt)]


def test_an_office_in_order_needs_no_look() -> None:
    assert said(OFFICE) == []


@pytest.mark.parametrize(
    ("directory", "words"),
    [
        (replace(OFFICE, workspace=Workspace("firma", "Firma")), "neither a mail domain nor a tenant"),
        (replace(OFFICE, workspace=replace(OFFICE.workspace, linked_tenants=("x",))), "trusted for linking"),
        (replace(OFFICE, agents={"mia": MIA, "ben": replace(BEN, admin=False)}), "Only Mia administers"),
        (replace(OFFICE, agents={"mia": replace(MIA, admin=False)}), "Nobody administers"),
        (box(members={}), "Support has no members."),
        (box(members={"ben": Member(Role.AGENT)}), "Support has no manager."),
        (box(members={"mia": Member(Role.VIEWER)}), "Nobody in Support may answer."),
        (box(addresses=()), "Support has no address"),
        (box(addresses=("support@other.example",)), "support@other.example is in none"),
        (box(confidential_for=("eva",)), "confidential, but for nobody"),
        (box(members={**SUPPORT.members, "eva": Member(Role.AGENT)}), "Eva is deactivated"),
        (replace(OFFICE, teams={"desk": Team("desk", "Desk", ("eva",))}), "The team Desk has no members."),
        (replace(OFFICE, agents={**OFFICE.agents, "ben": replace(BEN, deputy="eva")}), "Ben is represented"),
        (replace(OFFICE, fields={}), "uses the field Kunde"),
        (replace(OFFICE, tags={"g": Tag("g", "vip", mailboxes=("gone",))}), "“vip” is meant for mailboxes"),
        (replace(OFFICE, tokens={"t": replace(TOKEN, expires_at=NOW)}), "Zapier has expired"),
        (replace(OFFICE, tokens={"t": replace(TOKEN, roles={"gone": Role.AGENT})}), "no longer exist"),
        (replace(OFFICE, tokens={"t": replace(TOKEN, created_by="eva")}), "somebody who is no longer there"),
        (replace(OFFICE, webhooks={"h": replace(HOOK, enabled=False)}), "Chat is off"),
        (replace(OFFICE, webhooks={"h": replace(HOOK, mailboxes=("gone",))}), "no longer exist"),
    ],
)
def test_each_thing_that_is_not_as_it_should_be_is_named(directory: Directory, words: str) -> None:
    assert any(words in text for text in said(directory)), said(directory)


def test_list_ids_that_mail_has_shown_wait_for_somebody() -> None:
    learnt = Learnt({"support": ("support.firma.example", "known.firma.example")})
    assert len(said(box(own_list_ids=("known.firma.example",)), learnt)) == 1
    assert said(OFFICE, Learnt({"gone": ("x.example",)})) == []


def test_an_installation_is_looked_at_once_for_all() -> None:
    outlook = Installation(microsoft_client_id="4d5b", operator="Firma")
    assert ["Office" in notice.what.message for notice in of_installation(outlook)] == [True]
    assert not list(of_installation(replace(outlook, microsoft_clients=OFFICE_CLIENTS)))
    gmail = Installation(google_service_account="a@b.example", google_client_id="1")
    assert len(list(of_installation(gmail))) == 2
    assert not list(of_installation(Installation()))
