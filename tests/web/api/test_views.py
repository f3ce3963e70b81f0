"""Saved views over the API: kept, shared, looked at page by page, and refused where that is right."""

from __future__ import annotations

from server.usecases.searching import PAGE
from tests.support.api_edge import ApiEdge
from tests.support.office import MINUTE, mail

OWN = {"name": "Rechnungen", "query": "rechnung", "sort": "oldest"}


def deliver(edge: ApiEdge, number: int) -> str:
    at = edge.office.time[0] - (100 - number) * MINUTE
    subject, sender = f"Rechnung {number}", f"p{number}@wald.example"
    done = edge.office.deliver(mail(f"m{number}@x", at=at, subject=subject, sender=sender), at=at)
    assert done.conversation is not None
    return done.conversation


def test_ones_own_is_kept_looked_at_changed_and_deleted(edge: ApiEdge) -> None:
    ids = [deliver(edge, number) for number in range(25)]
    made = edge.done("anna", "POST", "/me/views", OWN)
    assert edge.get("anna", "/views")["views"] == [made]
    assert edge.get("ben", "/views")["views"] == []
    page = edge.get("anna", f"/views/{made['id']}")
    assert [row["id"] for row in page["rows"]] == ids[:PAGE]
    rest = edge.get("anna", f"/views/{made['id']}?after={page['after']}")
    assert ([row["id"] for row in rest["rows"]], rest["cut"]) == (ids[PAGE : 2 * PAGE], False)
    assert rest["among"] == 0
    assert edge.ask("ben", "GET", f"/views/{made['id']}").status_code == 404
    one = f"/me/views/{made['id']}"
    changed = edge.done("anna", "PUT", one, OWN | {"name": "Alle"})
    assert (changed["name"], changed["id"]) == ("Alle", made["id"])
    assert edge.ask("anna", "PUT", one, OWN | {"query": "before:gestern"}).status_code == 422
    assert edge.ask("ben", "PUT", one, OWN).status_code == 404
    assert edge.ask("anna", "DELETE", one).status_code == 204
    assert edge.get("anna", "/views")["views"] == []


def test_a_shared_one_is_for_its_mailbox_and_set_up_by_its_managers(edge: ApiEdge) -> None:
    own = edge.done("anna", "POST", "/me/views", OWN)
    assert (
        edge.ask("anna", "POST", f"/me/views/{own['id']}/share", {"mailboxes": ["support"]}).status_code
        == 403
    )
    assert edge.get("anna", "/views")["share_with"] == []
    hers = edge.done("mona", "POST", "/me/views", OWN)
    assert {one["id"] for one in edge.get("mona", "/views")["share_with"]} == {"hr", "support"}
    shared = edge.done("mona", "POST", f"/me/views/{hers['id']}/share", {"mailboxes": ["support"]})
    [_, seen] = edge.get("anna", "/views")["views"]
    assert (seen["id"], seen["own"], seen["may_change"]) == (hers["id"], False, False)
    assert edge.get("hanna", "/views")["views"] == []
    one = f"/settings/views/{hers['id']}"
    renamed = edge.done("mona", "PATCH", one, {"name": "Offene", "seen": shared["version"]})
    assert edge.ask("mona", "DELETE", f"{one}?seen={shared['version']}").status_code == 409
    assert edge.ask("mona", "DELETE", f"{one}?seen={renamed['version']}").status_code == 204
    assert [view["own"] for view in edge.get("anna", "/views")["views"]] == [True]
