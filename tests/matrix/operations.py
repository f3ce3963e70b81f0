"""Every operation of the API with the act that it is; one that is not here fails the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.domain.conversation import Conversation
from tests.matrix.world import FIELD, World


@dataclass(frozen=True, slots=True)
class Asked:
    """A conversation as it now stands, and who asks for something."""

    world: World
    kind: str
    record: Conversation
    me: str

    def comment(self) -> str:
        """The id of a comment of mona's in it."""
        return self.world.comment(self.kind)

    def field(self) -> str:
        """What the custom field says."""
        return self.record.fields.get(FIELD, "")

    def listed(self) -> list[str] | None:
        """Who is on its list, as far as the asker knows them."""
        directory = self.world.directory
        boxes = [box for box in directory.mailboxes.values() if self.me in box.members]
        known = {name for box in boxes for name in box.members}
        return (
            None
            if self.record.restricted_to is None
            else sorted(known.intersection(self.record.restricted_to))
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One way to call an operation on a conversation: the act it is, and its body."""

    route: str
    act: str
    body: Callable[[Asked], Any] = lambda _: None
    label: str = ""

    def __str__(self) -> str:
        return f"{self.route}-{self.label}" if self.label else self.route


def _claim(renew: bool) -> Callable[[Asked], Any]:
    return lambda asked: {"expected": None, "renew": renew}


ON_A_CONVERSATION = (
    Case("conversation", "read"),
    Case("timeline", "read"),
    Case("previous", "read"),
    Case("assignees", "read"),
    Case("viewers", "read"),
    Case("tags", "read"),
    Case("beat", "read", lambda _: {"mode": "viewing"}),
    Case("leave", "read"),
    Case("take", "take", lambda a: {"expected": a.record.assignee}),
    Case("assign", "assign", lambda a: {"to": "agent:mona", "expected": a.record.assignee}),
    Case("set_status", "work", lambda a: {"to": "pending", "expected": a.record.standing}),
    Case("set_status", "work", lambda a: {"to": "spam", "expected": a.record.standing}, "spam"),
    Case("snooze", "work", lambda a: {"preset": "3h", "expected": a.record.standing}),
    Case("set_priority", "work", lambda a: {"to": "high", "expected": a.record.priority}),
    Case("tag", "work", lambda _: {"add": "vip"}, "add"),
    Case("tag", "work", lambda _: {"remove": "none"}, "remove"),
    Case("set_field", "work", lambda a: {"to": "x", "expected": a.field()}),
    Case("comment", "comment", lambda _: {"text": "Gut."}),
    Case("edit_comment", "edit-others", lambda _: {"text": "Besser."}),
    Case("delete_comment", "delete-others"),
    Case("restrict", "restrict", lambda a: {"to": [a.me, "mona"], "expected": a.listed()}),
    Case("claim", "take", _claim(renew=False)),
    Case("claim", "take", _claim(renew=True), "renew"),
    Case("release_claim", "take"),
)
"""Whose path names a conversation; a comment in it is mona's."""

OF_ONESELF = ("me", "home", "people", "queue", "changes")
"""What everybody may ask; what they are then told is judged in test_told.py."""

OF_A_PERSON = ("set_availability",)
"""What is for agents, and no program."""

OF_A_MAIL = ("resolve", "add_mail", "announce_reply", "compose", "composing", "send_check")
"""Whose body names a mail; judged in test_mails.py."""

OF_NOBODY = ("link",)
"""For somebody who is no agent yet."""

FOR_PEOPLE = {*OF_A_PERSON, *OF_A_MAIL, *OF_NOBODY, "viewers", "restrict", "beat", "leave"}
"""What no program is let near, whatever it names."""
