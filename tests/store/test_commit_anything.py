"""Whatever is asked for, a commit is made wholly or refused before its first write."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from server.store.commit import Store, Write
from server.store.keys import Keys

NUMBERS = itertools.count()
COMMANDS = (
    "HSET",
    "HDEL",
    "ZADD",
    "ZREM",
    "RPUSH",
    "SET",
    "SETPX",
    "DEL",
    "SADD",
    "SREM",
    "INCR",
    "XADD",
    "GET",
)
VALUES = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from(
        ["", "1", "-1", "0x10", "1e5", "1e", " 1", "+inf", "nan", "1.2.3", "9223372036854775807", "ä"]
    ),
)
WRITES = st.lists(
    st.builds(
        Write, st.sampled_from(COMMANDS), st.sampled_from("abc"), st.lists(VALUES, max_size=4).map(tuple)
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=WRITES, writes=WRITES)
def test_all_or_nothing(
    store: Store, server_url: str, workspace: str, before: list[Write], writes: list[Write]
) -> None:
    keys = Keys(f"{workspace}-{next(NUMBERS)}")

    def tried(wanted: list[Write]) -> bool:
        try:
            store.commit(writes=[write._replace(key=keys.alias(write.key)) for write in wanted])
        except ValueError as error:
            assert str(error).startswith("REFUSED")  # noqa: PT017 - any other error came from a write that ran
            return False
        return True

    def everything() -> list[object]:
        with Redis.from_url(server_url) as raw:
            return [raw.dump(keys.alias(name)) for name in "abc"]

    tried(before)
    held = everything()
    if not tried(writes):
        assert everything() == held
