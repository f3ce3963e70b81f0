"""The streams of workspaces as a reader gets them: where it is, what came since, and when it is too late."""

from __future__ import annotations

import orjson
import pytest

from server.store.commit import Store
from server.store.feed import BATCH, Feed, Position, position_of
from server.store.keys import Keys
from tests.store.counting import CountingClient
from tests.store.looking import look

START = Position("0-0", "0-0")


def happen(store: Store, keys: Keys, conversation: str = "c1", **change: object) -> str:
    """Something happens to a conversation; the id of its entry."""
    told = {"conversation": conversation, "version": 1, "now": {"mailboxes": ["support"]}} | change
    events = [{"type": "assigned", "by": "agent:anna"}, {"type": "assigned", "by": "agent:anna"}]
    fields = ("change", orjson.dumps(told).decode(), "events", orjson.dumps(events).decode())
    return str(store.client.execute_command("XADD", keys.events, "*", *fields))


def come(store: Store, keys: Keys, agent: str = "anna") -> None:
    look(store, keys, agent, "outlook|viewing")


def test_a_reader_goes_on_where_it_is(store: Store, keys: Keys) -> None:
    feed = Feed(store)
    assert feed.now(keys.workspace) == START
    first = happen(store, keys)
    here = feed.now(keys.workspace)
    assert here == Position(first, "0-0")
    second = happen(store, keys, "c2")
    come(store, keys)
    news = feed.since({keys.workspace: here})[keys.workspace]
    assert [(one.id, one.conversation, one.types, one.by) for one in news.changes] == [
        (second, "c2", ("assigned",), "agent:anna")
    ]
    assert [(one.conversation, one.agent) for one in news.beats] == [("c1", "anna")]
    assert news.position == feed.now(keys.workspace)
    again = feed.since({keys.workspace: news.position})[keys.workspace]
    assert (again.changes, again.beats, again.position) == ((), (), news.position)


def test_a_change_tells_who_could_see_it_before_and_after_and_nothing_else(store: Store, keys: Keys) -> None:
    now = {"mailboxes": ["hr"], "restricted_to": ["mona"], "mentioned": ["lio"], "subject": "geheim"}
    happen(store, keys, now=now, was={"mailboxes": ["support"], "assignee": "agent:otto"})
    [told] = Feed(store).since({keys.workspace: START})[keys.workspace].changes
    assert (told.now.mailboxes, told.now.restricted_to, told.now.mentioned) == (("hr",), ("mona",), ("lio",))
    assert told.now.subject == ""
    assert told.was is not None
    assert (told.was.mailboxes, told.was.assignee) == (("support",), "agent:otto")


def test_many_workspaces_are_read_in_one_round_trip(store: Store, keys: Keys) -> None:
    other = Keys(keys.workspace + "x")
    happen(store, keys)
    come(store, other)
    client = CountingClient(store.client)
    found = Feed(Store(client)).since({keys.workspace: START, other.workspace: START})
    assert client.trips <= 2, "one, and one more where two workspaces live on different nodes"
    assert (len(found[keys.workspace].changes), len(found[other.workspace].changes)) == (1, 0)
    assert (len(found[keys.workspace].beats), len(found[other.workspace].beats)) == (0, 1)


def test_what_is_too_much_at_once_comes_in_parts(store: Store, keys: Keys) -> None:
    feed = Feed(store)
    for _ in range(BATCH + 1):
        happen(store, keys)
    first = feed.since({keys.workspace: START})[keys.workspace]
    assert len(first.changes) == BATCH
    assert first.position.behind(feed.now(keys.workspace))
    rest = feed.since({keys.workspace: first.position})[keys.workspace]
    assert len(rest.changes) == 1
    assert not rest.position.behind(feed.now(keys.workspace))


def test_who_comes_too_late_is_told_so(store: Store, keys: Keys) -> None:
    feed = Feed(store)
    first, second = happen(store, keys), happen(store, keys)
    assert not feed.trimmed(keys.workspace, Position(first, "0-0"))
    store.client.execute_command("XTRIM", keys.events, "MINID", second)
    assert feed.trimmed(keys.workspace, Position(first, "0-0"))
    assert not feed.trimmed(keys.workspace, Position(second, "0-0"))


@pytest.mark.parametrize(
    ("one", "other", "behind"),
    [
        ("1-0_1-0", "1-0_1-0", False),
        ("1-0_1-0", "1-1_1-0", True),
        ("9-0_1-0", "10-0_1-0", True),
        ("2-0_1-0", "1-0_2-0", True),
        ("2-0_2-0", "1-9_1-9", False),
    ],
)
def test_a_position_is_behind_another_by_either_stream(one: str, other: str, behind: bool) -> None:
    first, second = position_of(one), position_of(other)
    assert first is not None
    assert second is not None
    assert first.behind(second) is behind


def test_a_cursor_is_a_position_written_down() -> None:
    assert position_of(str(Position("1790000000000-3", "0-0"))) == Position("1790000000000-3", "0-0")


@pytest.mark.parametrize(
    "cursor",
    [
        None,
        "",
        "1-0",
        "1-0_",
        "1-0_x",
        "-1_1-0",
        "1-0_1-0_1-0",
        " 1-0_1-0",
        "1-0_1-0\n",
        "٣-0_0-0",
        "(1-0_1-0",
        f"{2**64}-0_0-0",
        f"0-{2**64 - 1}_0-0",
    ],
)
def test_what_is_none_of_ours_is_no_cursor(cursor: str | None) -> None:
    assert position_of(cursor) is None
