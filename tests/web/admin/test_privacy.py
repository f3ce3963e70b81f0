"""The pages about privacy: numbers before anything goes, a page that watches, and nothing for those who may not."""

from __future__ import annotations

import re

import pytest

from server.domain.administering import OPERATOR
from server.domain.jobs import JobState
from server.domain.vocabulary import Standing
from server.store.commit import Store
from server.store.keys import Keys
from server.usecases import conversations
from server.usecases.privacy.erasing import list_jobs
from server.usecases.privacy.running import work
from tests.store.counting import CountingClient
from tests.support.admin_edge import AdminEdge, admin_edge
from tests.support.office import DAY, Office, mail, open_office
from tests.support.traces import dumps, traces

WHO = "ada.quittenbaum@wald.example"


def written(office: Office) -> str:
    sender = f"Ada Quittenbaum <{WHO}>"
    return office.deliver(mail("m@geheim", sender=sender, subject="<b>Frage</b>")).conversation or ""


def work_off(office: Office) -> None:
    for _ in work(office.inbox, worker="w"):
        pass


def left(office: Office) -> list[str]:
    return traces(dumps(office.workspaces.store, Keys(office.id)), ["quittenbaum", "wald.example"])


def test_an_erasure_from_asking_to_the_report(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    written(office)
    admin.get("/privacy")
    job = admin.post("/privacy/erase", {"erase": WHO, "names": ""})
    assert re.fullmatch(r"/privacy/jobs/\w+", job)
    assert 'http-equiv="refresh"' in admin.get(job)
    work_off(office)
    counted = admin.get(job)
    assert "1 conversation" in counted
    assert "Ada Quittenbaum" in counted
    assert 'http-equiv="refresh"' not in counted
    assert left(office) != []
    admin.done(f"{job}/confirm", {"names": ["Ada Quittenbaum"]})
    work_off(office)
    assert "Backups made before" in admin.get(job)
    assert left(office) == []
    assert "Erasing anon-" in admin.get("/privacy")


def test_it_can_be_cancelled(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    written(office)
    admin.get("/privacy")
    job = admin.post("/privacy/erase", {"erase": WHO})
    work_off(office)
    admin.get(job)
    assert "Nothing was changed." in admin.done(f"{job}/cancel", {})
    (found,) = list_jobs(office.inbox, actor=OPERATOR)
    assert (found.state, found.sealed) == (JobState.CANCELLED, "")


def test_what_cannot_be_erased_keeps_what_was_typed(edge: AdminEdge) -> None:
    admin = edge.browser("admin")
    admin.get("/privacy")
    page = admin.post("/privacy/erase", {"erase": "support@firma.example", "names": "Ada"}, status=422)
    assert "This address is ours" in page
    assert 'value="support@firma.example"' in page


def test_everything_about_a_person_as_page_and_file(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    name = written(office)
    admin.get("/privacy")
    page = admin.post("/privacy/about", {"about": WHO, "how": "page"}, status=200)
    assert name in page
    assert "&lt;b&gt;Frage&lt;/b&gt;" in page
    admin.get("/privacy")
    file = admin.post("/privacy/about", {"about": WHO, "how": "file"}, status=200)
    assert '"kind":"conversation"' in file
    admin.get("/privacy")
    assert "Nothing is stored" in admin.post("/privacy/about", {"about": "x@y.example"}, status=200)


def test_a_hold_on_an_address_and_on_a_conversation(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    name = written(office)
    admin.get("/privacy")
    assert WHO in admin.done("/privacy/hold", {"hold": WHO})
    page = admin.post("/privacy/erase", {"erase": WHO}, status=422)
    assert "legal hold" in page
    admin.get("/privacy")
    assert "The hold is released." in admin.done("/privacy/release", {"release": WHO})
    admin.done("/privacy/hold", {"hold": f"https://x.example/c/{name}"})
    assert name in admin.get("/privacy/held")
    admin.done("/privacy/release", {"release": name})
    assert name not in admin.get("/privacy/held")


def test_deleting_says_what_goes_first(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    name = written(office)
    admin.get("/privacy")
    asked = admin.post("/privacy/delete", {"conversation": name})
    assert "1 message is forgotten" in admin.get(asked)
    assert "The conversation is deleted." in admin.done(asked, {})
    assert left(office) == []
    admin.get(asked, status=404)


def test_deleting_what_changed_meanwhile_is_asked_again(edge: AdminEdge) -> None:
    office, admin = edge.office, edge.browser("admin")
    name = written(office)
    page = f"/privacy/conversations/{name}"
    admin.get(page)
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    admin.post(page, {}, status=409)
    assert office.conversation(name).deleted_at is None


def test_the_forecast_is_a_page(edge: AdminEdge) -> None:
    office = edge.office
    office.set("support", retention_days=30)
    name = written(office)
    conversations.set_status(
        office.inbox, office.asked("anna"), conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )
    office.time[0] += 31 * DAY
    assert "1 conversation loses comments" in edge.browser("admin").get("/privacy/retention")


def test_emergency_access_is_begun_seen_and_ended(edge: AdminEdge) -> None:
    admin, manager = edge.browser("admin"), edge.browser("mona")
    admin.get("/privacy")
    page = admin.post("/privacy/emergency", {"mailbox": "hr", "reason": " "}, status=422)
    assert "This is missing." in page
    admin.get("/privacy")
    assert "for 60 minutes" in admin.done("/privacy/emergency", {"mailbox": "hr", "reason": "Feuer"})
    assert "Ada Admin reads Hr until" in manager.get("/me")
    assert "emergency access" not in edge.browser("anna").get("/me")
    admin.done("/privacy/emergency/end", {"ended": "hr"})
    assert "Ada Admin read Hr until" in manager.get("/me")
    assert "Feuer" in admin.get("/audit?kind=emergency")


def test_the_audit_log_is_filtered_and_taken_along(edge: AdminEdge) -> None:
    admin = edge.browser("admin")
    admin.get("/privacy")
    admin.done("/privacy/hold", {"hold": WHO})
    page = admin.get("/audit?kind=held&who=agent:admin&target=address")
    assert page.count('<td data-l="Who">') == 1
    assert WHO not in page
    assert "No line fits." in admin.get("/audit?since=2199-01-01")
    file = admin.get("/audit/csv?kind=held")
    assert file.startswith("\ufeff")
    assert "address:" in file
    admin.get("/audit?since=gestern", status=422)
    admin.get("/audit?other=1", status=422)


@pytest.mark.parametrize("path", ["/privacy", "/privacy/held", "/privacy/retention", "/audit", "/audit/csv"])
def test_only_admins_see_any_of_it(edge: AdminEdge, path: str) -> None:
    for agent in ("mona", "anna"):
        edge.browser(agent).get(path, status=404)


@pytest.mark.parametrize("path", ["/privacy", "/audit"])
def test_three_round_trips_and_sixty_kilobytes(store: Store, workspace: str, path: str) -> None:
    client = CountingClient(store.client)
    with admin_edge(open_office(Store(client), workspace)) as edge:
        admin = edge.browser("admin")
        admin.get(path)
        client.trips = 0
        page = admin.get(path)
        assert client.trips <= 3
        assert len(page.encode()) < 60_000
