"""Fields, guideline, confidential conversations, absences and one's own comments on the cards that offer them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards import paths
from server.domain.catalogue import Field, FieldKind
from server.domain.vocabulary import Availability
from server.domain.workspace import Member
from tests.support.gmail_edge import DAY, GmailEdge, moment, text

FIELDS = (
    Field("number", "Kundennummer", FieldKind.TEXT, position=1),
    Field("sum", "Betrag", FieldKind.NUMBER, position=2),
    Field("due", "Frist", FieldKind.DATE, position=3),
    Field("kind", "Art", FieldKind.CHOICE, ("Rechnung", "none"), position=4),
    Field("call", "Rückruf", FieldKind.CHECKBOX, position=5),
    Field("file", "Akte", FieldKind.LINK, position=6),
)


@pytest.fixture
def furnished(edge: GmailEdge) -> GmailEdge:
    directories = edge.workspaces.directories
    for field in FIELDS:
        directories.put(edge.sample.key, field, before=None)
    box = directories.load(edge.sample.key).mailboxes["support"]
    ruled = replace(box, guideline="Erst <b>lesen</b>: https://wiki.example/a?x=1&y=2.")
    directories.put(edge.sample.key, ruled, before=box)
    return edge


def day(iso: str) -> dict[str, Any]:
    from datetime import UTC, datetime

    at = datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return {"dateInput": {"msSinceEpoch": str(int(at.timestamp()) * 1000)}}


FILLED = {
    "field_number": "4711",
    "field_sum": "12,5",
    "field_due": day("2026-11-30"),
    "field_kind": "=none",
    "field_call": "1",
    "field_file": "https://akte.example/4711?a=1&b=2",
}


def test_every_kind_of_field_is_filled_shown_and_emptied(furnished: GmailEdge) -> None:
    edge, mail = furnished, furnished.mail()
    opened = edge.open("jonas", mail)
    form = edge.press("jonas", opened, paths.SHOW_FIELDS, mail)
    filled = edge.press("jonas", form, paths.FIELDS, mail, inputs=FILLED)
    assert edge.record(filled).fields == {
        "number": "4711",
        "sum": "12.5",
        "due": "2026-11-30",
        "kind": "none",
        "call": "true",
        "file": "https://akte.example/4711?a=1&b=2",
    }
    for shown in ("12,5", "30. Nov. 2026", "Ja", 'href="https://akte.example/4711?a=1&amp;b=2"'):
        assert shown in filled.words
    form = edge.press("jonas", filled, paths.SHOW_FIELDS, mail)
    kept = {name: value for name, value in FILLED.items() if name != "field_call"}
    emptied = edge.press(
        "jonas", form, paths.FIELDS, mail, inputs=kept | {"field_number": "", "empty_due": "1"}
    )
    assert edge.record(emptied).fields.keys() == {"sum", "kind", "file"}


def test_a_value_that_does_not_fit_leaves_everything_typed(furnished: GmailEdge) -> None:
    edge, mail = furnished, furnished.mail()
    form = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_FIELDS, mail)
    refused = edge.press(
        "jonas", form, paths.FIELDS, mail, inputs={"field_file": "javascript:alert(1)", "field_number": "1"}
    )
    assert "„Akte“" in refused.notice
    assert not refused.name
    assert edge.record(edge.open("jonas", mail)).fields == {}


def test_who_was_slower_finds_what_they_typed_and_who_was_faster(furnished: GmailEdge) -> None:
    edge, mail = furnished, furnished.mail()
    forms = {who: edge.press(who, edge.open(who, mail), paths.SHOW_FIELDS, mail) for who in ("jonas", "eva")}
    edge.press("eva", forms["eva"], paths.FIELDS, mail, inputs={"field_number": "4711"})
    slower = edge.press(
        "jonas", forms["jonas"], paths.FIELDS, mail, inputs={"field_number": "4712", "field_sum": "3"}
    )
    assert slower.name == "fields"
    assert "Eva Vogt hat „Kundennummer“ inzwischen geändert." in slower.words
    assert '"value": "4712"' in str(slower.envelope).replace("'", '"')
    again = edge.press("jonas", slower, paths.FIELDS, mail, inputs={"field_number": "4712", "field_sum": "3"})
    assert edge.record(again).fields == {"number": "4712", "sum": "3"}


def test_only_who_works_there_is_offered_to_fill_them(furnished: GmailEdge) -> None:
    mail = furnished.mail()
    furnished.open("jonas", mail)
    reading = furnished.open("lena", mail)
    assert not [url for url, _ in reading.actions if url.endswith(paths.SHOW_FIELDS)]
    assert "Noch nichts ausgefüllt" in reading.words


def test_the_guideline_is_plain_text_with_links_to_https_only(furnished: GmailEdge) -> None:
    words = furnished.open("jonas", furnished.mail()).words
    assert "Erst &lt;b&gt;lesen&lt;/b&gt;" in words
    assert '<a href="https://wiki.example/a?x=1&amp;y=2">' in words


def test_a_confidential_conversation_is_closed_to_everybody_else_at_once(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("mia", mail)
    edge.open("jonas", mail)
    more = edge.press("mia", opened, paths.SHOW_MORE, mail)
    picker = edge.press("mia", more, paths.SHOW_RESTRICT, mail)
    done = edge.press("mia", picker, paths.RESTRICT, mail, inputs={"people": text("agent:eva")})
    assert edge.record(done).restricted_to == ("eva", "mia")
    assert "sichtbar für 2 Personen" in done.words
    for who in ("jonas", "lena", "olaf", "lux"):
        hidden = edge.open(who, mail)
        assert hidden.name == "confidential"
        assert "Personen" not in hidden.words
    assert edge.open("eva", mail).name == "conversation"
    stale = edge.press("jonas", opened, paths.TAKE, mail)
    assert stale.name == "failure"
    more = edge.press("mia", done, paths.SHOW_MORE, mail)
    picker = edge.press("mia", more, paths.SHOW_RESTRICT, mail)
    edge.press("mia", picker, paths.RESTRICT, mail, everybody="1")
    assert edge.open("jonas", mail).name == "conversation"


def test_an_agent_who_is_not_the_assignee_is_not_offered_it(edge: GmailEdge) -> None:
    mail = edge.mail()
    for who, offered in (("jonas", False), ("mia", True)):
        more = edge.press(who, edge.open(who, mail), paths.SHOW_MORE, mail)
        assert bool([url for url, _ in more.actions if url.endswith(paths.SHOW_RESTRICT)]) is offered
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    more = edge.press("jonas", taken, paths.SHOW_MORE, mail)
    assert [url for url, _ in more.actions if url.endswith(paths.SHOW_RESTRICT)]


def test_ones_own_availability_and_what_colleagues_see_of_it(edge: GmailEdge) -> None:
    home = edge.ask("eva", "/gmail/home")
    away = edge.press("eva", home, paths.AVAILABILITY, inputs={"availability": "away"})
    until = edge.inbox.clock() + 2 * DAY
    inputs = {"availability": "away", "away_until": moment(until)}
    edge.press("eva", away, paths.AVAILABILITY, inputs=inputs)
    eva = edge.workspaces.directories.load(edge.sample.key).agents["eva"]
    assert (eva.availability, eva.away_until) == (Availability.AWAY, until)
    edge.workspaces.directories.put(edge.sample.key, replace(eva, deputy="mia"), before=eva)
    mail = edge.mail()
    picker = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
    assert "Vertretung: Mia Berger" in picker.words
    given = edge.press("jonas", picker, paths.ASSIGN, mail, to="agent:eva")
    assert "Eva Vogt ist abwesend bis" in given.words
    deputy = edge.press("jonas", given, paths.ASSIGN, mail, to="agent:mia")
    assert edge.record(deputy).assignee == "agent:mia"
    assert "abwesend" not in deputy.words


def test_the_upper_limit_of_a_member_stands_in_the_picker(edge: GmailEdge) -> None:
    directories = edge.workspaces.directories
    box = directories.load(edge.sample.key).mailboxes["support"]
    members = {**box.members, "eva": Member(box.members["eva"].role, cap=15)}
    directories.put(edge.sample.key, replace(box, members=members), before=box)
    mail = edge.mail()
    picker = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
    assert "verfügbar · 0 von 15 offen" in picker.words


def test_ones_own_comment_is_mended_and_a_manager_takes_it_away(edge: GmailEdge) -> None:
    mail = edge.mail()
    inputs = {"comment_0": "Varriante B"}
    written = edge.press("jonas", edge.open("jonas", mail), paths.COMMENT, mail, inputs=inputs)
    form = edge.press("jonas", written, paths.SHOW_COMMENT, mail)
    assert "Bitte schreib" in edge.press("jonas", form, paths.EDIT_COMMENT, mail, inputs={"text": " "}).notice
    mended = edge.press("jonas", form, paths.EDIT_COMMENT, mail, inputs={"text": "Variante B"})
    assert edge.comments(mended) == ["Variante B"]
    assert not [url for url, _ in edge.open("eva", mail).actions if url.endswith(paths.SHOW_COMMENT)]
    form = edge.press("mia", edge.open("mia", mail), paths.SHOW_COMMENT, mail)
    assert not [url for url, _ in form.actions if url.endswith(paths.EDIT_COMMENT)]
    gone = edge.press("mia", form, paths.DELETE_COMMENT, mail)
    assert edge.comments(gone) == [""]
    assert "Kommentar gelöscht" in gone.words


def test_a_removed_member_is_a_stranger_with_the_next_press(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    directories = edge.workspaces.directories
    jonas = directories.load(edge.sample.key).agents["jonas"]
    box = directories.load(edge.sample.key).mailboxes["support"]
    others = {name: member for name, member in box.members.items() if name != "jonas"}
    directories.put(edge.sample.key, replace(box, members=others), before=box)
    assert edge.press("jonas", opened, paths.TAKE, mail).name == "failure"
    assert edge.open("jonas", mail).name != "conversation"
    directories.put(edge.sample.key, replace(jonas, deactivated_at=1), before=jonas)
    assert edge.press("jonas", opened, paths.TAKE, mail).name == "stranger"
