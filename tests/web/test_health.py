"""Alive, ready, counted: and every failure is a problem document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.domain import errors as domain
from server.web.errors import STATUS, status_of
from tests.support.edge import Edge, edge


@pytest.fixture
def world() -> Iterator[Edge]:
    with edge() as built:
        yield built


def test_a_living_process_says_so_whatever_the_store_does(world: Edge) -> None:
    world.parts.failure = domain.Unavailable("The store is away.")
    answer = world.app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_ready_means_that_nothing_is_wrong(world: Edge) -> None:
    assert world.app.test_client().get("/readyz").get_json() == {"status": "ready"}
    world.parts.faults = ["The store refuses writes: free memory."]
    answer = world.app.test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()["faults"]) == (
        503,
        ["The store refuses writes: free memory."],
    )


def test_a_store_that_is_away_is_a_fault_not_a_crash(world: Edge) -> None:
    world.parts.failure = domain.Unavailable("The store is away.")
    answer = world.app.test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()["faults"]) == (503, ["The store is away."])


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/gmail/home", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
    ],
)
def test_what_flask_refuses_is_a_problem_document(
    world: Edge, method: str, path: str, status: int, code: str
) -> None:
    answer = world.app.test_client().open(path, method=method)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == status
    assert status != 405 or answer.headers["Allow"]


def test_a_fault_of_our_own_shows_nothing_of_itself(world: Edge) -> None:
    world.parts.failure = ValueError("secret of mia@kontor.example")
    answer = world.app.test_client().get("/fail")
    assert (answer.status_code, answer.get_json()["code"]) == (500, "internal")
    assert b"secret" not in answer.data
    assert b"Traceback" not in answer.data


def test_every_kind_of_error_has_its_row() -> None:
    listed = [one for one in vars(domain).values() if isinstance(one, type)]
    kinds = {one for one in listed if issubclass(one, domain.RandnotizError)}
    assert set(STATUS) == kinds - {domain.RandnotizError}


def test_a_finer_kind_is_answered_like_its_parent() -> None:
    class StoreAway(domain.Unavailable):
        """A finer kind."""

    assert status_of(StoreAway("Away.")) == 503
    assert status_of(domain.RandnotizError("Unlisted.")) == 500


@pytest.mark.parametrize("kind", STATUS, ids=lambda kind: kind.__name__)
def test_an_error_of_ours_says_what_it_says(world: Edge, kind: type[domain.RandnotizError]) -> None:
    world.parts.failure = kind("%(who)s was faster.", who="Priya")
    answer = world.app.test_client().get("/fail")
    assert answer.status_code == STATUS[kind]
    assert answer.get_json()["detail"] == "Priya was faster."
    assert answer.get_json()["code"] == kind.code
