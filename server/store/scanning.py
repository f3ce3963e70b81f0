"""Walking over everything that a workspace holds, a few keys at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from server.domain.conversation import Conversation
from server.store.commit import Store
from server.store.conversations import Conversations
from server.store.keys import Keys
from server.store.reach import reaching

BATCH = 500


def conversations_of(of: Conversations) -> Iterator[list[Conversation]]:
    """All conversations of a workspace, merged and deleted ones included, in batches; one may come twice."""
    for names in keys_of(of.store, of.keys, "conversation:*"):
        ids = dict.fromkeys(name.rpartition(":")[2] for name in names if name.count(":") == 3)
        yield [record for record in of.get_many(list(ids)) if record is not None]


def keys_of(store: Store, keys: Keys, pattern: str = "*") -> Iterator[list[str]]:
    """The keys of a workspace that fit a glob, in batches; one may come twice."""
    names = store.client.scan_iter(match=f"v1:{{{keys.workspace}}}:{pattern}", count=BATCH)
    while batch := reaching(lambda: list(islice(names, BATCH)), attempts=1):
        yield batch
