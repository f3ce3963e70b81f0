"""GET /settings/health: the same as the page, for who administers and for programs that may read settings."""

from __future__ import annotations

from dataclasses import replace

from server.domain.access import Scope
from tests.support.api_edge import ApiEdge
from tests.support.programs import minted


def test_an_admin_reads_how_the_service_is(edge: ApiEdge) -> None:
    before = edge.office.inbox.directory.agents["mona"]
    edge.office.workspaces.directories.put(edge.office.id, replace(before, admin=True), before=before)
    found = edge.get("mona", "/settings/health", headers={"Accept-Language": "de"})
    assert found["store"]["faults"] == []
    assert found["store"]["records"] > 0
    assert found["worker"] == {"working": False, "heard_at": None, "late": 0, "undelivered": 0}
    assert {"text": "Nur Mona verwaltet diesen Arbeitsbereich.", "path": "/people"} in found["notices"]


def test_nobody_else_does(edge: ApiEdge) -> None:
    for who in ("anna", "mona", "vera"):
        assert edge.ask(who, "GET", "/settings/health").status_code == 403


def test_a_program_that_may_read_settings_does(edge: ApiEdge) -> None:
    reads = minted(edge.office, Scope.SETTINGS_READ)
    assert edge.ask(None, "GET", "/settings/health", token=reads.text).status_code == 200
    other = minted(edge.office, Scope.READ, name="Other")
    assert edge.ask(None, "GET", "/settings/health", token=other.text).status_code == 403
