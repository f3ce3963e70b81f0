"""Every path that a card calls, with the act that it is and what the pressed button carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cards import paths
from tests.matrix.operations import Asked
from tests.matrix.world import FIELD

Carried = Callable[[Asked], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Press:
    """One way to press something: the act it is, its parameters and what was typed."""

    path: str
    act: str
    parameters: Carried = lambda _: {}
    inputs: tuple[tuple[str, str], ...] = ()
    label: str = ""

    def __str__(self) -> str:
        return self.path.removeprefix("/gmail/") + (f"-{self.label}" if self.label else "")


def _seen(asked: Asked) -> str:
    return asked.record.assignee or "none"


def _listed(asked: Asked) -> str:
    listed = asked.listed()
    return "none" if listed is None else " ".join(f"agent:{one}" for one in listed)


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
)
"""Whose button carries a conversation's id; a comment in it is mona's."""

OF_ONESELF = ("/gmail/home", paths.SHOW_QUEUE, paths.PEOPLE, paths.ASSIGNEES, paths.AVAILABILITY)
"""What every agent may ask; what they are then told is judged in test_told.py."""

OF_A_MAIL = ("/gmail/message", paths.REFRESH, paths.ADD)
"""What is about the mail on the screen; judged in test_mails.py."""

OF_NOBODY = (paths.LINK,)
"""For somebody who is no agent yet."""
