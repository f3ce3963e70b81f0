"""Putting conversations right over the API: each call once, and what is refused."""

from __future__ import annotations

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail


@pytest.fixture
def two(edge: ApiEdge) -> tuple[str, str]:
    at = edge.office.time[0]
    one = edge.office.deliver(mail("a@wald.example", at=at - 60_000, subject="Eins"))
    other = edge.office.deliver(mail("b@wald.example", at=at - 30_000, subject="Zwei"))
    return one.conversation or "", other.conversation or ""


def test_a_merge_is_offered_done_and_undone(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, other = two
    offered = edge.get("anna", f"/conversations/{one}/tidy")
    assert [line["row"]["id"] for line in offered["candidates"]] == [other]
    done = edge.done("anna", "POST", f"/conversations/{one}/merge", {"into": other})
    assert done["conversation"]["id"] == other
    known = edge.get("ben", f"/conversations/{one}/tidy")
    assert [line["id"] for line in known["merged"]] == [one]
    assert known["mail_count"] == 2
    back = edge.done("ben", "POST", f"/conversations/{other}/unmerge", {"source": one})
    assert back["other"] == one
    assert edge.get("anna", f"/conversations/{one}")["id"] == one


def test_what_a_merge_would_do_is_told_before_it_is_done(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, other = two
    edge.done("anna", "POST", f"/conversations/{other}/comments", {"text": "Schau mal"})
    plan = edge.get("anna", f"/conversations/{one}/merge/{other}")
    told = (plan["row"]["id"], plan["mails"], plan["comments"], plan["shown"], plan["refusal"])
    assert told == (other, 1, 1, [], None)
    assert edge.get("vera", f"/conversations/{one}/merge/{other}")["refusal"]
    assert edge.ask("anna", "GET", f"/conversations/{one}/merge/{one}").status_code == 422
    assert edge.ask("hanna", "GET", f"/conversations/{one}/merge/{other}").status_code == 404


def test_a_merge_says_whose_comments_more_people_would_see(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, _ = two
    both = mail("z@wald.example", to="support@firma.example, hr@firma.example", at=edge.office.time[0])
    wide = edge.office.deliver(both).conversation or ""
    edge.done("mona", "POST", f"/conversations/{one}/comments", {"text": "Nur Support"})
    plan = edge.get("mona", f"/conversations/{wide}/merge/{one}")
    assert plan["shown"] == [{"comments": 1, "subject": "Eins", "mailboxes": ["hr@firma.example"]}]
    assert edge.get("anna", f"/conversations/{wide}/merge/{one}")["refusal"]


def test_links_stand_in_the_view_of_those_who_see_both(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, other = two
    edge.done("anna", "POST", f"/conversations/{one}/links", {"other": other, "kind": "duplicate"})
    links = edge.get("vera", f"/conversations/{one}")["links"]
    assert [(link["kind"], link["id"], link["status"]) for link in links] == [("duplicate", other, "open")]
    edge.done("mona", "PUT", f"/conversations/{other}/mailbox", {"to": "hr", "expected": "support"})
    assert edge.get("vera", f"/conversations/{one}")["links"] == []
    assert len(edge.get("mona", f"/conversations/{one}")["links"]) == 1


def test_who_may_unblock_is_told_that_a_sender_is_blocked(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, other = two
    edge.done("anna", "PUT", f"/conversations/{one}/sender", {"blocked": True})
    kinds = {who: edge.get(who, f"/conversations/{other}")["warnings"] for who in ("ben", "vera")}
    assert [w["kind"] for w in kinds["ben"]] == ["sender_blocked"]
    assert kinds["vera"] == []


def test_mails_leave_and_are_linked_with_where_they_were(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, _ = two
    edge.office.deliver(mail("c@wald.example", refers=("a@wald.example",), at=edge.office.time[0]))
    mails = edge.get("anna", f"/conversations/{one}/tidy")["mails"]
    body = {"message": mails[0]["key"], "later": False}
    done = edge.done("anna", "POST", f"/conversations/{one}/split", body)
    links = edge.get("anna", f"/conversations/{done['other']}/tidy")["links"]
    assert [(link["kind"], link["row"]["id"]) for link in links] == [("split_from", one)]


def test_a_conversation_moves_only_where_the_mover_works(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, _ = two
    assert edge.get("anna", f"/conversations/{one}/tidy")["places"] == []
    assert [box["id"] for box in edge.get("mona", f"/conversations/{one}/tidy")["places"]] == ["hr"]
    body = {"to": "hr", "expected": "support"}
    assert edge.ask("anna", "PUT", f"/conversations/{one}/mailbox", body).status_code == 404
    done = edge.done("mona", "PUT", f"/conversations/{one}/mailbox", body)
    assert done["conversation"]["mailbox"]["id"] == "hr"
    assert edge.ask("mona", "PUT", f"/conversations/{one}/mailbox", body).status_code == 409


def test_a_link_stands_on_both_sides_until_it_is_removed(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, other = two
    edge.done("anna", "POST", f"/conversations/{one}/links", {"other": other, "kind": "continues"})
    links = edge.get("anna", f"/conversations/{other}/tidy")["links"]
    assert [(link["kind"], link["row"]["id"]) for link in links] == [("continued_by", one)]
    edge.done("ben", "DELETE", f"/conversations/{other}/links/{one}")
    assert edge.get("anna", f"/conversations/{one}/tidy")["links"] == []


def test_mail_of_a_blocked_sender_arrives_as_spam(edge: ApiEdge, two: tuple[str, str]) -> None:
    one, _ = two
    view = edge.done("anna", "PUT", f"/conversations/{one}/sender", {"blocked": True})
    assert view["status"] == "spam"
    assert edge.get("anna", f"/conversations/{one}/tidy")["blocked"] is True
    late = edge.office.deliver(mail("d@wald.example", at=edge.office.time[0])).conversation
    assert edge.get("anna", f"/conversations/{late}")["status"] == "spam"
    view = edge.done("anna", "PUT", f"/conversations/{late}/sender", {"blocked": False})
    assert view["status"] == "open"
    after = edge.office.deliver(mail("e@wald.example", at=edge.office.time[0])).conversation
    assert edge.get("anna", f"/conversations/{after}")["status"] == "open"


@pytest.mark.parametrize("call", ["merge", "unmerge", "split", "mailbox", "links", "sender"])
def test_who_only_reads_puts_nothing_right(edge: ApiEdge, two: tuple[str, str], call: str) -> None:
    one, other = two
    bodies = {
        "merge": ("POST", {"into": other}),
        "unmerge": ("POST", {"source": other}),
        "split": ("POST", {"message": "x", "later": True}),
        "mailbox": ("PUT", {"to": "hr", "expected": "support"}),
        "links": ("POST", {"other": other, "kind": "related"}),
        "sender": ("PUT", {"blocked": True}),
    }
    method, body = bodies[call]
    assert edge.ask("vera", method, f"/conversations/{one}/{call}", body).status_code in (403, 422)
    assert edge.ask("hanna", method, f"/conversations/{one}/{call}", body).status_code == 404
