"""When API tokens were last used: a hint for people, outside the directory so that using one changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from server.store.commit import Store
from server.store.keys import Keys


def note_use(store: Store, keys: Keys, token: str, at: int) -> None:
    """Note that a token was used."""
    store.write("HSET", keys.token_uses, token, at)


def forget_use(store: Store, keys: Keys, token: str) -> None:
    """Forget a token that is gone."""
    store.write("HDEL", keys.token_uses, token)


def last_uses(store: Store, keys: Keys) -> Mapping[str, int]:
    """Token -> when it was last used, in ms UTC; without those that never were."""
    found = store.read([("HGETALL", keys.token_uses)])[0]
    return {token: int(at) for token, at in found.items()}
