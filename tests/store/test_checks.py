"""A store that may lose or drop what it was given is refused, with the setting to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from server.domain.errors import Unavailable
from server.store import checks, functions
from server.store.commit import Store, Write
from server.store.connection import Client, connect
from server.store.embedded import EmbeddedServer
from server.store.keys import Keys


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this module's own, for its settings are going to be broken."""
    server = EmbeddedServer(tmp_path_factory.mktemp("store"))
    yield server.start()
    server.stop()


@pytest.fixture
def admin(url: str) -> Iterator[Client]:
    """A client whose changes of settings are taken back."""
    client: Any = Redis.from_url(url, decode_responses=True)
    before = client.config_get("*")
    yield client
    for name in ("appendonly", "appendfsync", "maxmemory", "maxmemory-policy"):
        if client.config_get(name)[name] != before[name]:
            client.config_set(name, before[name])
    client.acl_deluser("managed")
    client.function_flush()
    client.close()


def test_our_own_store_has_no_faults_and_is_ready(admin: Client) -> None:
    assert checks.examine(admin, embedded=True) == checks.Findings()
    assert checks.ready(admin) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("appendonly", "no", "set appendonly yes"),
        ("appendfsync", "everysec", "set appendfsync always"),
        ("appendfsync", "no", "set appendfsync always"),
        ("maxmemory-policy", "allkeys-lru", "set maxmemory-policy noeviction"),
    ],
)
def test_each_setting_that_loses_records_is_refused(admin: Client, name: str, value: str, told: str) -> None:
    admin.execute_command("CONFIG SET", name, value)
    [fault] = checks.examine(admin, embedded=True).faults
    assert told in fault


def test_a_store_elsewhere_may_sync_every_second_with_a_warning(admin: Client) -> None:
    admin.execute_command("CONFIG SET", "appendfsync", "everysec")
    found = checks.examine(admin)
    assert found.faults == []
    assert "last second" in found.warnings[0]


def test_memory_running_out_is_told(admin: Client) -> None:
    used = int(admin.execute_command("INFO", "memory")["used_memory"])
    admin.execute_command("CONFIG SET", "maxmemory", int(used / 0.8))
    [warning] = checks.examine(admin).warnings
    assert "raise maxmemory" in warning


def test_a_full_store_takes_no_commit_and_says_so(admin: Client) -> None:
    functions.ensure(admin)
    admin.execute_command("CONFIG SET", "maxmemory", 1)
    with pytest.raises(Unavailable):
        Store(admin).commit(writes=[Write("SET", Keys("w").alias("m"), ("c",))])
    assert checks.ready(admin) == ["The store takes no commands just now."]


def test_settings_that_may_not_be_read_are_a_warning(admin: Client, url: str) -> None:
    admin.execute_command("ACL SETUSER", "managed", "on", "nopass", "~*", "+@all", "-config")
    client = Redis.from_url(url, username="managed", password="x", decode_responses=True)
    found = checks.examine(client)
    client.close()
    assert found.faults == []
    assert "CONFIG GET appendfsync" in found.warnings[0]


def test_functions_that_may_not_be_loaded_are_a_fault(admin: Client, url: str) -> None:
    admin.execute_command("ACL SETUSER", "managed", "on", "nopass", "~*", "+@all", "-function")
    client = Redis.from_url(url, username="managed", password="x", decode_responses=True)
    [fault] = checks.examine(client).faults
    client.close()
    assert "allow FUNCTION" in fault


def test_another_library_of_our_name_is_a_fault(admin: Client) -> None:
    admin.execute_command(
        "FUNCTION LOAD", "#!lua name=inbox_1\nredis.register_function('x', function() return 1 end)"
    )
    [fault] = checks.examine(admin).faults
    assert fault.endswith("run: randnotiz doctor --repair")
    assert "not ours" in checks.ready(admin)[0]
    assert checks.examine(admin, replace=True).faults == []
    assert checks.ready(admin) == []


def test_an_embedded_store_gets_our_library_in_place_of_another(admin: Client) -> None:
    functions.ensure(admin)
    other = functions.source() + "\n-- older"
    admin.execute_command("FUNCTION LOAD", "REPLACE", other)
    assert checks.examine(admin, embedded=True).faults == []
    assert checks.ready(admin) == []


def test_a_store_out_of_reach_is_one_fault(tmp_path: Path) -> None:
    client = connect(f"unix://{tmp_path}/nobody")
    assert checks.examine(client).faults == ["The store cannot be reached."]
    assert checks.ready(client) == ["The store cannot be reached."]
