"""How the store says it is: in one round trip, and red as soon as it may lose something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.errors import Unavailable
from server.domain.finding import State
from server.domain.installation import Installation
from server.domain.setup import Facts, Name, steps
from server.store.commit import Store
from server.store.contacts import Contacts, beat
from server.store.embedded import EmbeddedServer
from server.store.installation import InstallationStore
from server.store.keys import Keys
from server.store.overview import LATE_MS, Overview, overview
from server.store.secrets import SecretBox
from server.store.vitals import vitals
from tests.store.counting import CountingClient
from tests.store.servers import running

NOW = 1_790_000_000_000


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedServer, Store]]:
    """A server of this module's own, for its settings are going to be broken."""
    with running(tmp_path_factory.mktemp("own")) as found:
        yield found


def seen(store: Store, keys: Keys | None = None) -> Overview:
    return overview(store, InstallationStore(store, SecretBox([b"k" * 32])), keys, now=NOW)


def service(found: Overview) -> State:
    """How the first step of the guide stands with such a store, the address left aside."""
    facts = Facts(
        public_url="https://firma.example",
        installation=Installation(),
        store_faults=found.vitals.findings.faults,
        store_warnings=found.vitals.findings.warnings,
    )
    step = next(step for step in steps(facts) if step.name is Name.SERVICE)
    return min((finding.state for finding in step.findings[1:]), key=list(State).index)


def test_everything_comes_in_one_round_trip(own: tuple[EmbeddedServer, Store]) -> None:
    client, keys = CountingClient(own[1].client), Keys("w1")
    Contacts(own[1], keys).note("gmail", NOW)
    beat(own[1], NOW - 1)
    own[1].write("ZADD", keys.due, NOW - LATE_MS - 1, "wake:c1", NOW - 1, "wake:c2")
    found = seen(Store(client), keys)
    assert client.trips == 1
    assert (found.contacts, found.beat, found.late) == ({"gmail": NOW}, NOW - 1, 1)
    assert found.vitals.keys >= 3
    assert found.vitals.engine.split()[0] in {"Valkey", "Redis"}
    assert found.vitals.sync == "always"
    assert service(found) is State.OK


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("appendonly", "no", State.WRONG),
        ("appendfsync", "no", State.WRONG),
        ("appendfsync", "everysec", State.MISSING),
        ("maxmemory-policy", "allkeys-lru", State.WRONG),
        ("maxmemory", "1", State.MISSING),
    ],
)
def test_a_store_that_may_lose_something_turns_the_step_red(
    own: tuple[EmbeddedServer, Store], name: str, value: str, state: State
) -> None:
    client = own[1].client
    before = client.execute_command("CONFIG GET", name)[name]
    client.execute_command("CONFIG SET", name, value)
    try:
        assert service(seen(own[1])) is state
    finally:
        client.execute_command("CONFIG SET", name, before)
    assert service(seen(own[1])) is State.OK


def test_a_store_that_was_stopped_is_unavailable(tmp_path: Path) -> None:
    with running(tmp_path) as (server, store):
        assert vitals(store)[0].keys == 0
        server.stop()
        with pytest.raises(Unavailable):
            vitals(store)
