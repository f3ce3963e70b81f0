"""Comments that are mended or taken away: by whom, until when without a mark, and what becomes of mentions."""

from __future__ import annotations

import time

import pytest

from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.remarks import FREE_MS
from server.domain.views import CommentView
from server.store.commit import Write
from server.store.conversations import Wanted
from server.usecases import comments
from server.usecases.comments import Draft
from server.usecases.counts import home
from server.usecases.showing import look
from tests.support.office import Office, mail


@pytest.fixture
def name(office: Office) -> str:
    office.time[0] = time.time_ns() // 1_000_000
    return office.deliver(mail("a@wald.example", at=office.time[0])).conversation or ""


def wrote(office: Office, name: str, who: str, text: str) -> str:
    comments.add_comment(office.inbox, office.asked(who), conversation=name, draft=Draft(text))
    return office.inbox.conversations.read(name, Wanted(comments=100)).comments[-1].id


def edit(office: Office, name: str, who: str, comment: str, text: str) -> None:
    comments.edit_comment(office.inbox, office.asked(who), conversation=name, comment=comment, text=text)


def delete(office: Office, name: str, who: str, comment: str) -> None:
    comments.delete_comment(office.inbox, office.asked(who), conversation=name, comment=comment)


def shown(office: Office, name: str, who: str) -> CommentView:
    return look(office.inbox, office.inbox.directory.agents[who], conversation=name).comments[0]


def older(office: Office, name: str, comment: str) -> None:
    """Let a comment have been written sixteen minutes ago."""
    from dataclasses import replace

    from server.store.codec import encode

    conversations = office.inbox.conversations
    known = next(c for c in conversations.read(name, Wanted(comments=100)).comments if c.id == comment)
    past = replace(known, at=known.at - FREE_MS - 60_000)
    keys = conversations.keys
    conversations.store.commit(
        writes=[
            Write("HSET", keys.comments(name), (comment, encode(past))),
            Write("ZADD", keys.comment_ids(name), (past.at, comment)),
        ]
    )


def test_ones_own_can_be_mended_without_a_mark_for_a_while(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Varriante B")
    edit(office, name, "ben", one, "Variante B")
    assert (shown(office, name, "anna").text, shown(office, name, "anna").edited) == ("Variante B", False)
    entries = comments.activity(office.inbox, "anna", conversation=name).entries
    assert not [one for one in entries if "edited a comment" in repr(one)]


def test_later_it_is_marked(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Variante A")
    older(office, name, one)
    edit(office, name, "ben", one, "Variante B")
    assert shown(office, name, "anna").edited
    entries = comments.activity(office.inbox, "anna", conversation=name).entries
    assert [one for one in entries if "edited a comment" in repr(one)]


def test_nobody_edits_what_another_wrote(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Variante A")
    for who in ("anna", "mona"):
        with pytest.raises(Forbidden):
            edit(office, name, who, one, "Variante C")
    assert (shown(office, name, "ben").may_edit, shown(office, name, "mona").may_edit) == (True, False)
    assert (shown(office, name, "anna").may_delete, shown(office, name, "mona").may_delete) == (False, True)


def test_who_manages_takes_others_away_and_the_place_stays(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Variante A")
    with pytest.raises(Forbidden) as refused:
        delete(office, name, "anna", one)
    assert refused.value.facts["role_word"] == "manager"
    delete(office, name, "mona", one)
    gone = shown(office, name, "anna")
    assert (gone.deleted, gone.text, gone.author.name, gone.may_delete) == (True, "", "Ben", False)
    assert office.events(name)[-1] == "comment_deleted"
    with pytest.raises(Invalid, match="deleted"):
        edit(office, name, "ben", one, "Doch")
    text = office.workspaces.store.read([("HGETALL", office.inbox.conversations.keys.comments(name))])
    assert "Variante" not in str(text)


def test_what_is_not_there_does_not_exist(office: Office, name: str) -> None:
    with pytest.raises(NotFound):
        edit(office, name, "ben", "nothing", "x")
    with pytest.raises(NotFound):
        delete(office, name, "ben", "nothing")


def test_whom_it_mentions_is_asked_anew(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Bitte @Anna")
    with pytest.raises(Invalid, match="Hanna"):
        comments.edit_comment(
            office.inbox,
            office.asked("mona"),
            conversation=name,
            comment=wrote(office, name, "mona", "ok"),
            text="Bitte @Hanna",
        )
    edit(office, name, "ben", one, "Bitte @Lio")
    assert home(office.inbox, office.inbox.directory.agents["lio"]).mentions == 1
    assert office.conversation(name).mentioned == ("agent:lio",)


def test_a_mention_that_is_gone_grants_nothing_more(office: Office, name: str) -> None:
    one = wrote(office, name, "ben", "Bitte @Lio")
    assert shown(office, name, "lio").text
    edit(office, name, "ben", one, "Bitte @Anna")
    with pytest.raises(NotFound):
        shown(office, name, "lio")
    two = wrote(office, name, "ben", "Und @Lio")
    delete(office, name, "ben", two)
    with pytest.raises(NotFound):
        shown(office, name, "lio")


def test_a_viewer_without_the_right_to_comment_mends_nothing_either(office: Office, name: str) -> None:
    one = wrote(office, name, "vera", "Hallo")
    office.set("support", viewers_comment=False)
    with pytest.raises(Forbidden):
        edit(office, name, "vera", one, "Servus")
    with pytest.raises(Forbidden):
        delete(office, name, "vera", one)


def test_an_admin_who_sees_it_may_take_it_away(office: Office, name: str) -> None:
    from dataclasses import replace

    one = wrote(office, name, "ben", "Variante A")
    vera = office.inbox.directory.agents["vera"]
    office.workspaces.directories.put(office.id, replace(vera, admin=True), before=vera)
    delete(office, name, "vera", one)
    assert shown(office, name, "ben").deleted
