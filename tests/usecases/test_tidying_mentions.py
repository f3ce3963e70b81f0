"""Who was mentioned finds it where the comment is: through a merge, its undoing, a split and its undoing."""

from __future__ import annotations

import time

from server.store.conversations import Reader, Wanted
from server.usecases import comments, handing, tidying
from server.usecases.comments import Draft
from server.usecases.handing import Handing
from server.usecases.undoing import undo
from tests.support.office import HOUR, MINUTE, NOW, Office, mail


def begun(office: Office, name: str, **more: object) -> str:
    return office.deliver(mail(name, **more)).conversation or ""  # type: ignore[arg-type]


def say(office: Office, conversation: str, text: str) -> None:
    comments.add_comment(office.inbox, office.asked("anna"), conversation=conversation, draft=Draft(text))


def told(office: Office, who: str = "ben") -> set[str]:
    of = office.inbox.conversations
    return set(of.store.read([("ZRANGE", of.keys.agent_index(who, "mentions"), 0, -1)])[0])


def look(office: Office, conversation: str) -> None:
    office.inbox.conversations.open(conversation, Wanted(), Reader("ben", "gmail"))


def merge(office: Office, one: str, other: str) -> None:
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)


def part(office: Office, one: str, other: str) -> None:
    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)


def test_a_mention_goes_along_and_comes_back(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    say(office, one, "@Ben bitte")
    merge(office, one, other)
    assert told(office) == {other}
    part(office, one, other)
    assert told(office) == {one}


def test_a_mention_that_was_seen_meanwhile_does_not_come_back(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    say(office, one, "@Ben bitte")
    merge(office, one, other)
    look(office, other)
    part(office, one, other)
    assert told(office) == set()


def test_who_was_mentioned_in_both_is_told_of_both_again(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    for name in (one, other):
        say(office, name, "@Ben bitte")
    merge(office, one, other)
    assert told(office) == {other}
    part(office, one, other)
    assert told(office) == {one, other}


def test_who_is_mentioned_after_the_merge_is_told_of_what_stays(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    say(office, one, "@Ben bitte")
    merge(office, one, other)
    time.sleep(0.002)  # the store counts milliseconds
    say(office, other, "@Ben nochmal")
    part(office, one, other)
    assert told(office) == {one, other}


def test_what_was_handed_over_is_first_again_once_it_is_free(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    given = Handing("agent:ben", None, "", None)
    handing.hand_over(office.inbox, office.asked("anna"), conversation=one, handing_over=given)
    merge(office, one, other)
    part(office, one, other)
    assert one in told(office)


def test_a_mention_leaves_with_its_comment_and_comes_back_with_it(office: Office) -> None:
    whole = begun(office, "a@x", at=NOW - 2 * HOUR)
    office.deliver(mail("b@x", refers=("a@x",), at=NOW - HOUR))
    say(office, whole, "@Ben und @Mona bitte")
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)
    assert told(office) == told(office, "mona") == {done.other}
    assert done.undo is not None
    undo(office.inbox, office.asked("anna"), conversation=whole, act=done.undo.act)
    assert told(office) == told(office, "mona") == {whole}


def test_a_mention_in_what_stays_stays(office: Office) -> None:
    whole = begun(office, "a@x")
    say(office, whole, "@Ben bitte")
    office.time[0] = at = time.time_ns() // 1_000_000 + MINUTE
    office.deliver(mail("b@x", refers=("a@x",), at=at), at=at)
    key = office.inbox.conversations.digests.message("b@x")
    tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)
    assert told(office) == {whole}
