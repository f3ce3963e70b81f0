"""Searching over the API: pages, rights and what is refused."""

from __future__ import annotations

from tests.support.api_edge import ApiEdge
from tests.support.office import MINUTE, mail


def deliver(edge: ApiEdge, number: int, *, sender: str) -> str:
    at = edge.office.time[0] - (100 - number) * MINUTE
    done = edge.office.deliver(
        mail(f"m{number}@x", at=at, subject=f"Rechnung {number}", sender=sender), at=at
    )
    assert done.conversation is not None
    return done.conversation


def test_pages_lead_to_the_oldest_without_a_gap(edge: ApiEdge) -> None:
    names = [deliver(edge, number, sender=f"p{number}@wald.example") for number in range(15)]
    first = edge.done("anna", "POST", "/search", {"query": "rechnung"})
    assert [row["id"] for row in first["rows"]] == names[:4:-1]
    rest = edge.done("anna", "POST", "/search", {"query": "rechnung", "after": first["after"]})
    assert [row["id"] for row in rest["rows"]] == names[4::-1]
    assert (rest["after"], rest["building"], rest["left_out"]) == (None, False, False)
    for who in ("hanna", "lio", "otto"):
        assert edge.done(who, "POST", "/search", {"query": "rechnung"})["rows"] == []


def test_a_query_that_cannot_be_understood_says_why(edge: ApiEdge) -> None:
    answer = edge.ask("anna", "POST", "/search", {"query": "before:gestern"})
    assert answer.status_code == 422
    assert "gestern" in answer.get_json()["detail"]


def test_colleagues_of_the_customer_are_shown_and_strangers_of_a_freemailer_are_not(edge: ApiEdge) -> None:
    one = deliver(edge, 1, sender="ada@firma7.example")
    two = deliver(edge, 2, sender="bo@firma7.example")
    deliver(edge, 3, sender="ada@firma8.example")
    rows = edge.get("anna", f"/conversations/{one}/company")["rows"]
    assert [row["id"] for row in rows] == [two]
    free = deliver(edge, 4, sender="cy@gmx.de")
    deliver(edge, 5, sender="di@gmx.de")
    assert edge.get("anna", f"/conversations/{free}/company")["rows"] == []
