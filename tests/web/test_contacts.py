"""Who called last is noted after the answer is out: nobody waits for it, and nobody is kept from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from redis.exceptions import ConnectionError as NoConnection

from server.domain.vocabulary import Via
from server.store.commit import Store
from server.usecases.contacts import PAUSE_MS, LastCalls
from tests.store.counting import CountingClient
from tests.support.api_edge import ApiEdge, api_edge
from tests.support.office import open_office


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[ApiEdge]:
    with api_edge(open_office(store, workspace)) as made:
        yield made


def contacts(edge: ApiEdge) -> dict[str, str]:
    found: dict[str, str] = edge.office.workspaces.store.read(
        [("HGETALL", edge.office.inbox.conversations.keys.contacts)]
    )[0]
    return found


def test_a_call_is_noted_once_its_answer_was_sent(edge: ApiEdge) -> None:
    answer = edge.ask("anna", "GET", "/me")
    assert answer.status_code == 200
    assert contacts(edge) == {}
    answer.close()
    assert contacts(edge) == {"outlook": str(edge.office.time[0])}


def test_who_may_not_in_leaves_no_trace(edge: ApiEdge) -> None:
    edge.ask(None, "GET", "/me").close()
    edge.ask(None, "GET", "/me", token="wrong").close()
    assert contacts(edge) == {}


def test_it_is_written_once_a_minute_and_a_store_that_is_away_does_no_harm(
    edge: ApiEdge, store: Store
) -> None:
    office, calls = edge.office, LastCalls()
    note = calls.due(office.inbox, Via.GMAIL)
    assert note is not None
    assert calls.due(office.inbox, Via.GMAIL) is None
    assert calls.due(office.inbox, Via.OUTLOOK) is not None
    office.time[0] += PAUSE_MS
    away = replace(
        office.inbox,
        conversations=replace(office.inbox.conversations, store=Store(Away(store.client))),
    )
    later = calls.due(away, Via.GMAIL)
    assert later is not None
    later()
    note()
    assert set(contacts(edge)) == {"gmail"}


class Away(CountingClient):
    """A store that nobody reaches."""

    def execute_command(self, *args: object, **options: object) -> object:
        """Refuse."""
        del args, options
        raise NoConnection
