"""What an admin changed through another process is known to the next call (DECISIONS A8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.domain.vocabulary import Availability, Role
from server.domain.workspace import Directory, Mailbox, Member
from tests.support.api_edge import ApiEdge
from tests.support.elsewhere import elsewhere, put_mailbox, put_member


def open_mail(edge: ApiEdge, who: str, message: str, to: str) -> Any:
    """What somebody is shown beside a mail that came a minute ago."""
    body = {
        "message_id": f"<{message}@wald.example>",
        "from": {"name": "Ada Wald", "address": "ada@wald.example"},
        "to": [{"address": to}],
        "subject": "Frage",
        "created_at": edge.office.time[0] - 60_000,
    }
    return edge.done(who, "POST", "/resolve", body, key=None)


def known(edge: ApiEdge, who: str) -> Directory:
    """The directory that the process has from now on, as somebody's first call made it read it."""
    edge.get(who, "/me")
    return edge.office.workspaces.directories.known(edge.office.id)


def test_a_new_mailbox_is_known_at_its_first_mail(edge: ApiEdge) -> None:
    known(edge, "anna")
    sales = Mailbox("sales", "Vertrieb", ("vertrieb@firma.example",), {"anna": Member(Role.AGENT)})
    put_mailbox(edge.office.workspaces.directories, edge.office.id, sales)
    assert open_mail(edge, "anna", "first", "vertrieb@firma.example")["kind"] == "conversation"


def test_who_works_there_no_more_begins_nothing(edge: ApiEdge) -> None:
    known(edge, "anna")
    put_member(edge.office.workspaces.directories, edge.office.id, "support", "anna", None)
    found = open_mail(edge, "anna", "mine", "support@firma.example")
    assert found["kind"] == "outside"
    inbox = edge.office.inbox
    assert not inbox.messages.known([inbox.conversations.digests.message("mine@wald.example")])


def test_who_left_is_told_no_names(edge: ApiEdge) -> None:
    before = known(edge, "anna").agents["anna"]
    assert edge.get("anna", "/people", query_string={"query": "Ben"})["people"]
    gone = replace(before, deactivated_at=edge.office.time[0])
    elsewhere(edge.office.workspaces.directories).put(edge.office.id, gone, before=before)
    assert edge.get("anna", "/people", query_string={"query": "Ben"})["people"] == []
    assert edge.ask("anna", "GET", "/people").status_code == 403


def test_what_an_admin_changed_of_somebody_is_no_conflict_when_they_go_away(edge: ApiEdge) -> None:
    before = known(edge, "anna").agents["anna"]
    after = replace(before, name="Anna Neu")
    elsewhere(edge.office.workspaces.directories).put(edge.office.id, after, before=before)
    edge.done("anna", "PUT", "/me/availability", {"availability": "busy"})
    now = edge.office.inbox.directory.agents["anna"]
    assert (now.name, now.availability) == ("Anna Neu", Availability.BUSY)
