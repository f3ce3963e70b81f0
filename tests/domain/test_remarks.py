"""A comment that is changed: the mark, the place that stays, and whom the conversation still mentions."""

from __future__ import annotations

import pytest

from server.domain.comments import Comment, Mention
from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.remarks import FREE_MS, delete_comment, edit_comment
from tests.support.records import by

ANNA, BEN = Mention(0, 5, "agent:anna"), Mention(0, 4, "agent:ben")
ONE = Comment("k1", "agent:ben", 1_000, "@Anna", (ANNA,))
RECORD = Conversation("c", ("support",), mentioned=("agent:anna", "agent:ben"))


@pytest.mark.parametrize(("later", "marked"), [(0, False), (FREE_MS - 1, False), (FREE_MS, True)])
def test_it_is_marked_once_the_free_time_is_over(later: int, marked: bool) -> None:
    made = edit_comment(
        RECORD, comment=ONE, text="x", mentions=(), others=(), actor=by("ben"), at=1_000 + later
    )
    assert made.comment is not None
    assert (made.comment.edited_at is not None) is marked
    assert made.comment.at == ONE.at


def test_who_is_mentioned_nowhere_any_more_is_not_mentioned() -> None:
    other = Comment("k2", "agent:mia", 2_000, "@Ben", (BEN,))
    made = edit_comment(RECORD, comment=ONE, text="x", mentions=(), others=(other,), actor=by("ben"), at=5)
    assert made.after.mentioned == ("agent:ben",)
    made = delete_comment(RECORD, comment=ONE, others=(other,), actor=by("ben"), at=5)
    assert made.after.mentioned == ("agent:ben",)


def test_where_not_all_comments_are_known_nobody_loses_anything() -> None:
    made = delete_comment(RECORD, comment=ONE, others=None, actor=by("ben"), at=5)
    assert made.after.mentioned == RECORD.mentioned


def test_what_is_deleted_keeps_its_place_and_loses_its_text() -> None:
    made = delete_comment(RECORD, comment=ONE, others=(), actor=by("ben"), at=5)
    assert made.comment == Comment("k1", "agent:ben", 1_000, "", (), None, None, 5)
    again = delete_comment(made.after, comment=made.comment, others=(), actor=by("ben"), at=6)
    assert again.events == ()
    with pytest.raises(Invalid):
        edit_comment(
            made.after, comment=made.comment, text="x", mentions=(), others=(), actor=by("ben"), at=7
        )
