"""A request that is made twice is done once (D2), where what it answers is more than a conversation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import orjson

from server.domain.errors import KeyReused, Unavailable
from server.usecases.inbox import Asked, Inbox

REMEMBERED_MS = 86_400_000
BUSY_MS = 60_000
"""How long a request counts as being worked on: whoever was killed meanwhile can be asked again after that."""
Answer = Mapping[str, object]


def once(
    inbox: Inbox, asked: Asked, make: Callable[[], Answer | None], *, secret: Collection[str] = ()
) -> Answer | None:
    """Do it, or say again what came of it when it was done; fields named in `secret` are said only once.

    Raises KeyReused for another content under the same request id, Unavailable while the first one is worked on.
    """
    store, key = inbox.conversations.store, inbox.conversations.keys.request(asked.agent.id, asked.request)
    begun = orjson.dumps({"asked": asked.fingerprint})
    if not store.write("SET", key, begun, "NX", "PX", BUSY_MS):
        return _again(store.read([("GET", key)])[0], asked)
    try:
        made = make()
    except BaseException:
        store.write("DEL", key)
        raise
    kept = None if made is None else {name: value for name, value in made.items() if name not in secret}
    done = orjson.dumps({"asked": asked.fingerprint, "made": kept})
    store.write("SET", key, done, "PX", REMEMBERED_MS)
    return made


def _again(known: str | None, asked: Asked) -> Answer | None:
    told = orjson.loads(known or "{}")
    if known and told.get("asked") != asked.fingerprint:
        raise KeyReused("This request id was used for something else already. Please try again.")
    if "made" not in told:
        raise Unavailable("This request is being worked on. Please try again.")
    made: Answer | None = told["made"]
    return made
