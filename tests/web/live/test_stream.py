"""The stream over real HTTP: what a listener reads, from where it goes on, and that polling tells the same."""

from __future__ import annotations

import http.client

from server.domain.vocabulary import Mode
from server.store.feed import BATCH
from server.usecases import conversations
from server.usecases.live import WAITING
from server.usecases.presence import beat
from tests.support.api_edge import ApiEdge
from tests.web.live.listening import Block, Open, listening


def take(edge: ApiEdge, conversation: str, *, who: str = "anna") -> None:
    """Somebody takes it, whoever has it."""
    seen = edge.office.conversation(conversation).assignee
    asked = edge.office.asked(who)
    conversations.take(edge.office.inbox, asked, conversation=conversation, seen=seen)


def polled(edge: ApiEdge, who: str, after: str | None) -> tuple[list[dict[str, object]], str, bool]:
    """What somebody hears who asks instead of listening."""
    found = edge.get(who, f"/changes?after={after}" if after else "/changes")
    return found["changes"], found["cursor"], found["reset"]


def test_a_change_is_told_with_who_did_what(opened: Open) -> None:
    conversation = opened.conversation()
    with listening(opened.port, opened.token("ben")) as ben:
        assert ben.answer.headers["Content-Type"] == "text/event-stream"
        assert ben.answer.headers["Cache-Control"] == "no-store"
        assert ben.next() == Block(id=ben.blocks[0].id, comment="listening")
        take(opened.edge, conversation)
        told = ben.event()
    assert (told.event, told.data["types"]) == ("change", ["assigned"])
    assert told.data["by"] == {"id": "agent:anna", "name": "Anna"}
    assert told.data["version"] == opened.edge.office.conversation(conversation).version


def test_a_line_is_sent_when_nothing_happens(opened: Open) -> None:
    with listening(opened.port, opened.token("ben")) as ben:
        ben.next()
        assert ben.next() == Block(comment="still here")


def test_a_colleagues_coming_is_told_without_a_name(opened: Open) -> None:
    conversation = opened.conversation()
    office = opened.edge.office
    with listening(opened.port, opened.token("ben")) as ben:
        ben.next()
        beat(
            office.inbox, office.inbox.directory.agents["anna"], conversation=conversation, mode=Mode.VIEWING
        )
        assert ben.event().data == {"event": "presence", "conversation": conversation}


def test_who_comes_back_hears_what_they_missed(opened: Open) -> None:
    conversation = opened.conversation()
    with listening(opened.port, opened.token("ben")) as ben:
        ben.next()
        take(opened.edge, conversation)
        cursor = ben.event().id
    take(opened.edge, conversation, who="mona")
    with listening(opened.port, opened.token("ben"), after=cursor) as ben:
        told = ben.event()
    assert told.data["by"]["name"] == "Mona"


def test_who_comes_back_before_anything_happened_misses_nothing(opened: Open) -> None:
    conversation = opened.conversation()
    with listening(opened.port, opened.token("ben")) as ben:
        begun = ben.next()
        assert begun is not None
    take(opened.edge, conversation)
    with listening(opened.port, opened.token("ben"), after=begun.id) as ben:
        assert ben.event().data["types"] == ["assigned"]


def test_a_cursor_that_is_too_old_or_none_of_ours_means_start_afresh(opened: Open) -> None:
    conversation = opened.conversation()
    take(opened.edge, conversation)
    store, keys = opened.edge.office.workspaces.store, opened.edge.office.inbox.conversations.keys
    _, cursor, _ = polled(opened.edge, "ben", None)
    store.client.execute_command("XTRIM", keys.events, "MAXLEN", 0)
    take(opened.edge, conversation, who="mona")
    for after in (
        cursor,
        "nonsense",
        "٣-0_0-0",
        "99999999999999999999-0_0-0",
        f"{2**64 - 1}-{2**64 - 1}_0-0",
    ):
        sent = after.encode().decode("latin-1")
        with listening(opened.port, opened.token("ben"), after=sent) as ben:
            told = ben.event()
            assert (told.event, told.data) == ("reset", {}), after
        assert polled(opened.edge, "ben", after)[2], after
        assert polled(opened.edge, "ben", told.id) == ([], told.id, False)


def test_more_than_can_be_told_one_by_one_means_start_afresh(opened: Open) -> None:
    """A listener who sees little of what happened must not lose what lies beyond one reading."""
    opened.conversation()
    _, cursor, _ = polled(opened.edge, "hanna", None)
    office = opened.edge.office
    fields = office.workspaces.store.client.execute_command(
        "XREVRANGE", office.inbox.conversations.keys.events, "+", "-", "COUNT", 1
    )[0][1]
    flat = [part for pair in fields.items() for part in pair]
    for _ in range(BATCH):
        office.workspaces.store.client.execute_command(
            "XADD", office.inbox.conversations.keys.events, "*", *flat
        )
    opened.conversation("bewerbung", to="hr@firma.example")
    assert BATCH > WAITING, "who sees all of it would be told to start afresh anyway"
    with listening(opened.port, opened.token("hanna"), after=cursor) as hanna:
        assert hanna.event().event == "reset"


def test_polling_tells_the_same_as_the_stream(opened: Open) -> None:
    first, second = opened.conversation("a"), opened.conversation("b")
    _, cursor, _ = polled(opened.edge, "otto", None)
    asked = opened.edge.office.asked
    with listening(opened.port, opened.token("otto")) as otto:
        otto.next()
        inbox = opened.edge.office.inbox
        for to, seen in (("agent:otto", None), ("agent:ben", "agent:otto"), ("team:desk", "agent:ben")):
            conversations.assign(inbox, asked("anna"), conversation=first, to=to, seen=seen)
        conversations.assign(inbox, asked("anna"), conversation=second, to="agent:otto", seen=None)
        told = otto.until(second)
    changes, onward, _ = polled(opened.edge, "otto", cursor)
    assert [block.data for block in told] == changes
    assert [one["event"] for one in changes] == ["change", "gone", "change", "change"]
    assert polled(opened.edge, "otto", onward) == ([], onward, False)


def test_asking_for_the_headers_alone_takes_nobodys_place(opened: Open) -> None:
    for _ in range(3):
        connection = http.client.HTTPConnection("127.0.0.1", opened.port, timeout=10)
        headers = {"Authorization": f"Bearer {opened.token('ben')}"}
        connection.request("HEAD", "/api/v1/live", headers=headers)
        assert connection.getresponse().status == 200
        connection.close()
