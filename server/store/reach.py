"""What a store out of reach means: one error of ours for the many of the client library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from redis.exceptions import (
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

from server.domain.errors import StoreAway

T = TypeVar("T")

_NOT_SERVING = (ClusterDownError, MasterDownError, OutOfMemoryError, ReadOnlyError, TryAgainError)
# Such replies that have no class in redis-py: a script runs too long, the disk is full, replicas are missing.
_NOT_SERVING_WORDS = ("BUSY ", "MISCONF", "NOREPLICAS")


def reaching(run: Callable[[], T], *, attempts: int) -> T:
    """Run it, again if the connection broke and repeating is safe; a store out of reach is StoreAway."""
    for left in reversed(range(attempts)):
        try:
            return run()
        except (NoConnection, NoAnswer) as error:
            if not left:
                raise StoreAway("The store cannot be reached.") from error
        except RedisClusterException as error:
            raise _judged(error) from error
        except ResponseError as error:
            if isinstance(error, _NOT_SERVING) or str(error).startswith(_NOT_SERVING_WORDS):
                raise StoreAway("The store takes no commands just now.") from error
            raise
    raise AssertionError("at least one attempt")


def _judged(error: RedisClusterException) -> Exception:
    """The cluster client raises one kind for a cluster out of reach and for keys of two workspaces."""
    if "same key slot" in str(error):
        return ValueError(str(error))
    return StoreAway("The store cannot be reached.")
