"""The memory of verified tokens is bounded, exact and forgets in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from server.providers.remembered import Key, Remembered, key


def named(token: str) -> Key:
    return key(token, audience="https://randnotiz.example/gmail/home", kind="system")


def test_the_longest_unused_is_forgotten_first() -> None:
    remembered: Remembered[str] = Remembered(clock=lambda: 0, size=2)
    remembered.put(named("a"), "A", until=10)
    remembered.put(named("b"), "B", until=10)
    remembered.get(named("a"))
    remembered.put(named("c"), "C", until=10)
    assert [remembered.get(named(token)) for token in "abc"] == ["A", None, "C"]


def test_nothing_outlives_its_end() -> None:
    now = 0
    remembered: Remembered[str] = Remembered(clock=lambda: now)
    remembered.put(named("a"), "A", until=10)
    now = 9
    assert remembered.get(named("a")) == "A"
    now = 10
    assert remembered.get(named("a")) is None


def test_audience_and_kind_are_part_of_the_key() -> None:
    here, there = "https://randnotiz.example/a", "https://randnotiz.example/b"
    remembered: Remembered[str] = Remembered(clock=lambda: 0)
    remembered.put(key("t", audience=here, kind="system"), "A", until=10)
    assert remembered.get(key("t", audience=there, kind="system")) is None
    assert remembered.get(key("t", audience=here, kind="user")) is None


def test_the_token_itself_is_not_kept() -> None:
    assert "secret" not in repr(named("secret"))


def test_threads_may_share_it() -> None:
    remembered: Remembered[int] = Remembered(clock=lambda: 0, size=50)

    def work(worker: int) -> bool:
        for number in range(500):
            remembered.put(named(f"{number % 90}"), number % 90, until=1)
            found = remembered.get(named(f"{(number * 7 + worker) % 90}"))
            if found not in (None, (number * 7 + worker) % 90):
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))
    assert len(remembered._held) == 50
