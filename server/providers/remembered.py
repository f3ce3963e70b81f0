"""Tokens that were verified a moment ago and need no second signature check."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")
Kind = Literal["system", "user", "entra"]


class Key(NamedTuple):
    """A token as it was asked for: by digest alone, one made for /home would pass at /assign (B1)."""

    digest: bytes
    audience: str
    kind: Kind


def key(token: str, *, audience: str, kind: Kind) -> Key:
    """Name a token without keeping it."""
    return Key(sha256(token.encode()).digest(), audience, kind)


class Remembered(Generic[T]):
    """A bounded memory of verified tokens, least recently used out first, each gone when it expires."""

    def __init__(self, *, clock: Callable[[], int], size: int = 8192) -> None:
        self._clock = clock
        self._size = size
        self._held: OrderedDict[Key, tuple[int, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> T | None:
        """Give what was remembered for this token, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            if found[0] <= self._clock():
                del self._held[key]
                return None
            self._held.move_to_end(key)
            return found[1]

    def put(self, key: Key, value: T, *, until: int) -> None:
        """Remember a token up to the time `until`; a full memory forgets the one longest unused."""
        with self._lock:
            self._held[key] = (until, value)
            self._held.move_to_end(key)
            if len(self._held) > self._size:
                self._held.popitem(last=False)
