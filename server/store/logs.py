"""Writing the store's log anew, so that it holds no more than the records do (D7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redis.exceptions import ResponseError

from server.domain.errors import Unavailable
from server.store.commit import Store
from server.store.connection import primaries
from server.store.reach import reaching


def rewrite_log(store: Store) -> Iterator[None]:
    """Rewrite the log of every primary, and forget which commands were slow; yields while it has to wait.

    Raises Unavailable if a server could not do it. A store that keeps no log has nothing to rewrite.
    """
    for node in reaching(lambda: primaries(store.client), attempts=2):
        while _busy(store, node):  # one that began earlier still has what was there then
            yield
        _begin(store, node)
        while _busy(store, node):
            yield
        if _log(store, node).get("aof_last_bgrewrite_status") != "ok":
            raise Unavailable("The store could not rewrite its log: make room on its disk.")


def _begin(store: Store, node: dict[str, Any]) -> None:
    if int(_log(store, node)["aof_enabled"]):
        reaching(lambda: store.client.execute_command("BGREWRITEAOF", **node), attempts=1)
    try:
        store.client.execute_command("SLOWLOG RESET", **node)
    except ResponseError:
        return  # it is not ours to empty; it holds the beginnings of a few commands, and only for a while


def _busy(store: Store, node: dict[str, Any]) -> bool:
    found = _log(store, node)
    return bool(int(found["aof_rewrite_in_progress"]) or int(found.get("aof_rewrite_scheduled", 0)))


def _log(store: Store, node: dict[str, Any]) -> dict[str, Any]:
    return dict(reaching(lambda: store.client.execute_command("INFO", "persistence", **node), attempts=2))
