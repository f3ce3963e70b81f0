"""Every key is named in one place, and lies in the slot of its workspace."""

from __future__ import annotations

import inspect

import pytest

from server.store import outerkeys as names
from server.store.keypatterns import matches
from server.store.keys import Keys


def every_key() -> list[str]:
    """One example of each key that can be asked for."""
    keys = Keys("w1")
    found = [
        getattr(keys, name)
        for name, _ in inspect.getmembers(Keys, lambda member: isinstance(member, property))
    ]
    # Members of the class, not of the object: its slots do not all answer (Python 3.11).
    for name, method in inspect.getmembers(Keys, inspect.isfunction):
        if not name.startswith("_"):
            given = ["open" if one == "view" else "x1" for one in [*inspect.signature(method).parameters][1:]]
            found.append(method(keys, *given))
    return found


def test_every_key_is_in_the_table() -> None:
    assert len(every_key()) >= 20
    assert [key for key in every_key() if not matches(key)] == []
    assert matches(names.directory_domain("example.org"))
    assert matches(names.directory_tenant("b1f0-22"))
    assert matches(names.WORKSPACES)
    assert matches(names.PROBE)


def test_a_workspace_is_one_slot() -> None:
    assert all(key.startswith("v1:{w1}:") for key in every_key())


@pytest.mark.parametrize(
    "key",
    [
        "v1:{w}:conversation:c1:notes",
        "v1:{w}:message:<a@b.example>",
        "v1:{w}:mailbox:m:sender:jo@example.org",
        "v1:w:due",
        "v1:{w}:due:x",
        "v2:{w}:due",
    ],
)
def test_other_keys_are_strangers(key: str) -> None:
    assert not matches(key)
