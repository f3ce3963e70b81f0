"""What a page of search says beside its rows tells nothing of what the searcher does not see."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from server.domain.administering import OPERATOR
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid
from server.domain.findviews import SearchView
from server.store import searching
from server.usecases import comments
from server.usecases.comments import Draft
from server.usecases.searching import search
from server.usecases.settings.workspace import change_workspace
from server.usecases.upkeep import build_index
from tests.support.office import MINUTE, NOW, Office, mail
from tests.usecases.test_searching import store

UTC = ZoneInfo("UTC")


def ask(office: Office, agent: str, query: str, after: str | None = None) -> SearchView:
    inbox = office.inbox
    return search(inbox, inbox.directory.agents[agent], query=query, zone=UTC, after=after)


def many(office: Office, count: int, *, subject: str = "Rechnung {}", **fields: object) -> list[Conversation]:
    made = (
        Conversation(
            id=f"c{number:05d}",
            mailboxes=("support",),
            subject=subject.format(number),
            created_at=NOW - number * MINUTE,
            **fields,  # type: ignore[arg-type]
        )
        for number in range(count)
    )
    return [store(office, one) for one in made]


def cut_short(office: Office, monkeypatch: pytest.MonkeyPatch) -> SearchView:
    """What somebody finds who sees only what is given to them, once the budget is over at what is not."""
    monkeypatch.setattr(searching, "BUDGET", 10)
    many(office, 400, subject="Rechnung")
    for number in range(400, 810):
        at = NOW - number * MINUTE
        store(office, Conversation(f"c{number:05d}", ("support",), assignee="agent:otto", created_at=at))
    return ask(office, "otto", "rechnung")


def test_the_cursor_of_a_search_that_was_cut_short_names_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = cut_short(office, monkeypatch)
    assert page.unfinished
    assert page.after is not None
    assert ":" not in page.after
    for text in (page.after.encode(), urlsafe_b64decode(page.after + "=" * (-len(page.after) % 4))):
        assert b"c000" not in text


def test_a_cursor_is_its_readers_alone_and_cannot_be_made_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = cut_short(office, monkeypatch).after
    assert after is not None
    ask(office, "otto", "rechnung", after)
    changed = ("A" if after[0] != "A" else "B") + after[1:]
    for made_up in (changed, after[:-4], "0dvz1:c00003", ":c00003", "at10", "ä", "=", "x" * 500):
        with pytest.raises(Invalid, match="search again"):
            ask(office, "otto", "rechnung", made_up)
    with pytest.raises(Invalid, match="search again"):
        ask(office, "ben", "rechnung", after)


def test_words_of_what_is_given_to_others_are_not_counted(office: Office) -> None:
    many(office, 40, subject="Wort{:02d}")
    for number in (3, 37):
        record = office.conversation(f"c{number:05d}")
        given = Change(replace(record, assignee="agent:otto"))
        office.inbox.conversations.commit(record, given, request=None)
    assert ask(office, "anna", "wort").left_out
    page = ask(office, "otto", "wort")
    assert [row.id for row in page.rows] == ["c00003", "c00037"], "one of them is beyond what is looked for"
    assert not page.left_out
    assert [row.id for row in ask(office, "otto", "wort -wort37").rows] == ["c00003"]
    assert [row.id for row in ask(office, "otto", "-wort").rows] == []


def test_words_of_comments_that_one_does_not_see_are_not_counted(office: Office) -> None:
    inbox = office.inbox
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=True), actor=OPERATOR)
    list(build_index(office.inbox))
    seen = begin(office, "a", to="support@firma.example")
    hidden = begin(office, "b", to="hr@firma.example")
    for start in (0, 20, 40):
        words = " ".join(f"geheim{number:02d}" for number in range(start, start + 20))
        comments.add_comment(office.inbox, office.asked("hanna"), conversation=hidden, draft=Draft(words))
    assert not ask(office, "anna", "in:comments geheim").left_out
    comments.add_comment(office.inbox, office.asked("anna"), conversation=seen, draft=Draft("geheim99"))
    page = ask(office, "anna", "in:comments geheim")
    assert [row.id for row in page.rows] == [seen], "however many words of others stand before it"
    assert not page.left_out


def begin(office: Office, name: str, *, to: str) -> str:
    office.time[0] += MINUTE
    done = office.deliver(mail(f"{name}@x", to=to, sender=f"{name}@wald.example", at=office.time[0]))
    return done.conversation or ""
