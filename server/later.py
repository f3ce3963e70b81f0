"""Work that nobody waits for, done together with what comes within a moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer

from gevent.monkey import is_module_patched

SECONDS = 0.25
"""How late it is done; a process that is killed forgets so much."""

Later = Callable[[Callable[[], None]], object]
"""Has something done a moment later, once."""


def later() -> Later:
    """A moment later where greenlets wait at no cost, elsewhere at once."""
    if not is_module_patched("threading"):
        return lambda work: work()
    return lambda work: Timer(SECONDS, work).start()
