"""The function library in the store: loaded where it is absent, compared with ours when asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from redis.exceptions import ResponseError

from server.store.connection import Client, primaries

LIBRARY = "inbox_1"
_TEXTS = ("inbox.lua", "reading.lua", "search.lua")


@cache
def source() -> str:
    """Our text of the library: writing, then reading, then search."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _TEXTS)


def ensure(client: Client, *, replace: bool = False) -> None:
    """Load the library on every primary that lacks it; one of this name with other text only if told to.

    Replacing is right where nobody else uses the store. Another process may load it in the same moment:
    the loser's error is no error.
    """
    for node in primaries(client):
        there = _loaded(client, node)
        if there is None or (replace and there != source()):
            try:
                client.execute_command("FUNCTION LOAD", *(("REPLACE",) if there else ()), source(), **node)
            except ResponseError as error:
                if "already exists" not in str(error):
                    raise


def equal(client: Client) -> bool:
    """Whether every primary holds exactly our text."""
    return all(_loaded(client, node) == source() for node in primaries(client))


def _loaded(client: Client, node: dict[str, Any]) -> str | None:
    reply = client.execute_command("FUNCTION LIST", "LIBRARYNAME", LIBRARY, "WITHCODE", **node)
    for library in reply:
        facts = library if isinstance(library, dict) else dict(zip(library[::2], library[1::2], strict=True))
        return str(facts["library_code"])
    return None
