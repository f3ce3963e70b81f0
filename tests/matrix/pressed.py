"""Every path that a card calls, with the act that it is and what the pressed button carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cards import paths
from tests.matrix.operations import Asked
from tests.matrix.world import FIELD, UNKNOWN

Carried = Callable[[Asked], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Press:
    """One way to press something: the act it is, its parameters and what was typed."""

    path: str
    act: str
    parameters: Carried = lambda _: {}
    inputs: tuple[tuple[str, str], ...] = ()
    label: str = ""
    mail: str = ""
    """The open mail, where there must be one."""

    def __str__(self) -> str:
        return self.path.removeprefix("/gmail/") + (f"-{self.label}" if self.label else "")


def _seen(asked: Asked) -> str:
    return asked.record.assignee or "none"


def _listed(asked: Asked) -> str:
    listed = asked.listed()
    return "none" if listed is None else " ".join(f"agent:{one}" for one in listed)


def _macro(asked: Asked) -> dict[str, str]:
    seen = {"seen_status": asked.record.standing, "seen_priority": asked.record.priority}
    return {"macro": "forall", "seen": _seen(asked), **seen}


def _no_draft(_: Asked) -> dict[str, str]:
    return {"seen": "none"}


def _comment(asked: Asked) -> dict[str, str]:
    return {"comment": asked.comment()}


ON_A_CONVERSATION = (
    Press(paths.SHOW_ASSIGN, "read"),
    Press(paths.SHOW_MORE, "read"),
    Press(paths.SHOW_TAGS, "read"),
    Press(paths.SHOW_PREVIOUS, "read"),
    Press(paths.SHOW_ACTIVITY, "read"),
    Press(paths.SHOW_FIELDS, "read"),
    Press(paths.SHOW_RESTRICT, "read"),
    Press(paths.TAKE, "take", lambda a: {"seen": _seen(a)}),
    Press(paths.ASSIGN, "assign", lambda a: {"to": "agent:mona", "seen": _seen(a)}),
    Press(paths.ASSIGN, "assign", lambda a: {"seen": _seen(a)}, (("who", "Mona"),), label="typed"),
    Press(paths.STATUS, "work", lambda a: {"to": "pending", "seen": a.record.standing}),
    Press(paths.STATUS, "work", lambda a: {"to": "spam", "seen": a.record.standing}, label="spam"),
    Press(paths.SNOOZE, "work", lambda a: {"preset": "3h", "seen": a.record.standing}),
    Press(paths.PRIORITY, "work", lambda a: {"seen": a.record.priority}, (("priority", "high"),)),
    Press(paths.TAG, "work", lambda _: {"add": "vip"}),
    Press(paths.TAG, "work", lambda _: {"remove": "none"}, label="remove"),
    Press(paths.COMMENT, "comment", lambda _: {"field": "comment_0"}, (("comment_0", "Gut."),)),
    Press(paths.ASK, "comment", lambda _: {"who": "agent:mona"}),
    Press(paths.CLAIM, "take", lambda _: {"seen": "none"}),
    Press(paths.RELEASE, "take"),
    Press(paths.FIELDS, "work", lambda a: {f"seen_{FIELD}": a.field()}, ((f"field_{FIELD}", "x"),)),
    Press(paths.RESTRICT, "restrict", lambda a: {"seen": _listed(a)}, (("people", "agent:mona"),)),
    Press(paths.SHOW_COMMENT, "delete-others", _comment),
    Press(paths.EDIT_COMMENT, "edit-others", _comment, (("text", "Besser."),)),
    Press(paths.DELETE_COMMENT, "delete-others", _comment),
    Press(
        paths.ASSIGN,
        "assign",
        lambda a: {"to": "agent:mona", "seen": _seen(a)},
        (("handover_text", "Bitte."),),
        label="hand-over",
    ),
    Press(paths.FOLLOW, "follow"),
    Press(paths.FOLLOW, "follow", lambda _: {"off": "1"}, label="off"),
    Press(paths.UNDO, "read", lambda _: {"act": "0"}),
    Press(paths.SHOW_MACROS, "read"),
    Press(paths.SHOW_MACRO, "read", lambda _: {"macro": "forall"}),
    Press(paths.MACRO, "work", _macro),
    Press(paths.MACRO_REPLY, "work", _macro, mail="any"),
    Press(paths.SHOW_TIDY, "read"),
    Press(paths.SHOW_PARTNERS, "read", inputs=(("partner", "Frage"),)),
    Press(paths.SHOW_SPLIT, "read", inputs=(("mail", UNKNOWN),)),
    Press(paths.SPLIT, "tidy", lambda _: {"mail": UNKNOWN}),
    Press(paths.BLOCK, "block", lambda _: {"blocked": "no"}),
    Press(paths.SHOW_DRAFT, "read"),
    Press(paths.DRAFT_ASK, "take", _no_draft, (("draft_text", "Ja."), ("mention_reviewer", "Mona"))),
    Press(paths.DRAFT_APPROVE, "take", _no_draft),
    Press(paths.DRAFT_RETURN, "take", _no_draft, (("draft_reason", "Nein."),)),
    Press(paths.DRAFT_EDIT, "take", _no_draft, (("draft_proposal", "Ja!"),)),
    Press(paths.DRAFT_USE, "take", _no_draft, mail="any"),
    Press(paths.DRAFT_WITHDRAW, "take", _no_draft),
    Press(paths.REPLIED, "take", lambda _: {"replied": "0"}),
    Press(paths.COMPOSE_CLAIM, "take", lambda _: {"seen": "none"}),
    Press(paths.COMPOSE_AFTER, "take", inputs=(("after_send", "pending"),)),
    Press(paths.COMPOSE_INSERT, "take", lambda _: {"template": "forall", "locale": "de"}),
)
"""Whose button carries a conversation's id; a comment in it is mona's."""

OF_TWO = (
    *(paths.SHOW_MERGE, paths.MERGE, paths.UNMERGE, paths.SHOW_MOVE, paths.MOVE),
    *(paths.LINK_WITH, paths.UNLINK),
)
"""Whose button names another conversation or mailbox too; judged in test_two.py."""

SEARCHES = (paths.SEARCH, paths.SHOW_SEARCH)
VIEWS = (paths.SHOW_VIEW, paths.SHOW_KEEP, paths.KEEP_VIEW, paths.DROP_VIEW)
OF_ONESELF = (
    "/gmail/home",
    paths.SHOW_QUEUE,
    paths.PEOPLE,
    paths.ASSIGNEES,
    paths.AVAILABILITY,
    *SEARCHES,
    *VIEWS,
)
"""What every agent may ask; what they are then told is judged in test_told.py."""

OF_A_MAIL = ("/gmail/message", paths.REFRESH, paths.ADD, paths.COMPOSE, paths.COMPOSE_LOOK)
"""What is about the mail on the screen, or the draft; judged in test_mails.py."""

OF_NOBODY = (paths.LINK,)
"""For somebody who is no agent yet."""
