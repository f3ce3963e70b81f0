"""Words of comments are found where a workspace wants that, by who sees the conversation, and gone with the comment."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from zoneinfo import ZoneInfo

import pytest

from server.domain import policy
from server.domain.administering import OPERATOR
from server.domain.commentwords import COMMENTS, MOST_WORDS
from server.domain.errors import Invalid
from server.store.commentindex import CommentIndex
from server.usecases import comments, conversations, tidying
from server.usecases.comments import Draft
from server.usecases.inspection import inspect
from server.usecases.privacy.removing import remove
from server.usecases.searching import search
from server.usecases.settings.workspace import change_workspace
from server.usecases.upkeep import build_index
from tests.support.office import MINUTE, Office, mail

UTC = ZoneInfo("UTC")
AGENTS = ("anna", "ben", "mona", "vera", "otto", "lio", "hanna")


def switch(office: Office, *, on: bool) -> None:
    inbox = office.inbox
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=on), actor=OPERATOR)
    list(build_index(office.inbox))


def found(office: Office, agent: str, query: str) -> list[str]:
    rows: list[str] = []
    after: str | None = None
    while True:
        inbox = office.inbox
        page = search(inbox, inbox.directory.agents[agent], query=query, zone=UTC, after=after)
        rows += [row.id for row in page.rows]
        after = page.after
        if after is None:
            return rows


def entries(office: Office) -> list[str]:
    conversations = office.inbox.conversations
    return [
        str(one) for one in conversations.store.read([("ZRANGE", conversations.keys.comment_words, 0, -1)])[0]
    ]


def begin(
    office: Office, name: str, *, to: str = "support@firma.example", text: str = "", by: str = ""
) -> str:
    office.time[0] += MINUTE
    done = office.deliver(mail(f"{name}@x", to=to, sender=f"{name}@wald.example", at=office.time[0]))
    assert done.conversation is not None
    if text:
        say(office, done.conversation, text, by=by or ("hanna" if to.startswith("hr") else "anna"))
    return done.conversation


def say(office: Office, conversation: str, text: str, *, by: str = "anna") -> str:
    view = comments.add_comment(office.inbox, office.asked(by), conversation=conversation, draft=Draft(text))
    return view.comments[-1].id


def faults(office: Office) -> list[str]:
    return [one.what for one in inspect(office.inbox, repair=False, progress=lambda _: None)]


def test_comments_are_searched_only_where_the_workspace_wants_it(office: Office) -> None:
    one = begin(office, "a", text="Die Lieferung hängt beim Zoll")
    assert entries(office) == []
    with pytest.raises(Invalid, match="switch that on"):
        found(office, "anna", "in:comments zoll")
    switch(office, on=True)
    assert found(office, "anna", "in:comments zoll") == [one]
    assert found(office, "anna", "ZÖLL in:Kommentare") == [one]
    assert found(office, "anna", "liefer in:kommentare") == [one]
    assert found(office, "anna", "zoll") == []
    with pytest.raises(Invalid, match="which word"):
        found(office, "anna", "in:comments")
    switch(office, on=False)
    assert entries(office) == []
    assert faults(office) == []


def test_a_comment_is_found_as_it_now_reads(office: Office) -> None:
    switch(office, on=True)
    one = begin(office, "a")
    written = say(office, one, "Der Zoll wartet")
    assert found(office, "anna", "in:comments zoll") == [one]
    comments.edit_comment(
        office.inbox, office.asked("anna"), conversation=one, comment=written, text="Spedition fragt"
    )
    assert (found(office, "anna", "in:comments zoll"), found(office, "anna", "in:comments spedition")) == (
        [],
        [one],
    )
    comments.delete_comment(office.inbox, office.asked("anna"), conversation=one, comment=written)
    assert found(office, "anna", "in:comments spedition") == []
    assert [entry for entry in entries(office) if one in entry] == []


def test_filters_beside_it_are_those_of_the_conversation(office: Office) -> None:
    switch(office, on=True)
    one, two = (begin(office, name, text="Zoll und Spedition") for name in "ab")
    conversations.take(office.inbox, office.asked("ben"), conversation=two, seen=None)
    assert found(office, "anna", "in:comments zoll") == [two, one]
    assert found(office, "anna", "in:comments zoll assignee:ben") == [two]
    assert found(office, "anna", "in:comments zoll from:a@wald.example") == [one]
    assert found(office, "anna", "in:comments zoll before:2001") == []
    assert found(office, "anna", "in:comments zoll -spedition") == []


def test_everybody_finds_comments_of_what_they_see_alone(office: Office) -> None:
    switch(office, on=True)
    names = [
        *(begin(office, f"s{n}", text="Zoll @Lio" if n % 3 == 0 else "Zoll") for n in range(14)),
        *(begin(office, f"h{n}", to="hr@firma.example", text="Zoll") for n in range(4)),
    ]
    inbox = office.inbox
    for agent in AGENTS:
        seen = [
            record.id
            for record in inbox.conversations.get_many(names)
            if record is not None and policy.sees(inbox.directory, agent, record)
        ]
        assert found(office, agent, "in:comments zoll") == seen[::-1], agent


def test_the_index_stays_small_and_holds_the_newest(office: Office) -> None:
    switch(office, on=True)
    one = begin(office, "a")
    for number in range(COMMENTS + 2):
        office.time[0] += MINUTE
        say(office, one, " ".join(f"wort{number}x{place}" for place in range(8)))
    held = [entry for entry in entries(office) if one in entry]
    assert len(held) == MOST_WORDS
    assert found(office, "anna", f"in:comments wort{COMMENTS + 1}x0") == [one]
    assert found(office, "anna", "in:comments wort0x0") == []
    assert faults(office) == []


def test_what_becomes_of_conversations_becomes_of_their_words(office: Office) -> None:
    switch(office, on=True)
    one, two = begin(office, "a", text="Zoll"), begin(office, "b", text="Spedition")
    tidying.merge(office.inbox, office.asked("mona"), source=one, into=two)
    assert found(office, "anna", "in:comments zoll spedition") == [two]
    assert faults(office) == []
    tidying.unmerge(office.inbox, office.asked("mona"), source=one, target=two)
    assert (found(office, "anna", "in:comments zoll"), found(office, "anna", "in:comments spedition")) == (
        [one],
        [two],
    )
    remove(office.inbox, one, actor=OPERATOR)
    assert [entry for entry in entries(office) if one in entry] == []
    assert faults(office) == []


def test_doctor_finds_and_mends_what_does_not_fit(office: Office) -> None:
    switch(office, on=True)
    one = begin(office, "a", text="Zoll Spedition Hafen")
    inbox = office.inbox
    key = inbox.conversations.keys.comment_words
    random = Random(1)
    gone = random.choice([entry for entry in entries(office) if one in entry])
    inbox.conversations.store.write("ZREM", key, gone)
    inbox.conversations.store.write("ZADD", key, 0, f"erfunden::{one}")
    assert sorted(faults(office)) == [
        "is found by a word that no comment has",
        "is not found by all words of its comments",
    ]
    list(inspect(office.inbox, repair=True, progress=lambda _: None))
    assert faults(office) == []


def test_an_index_that_is_cut_short_is_built_by_who_comes_next(office: Office) -> None:
    one = begin(office, "a", text="Zoll")
    inbox = office.inbox
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=True), actor=OPERATOR)
    steps = build_index(office.inbox)
    next(steps)
    two = begin(office, "b", text="Zoll")
    assert CommentIndex(office.inbox.conversations).stands() == (True, False)
    list(build_index(office.inbox))
    assert found(office, "anna", "in:comments zoll") == [two, one]
    assert faults(office) == []
