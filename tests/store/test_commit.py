"""One commit is one step: all of it or nothing, once per request."""

from __future__ import annotations

import pytest

from server.store.commit import Check, Outcome, Store, Write
from server.store.keys import Keys


def test_everything_is_written_in_one_step(store: Store, keys: Keys) -> None:
    done = store.commit(
        request=keys.request("a1", "r1"),
        result="c1",
        checks=[Check(keys.conversation("c1"), "version", None)],
        writes=[
            Write("HSET", keys.conversation("c1"), ("version", 1, "record", "{}")),
            Write("ZADD", keys.mailbox_index("m", "open"), (1_700_000_000_000, "c1", 1.5, "c2")),
            Write("RPUSH", keys.activity("c1"), ('{"kind":"created"}',)),
            Write("SETPX", keys.gmail("a1", "g1"), ("m1", 60_000)),
            Write("INCR", keys.directory_version),
            Write("XADD", keys.events, ("kind", "created", "conversation", "c1")),
        ],
    )
    assert done.outcome is Outcome.DONE
    assert done.result == "c1"
    assert "-" in done.event_id
    assert store.read([("HGETALL", keys.conversation("c1")), ("XLEN", keys.events)]) == [
        {"version": "1", "record": "{}"},
        1,
    ]


def test_a_request_is_done_once(store: Store, keys: Keys) -> None:
    request = keys.request("a1", "r1")
    writes = [Write("RPUSH", keys.activity("c1"), ("{}",))]
    first = store.commit(request=request, result="made", writes=writes)
    again = store.commit(request=request, result="other", writes=writes)
    assert (first.outcome, again.outcome, again.result) == (Outcome.DONE, Outcome.REPEATED, "made")
    assert store.read([("LLEN", keys.activity("c1"))]) == [1]
    [remains] = store.read([("PTTL", request)])
    assert 86_000_000 < remains <= 86_400_000


def test_a_repeated_request_is_told_so_even_if_its_checks_fail_by_now(store: Store, keys: Keys) -> None:
    request, check = keys.request("a1", "r1"), Check(keys.conversation("c1"), "version", None)
    writes = [Write("HSET", keys.conversation("c1"), ("version", "1"))]
    store.commit(request=request, checks=[check], writes=writes)
    assert store.commit(request=request, checks=[check], writes=writes).outcome is Outcome.REPEATED


@pytest.mark.parametrize(("field", "value"), [("version", "2"), ("version", None), ("missing", "1")])
def test_a_failing_check_writes_nothing_and_names_its_key(
    store: Store, keys: Keys, field: str, value: str | None
) -> None:
    key = keys.conversation("c1")
    store.commit(writes=[Write("HSET", key, ("version", "1"))])
    stale = store.commit(
        request=keys.request("a1", "r1"),
        checks=[Check(keys.alias("m1"), None, None), Check(key, field, value)],
        writes=[Write("HSET", key, ("version", "9"))],
    )
    assert (stale.outcome, stale.stale_key) == (Outcome.STALE, key)
    assert store.read([("HGET", key, "version"), ("EXISTS", keys.request("a1", "r1"))]) == ["1", 0]


def test_checks_on_plain_strings(store: Store, keys: Keys) -> None:
    key = keys.alias("m1")
    absent, same = Check(key, None, None), Check(key, None, "c1")
    write = [Write("SET", key, ("c1",))]
    outcomes = [store.commit(checks=[check], writes=write).outcome for check in (same, absent, absent, same)]
    assert outcomes == [Outcome.STALE, Outcome.DONE, Outcome.STALE, Outcome.DONE]


BAD = [
    Write("FLUSHALL", "k", ()),
    Write("hset", "k", ("a", "b")),
    Write("HSET", "k", ("a",)),
    Write("HSET", "k", ()),
    Write("XADD", "k", ("a",)),
    Write("ZADD", "k", ("soon", "c1")),
    Write("ZADD", "k", ("1e", "c1")),
    Write("ZADD", "k", ("nan", "c1")),
    Write("SETPX", "k", ("v", 0)),
    Write("SETPX", "k", ("v", -5)),
    Write("INCR", "k", (1,)),
    Write("DEL", "k", ("x",)),
    Write("RPUSH", "k", ("x",) * 5000),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.command} {bad.args[:2]}")
def test_a_write_that_cannot_be_made_stops_the_others(store: Store, keys: Keys, bad: Write) -> None:
    good = Write("SET", keys.alias("before"), ("x",))
    wrong = bad._replace(key=keys.alias("m1"))
    with pytest.raises(ValueError, match="REFUSED"):
        store.commit(writes=[good, wrong, Write("SET", keys.alias("after"), ("x",))])
    assert store.read([("EXISTS", keys.alias("before"), keys.alias("after"), keys.alias("m1"))]) == [0]


@pytest.mark.parametrize("command", ["HSET", "ZADD", "RPUSH", "SADD", "XADD", "HDEL", "ZREM", "SREM", "INCR"])
def test_a_key_of_another_type_stops_everything(store: Store, keys: Keys, command: str) -> None:
    key = keys.alias("m1")
    store.commit(writes=[Write("SET", key, ("text",))])
    args = {"INCR": ()}.get(command, ("1", "x"))
    with pytest.raises(ValueError, match="REFUSED"):
        store.commit(writes=[Write("SET", keys.alias("before"), ("x",)), Write(command, key, args)])
    assert store.read([("EXISTS", keys.alias("before")), ("GET", key)]) == [0, "text"]


def test_types_are_followed_through_the_writes_of_one_commit(store: Store, keys: Keys) -> None:
    key = keys.alias("m1")
    store.commit(writes=[Write("SET", key, ("text",))])
    store.commit(writes=[Write("DEL", key), Write("INCR", key), Write("INCR", key)])
    assert store.read([("GET", key)]) == ["2"]
    with pytest.raises(ValueError, match="REFUSED"):
        store.commit(writes=[Write("DEL", key), Write("SET", key, ("text",)), Write("INCR", key)])
    with pytest.raises(ValueError, match="REFUSED"):
        store.commit(writes=[Write("DEL", key), Write("HSET", key, ("a", "b")), Write("RPUSH", key, ("x",))])
    assert store.read([("GET", key)]) == ["2"]


def test_a_commit_across_two_workspaces_is_refused(store: Store, keys: Keys) -> None:
    other = Keys(keys.workspace + "x")
    with pytest.raises(ValueError, match="slot"):
        store.commit(writes=[Write("SET", keys.alias("m"), ("x",)), Write("SET", other.alias("m"), ("x",))])
    assert store.read([("EXISTS", keys.alias("m"))]) == [0]


def test_text_survives_as_it_is(store: Store, keys: Keys) -> None:
    text = '{"empty":[],"id":9007199254740993,"umlaut":"ß 𝄞","line":"\\r\\n"}'
    store.commit(writes=[Write("HSET", keys.message("m1"), ("facts", text))])
    assert store.read([("HGET", keys.message("m1"), "facts")]) == [text]
