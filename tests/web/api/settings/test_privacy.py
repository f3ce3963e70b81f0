"""Privacy by API: for admins, numbers first, and addresses in bodies only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.usecases.privacy.running import work
from server.web.api.calls import Route
from server.web.api.settings import privacy
from tests.support.api_edge import ApiEdge
from tests.support.office import mail

WHO = "ada.quittenbaum@wald.example"


@pytest.fixture(autouse=True)
def _with_an_admin(edge: ApiEdge) -> None:
    """Hanna administers the workspace, and is no member of support@."""
    directories = edge.office.workspaces.directories
    hanna = edge.office.inbox.directory.agents["hanna"]
    directories.put(edge.office.id, replace(hanna, admin=True), before=hanna)


def work_off(edge: ApiEdge) -> None:
    for _ in work(edge.office.inbox, worker="w"):
        pass


def written(edge: ApiEdge) -> str:
    return edge.office.deliver(mail("m@geheim", sender=f"Ada Quittenbaum <{WHO}>")).conversation or ""


def test_a_person_is_counted_erased_and_reported(edge: ApiEdge) -> None:
    written(edge)
    job = edge.done("hanna", "POST", "/settings/privacy/erasures", {"address": WHO})
    assert job["state"] == "counting"
    work_off(edge)
    path = f"/settings/privacy/jobs/{job['id']}"
    found = edge.get("hanna", path)
    assert (found["state"], found["found"]["conversations"], found["names"]) == (
        "counted",
        1,
        ["Ada Quittenbaum"],
    )
    edge.done("hanna", "POST", f"{path}/confirm", {"names": ["Ada Quittenbaum"]})
    work_off(edge)
    done = edge.get("hanna", path)
    assert (done["state"], done["counts"], done["names"]) == ("done", found["found"], [])
    assert edge.get("hanna", "/settings/privacy/jobs")["jobs"][0]["id"] == job["id"]


def test_everything_about_a_person(edge: ApiEdge) -> None:
    name = written(edge)
    found = edge.ask("hanna", "POST", "/settings/privacy/about", {"address": WHO}).get_json()
    assert [one["facts"]["id"] for one in found["found"]] == [name]
    assert found["next"] is None
    rest = edge.ask("hanna", "POST", "/settings/privacy/about", {"address": WHO, "skip": 1}).get_json()
    assert rest["found"] == []


def test_holds_deletion_and_forecast(edge: ApiEdge) -> None:
    name = written(edge)
    path = f"/settings/privacy/conversations/{name}"
    edge.done("hanna", "POST", "/settings/privacy/hold", {"address": WHO})
    assert edge.get("hanna", "/settings/privacy/holds")["holds"][0]["address"] == WHO
    assert edge.ask("hanna", "DELETE", path).status_code == 422
    edge.done("hanna", "POST", "/settings/privacy/release", {"address": WHO})
    assert edge.get("hanna", path)["messages"] == 1
    assert edge.ask("hanna", "DELETE", path).status_code == 204
    assert edge.ask("hanna", "GET", path).status_code == 404
    assert edge.get("hanna", "/settings/privacy/retention")["purged"] == 0


def test_emergency_access_and_its_line(edge: ApiEdge) -> None:
    name = written(edge)
    path = "/settings/privacy/emergency/support"
    assert edge.ask("hanna", "GET", f"/conversations/{name}").status_code == 404
    edge.done("hanna", "POST", path, {"reason": "Feuer"})
    assert edge.ask("hanna", "GET", f"/conversations/{name}").status_code == 200
    lines = edge.get("hanna", "/settings/audit?kind=emergency")["lines"]
    assert [line["data"]["reason"] for line in lines] == ["Feuer"]
    assert edge.ask("hanna", "DELETE", path).status_code == 204
    assert edge.ask("hanna", "GET", f"/conversations/{name}").status_code == 404


@pytest.mark.parametrize("route", privacy.ROUTES, ids=lambda route: route.name)
def test_others_are_refused(edge: ApiEdge, route: Route) -> None:
    written(edge)
    path = route.path.replace("<job>", "x").replace("<mailbox>", "support").replace("<conversation>", "x")
    bodies = {"about_person": {"address": WHO}, "erase_person": {"address": WHO}, "confirm_job": {}}
    bodies |= {name: {"address": WHO} for name in ("hold", "release")} | {"begin_emergency": {"reason": "x"}}
    answer = edge.ask("anna", route.method, path, bodies.get(route.name))
    assert answer.status_code in {403, 404}, answer.text
