"""Every operation of the API with the act that it is; one that is not here fails the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.domain.conversation import Conversation
from tests.matrix.world import FIELD, MERGED, UNKNOWN, World


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
    done: tuple[int, ...] = (200, 204)
    """What who may is answered; 422 where nothing is left to be done, so that the cell changes nothing."""

    def __str__(self) -> str:
        return f"{self.route}-{self.label}" if self.label else self.route


def _reviewer(asked: Asked) -> str:
    """Somebody else who can review it."""
    if asked.me != "mona":
        return "agent:mona"
    return "agent:hanna" if asked.record.mailboxes == ("hr",) else "agent:ben"


def _itself(asked: Asked) -> str:
    return asked.record.id or UNKNOWN


def _merged(asked: Asked) -> str:
    """What was merged into it, by something else than an act that could be undone."""
    source = next((one for one, into in MERGED.items() if asked.kind in (one, into)), "")
    return asked.world.ids[source] if source else _itself(asked)


def _mail(asked: Asked) -> str:
    """The key of its newest mail."""
    known = asked.record.last_message_id
    return asked.world.conversations.digests.message(known) if known else UNKNOWN


def _home(asked: Asked) -> str:
    return asked.record.mailboxes[0] if asked.record.mailboxes else "support"


def _draft(**more: object) -> Callable[[Asked], Any]:
    return lambda _: {"expected": None, **more}


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
    Case("company", "read"),
    Case(
        "hand_over",
        "assign",
        lambda a: {"to": "agent:mona", "expected": a.record.assignee, "text": "Bitte.", "due": "2026-12-24"},
    ),
    Case("follow", "follow"),
    Case("unfollow", "follow"),
    Case("undo", "read", lambda _: {"act": 0}, done=(422,)),
    Case("macros_here", "read"),
    Case("look_at_macro", "read"),
    Case(
        "apply_macro",
        "work",
        lambda a: {"assignee": a.record.assignee, "status": a.record.standing, "priority": a.record.priority},
    ),
    Case("tidy", "read"),
    Case("merge_plan", "read", done=(404,)),
    Case("merge", "tidy", lambda a: {"into": _itself(a)}),
    Case("unmerge", "tidy", lambda a: {"source": _merged(a)}, done=(200, 422)),
    Case("split", "tidy", lambda a: {"message": _mail(a), "later": False}, done=(422,)),
    Case("move", "tidy", lambda a: {"to": _home(a), "expected": _home(a)}, done=(422,)),
    Case("link_conversation", "work", lambda a: {"other": _itself(a), "kind": "related"}, done=(422,)),
    Case("unlink_conversation", "work"),
    Case("block_sender", "block", lambda _: {"blocked": False}),
    Case("draft", "read"),
    Case("ask_review", "take", lambda a: {"expected": None, "text": "Ja.", "reviewer": _reviewer(a)}),
    Case("approve_draft", "take", _draft(), done=(422,)),
    Case("return_draft", "take", _draft(comment="Nein."), done=(422,)),
    Case("edit_draft", "take", _draft(text="Ja!"), done=(422,)),
    Case("use_draft", "take", _draft(), done=(422,)),
    Case("withdraw_draft", "take", _draft(), done=(422,)),
    Case("say_replied", "take", lambda _: {"replied": False}),
    Case("templates_for", "take"),
    Case("use_template", "take", lambda _: {}),
)
"""Whose path names a conversation; a comment in it is mona's. What names another one too: test_two.py."""

OF_ONESELF = ("me", "home", "people", "queue", "changes", "search", "views")
"""What everybody may ask; what they are then told is judged in test_told.py."""

OWN_TEMPLATES = ("own_templates", "add_own_template", "change_own_template", "delete_own_template")
OWN_VIEWS = ("add_own_view", "change_own_view", "delete_own_view", "share_view")
OF_A_PERSON = ("set_availability", *OWN_TEMPLATES, *OWN_VIEWS)
"""What is for agents, and no program."""

OF_A_VIEW = ("look_at_view",)
"""What exists for whoever is in some mailbox, where the view is one for all."""

OF_A_MAIL = ("resolve", "add_mail", "announce_reply", "compose", "composing", "send_check")
"""Whose body names a mail; judged in test_mails.py."""

OF_NOBODY = ("link",)
"""For somebody who is no agent yet."""

FOR_PEOPLE = {
    *(
        *OF_A_PERSON,
        *OF_A_MAIL,
        *OF_NOBODY,
        "viewers",
        "restrict",
        "beat",
        "leave",
        "follow",
        "unfollow",
        "undo",
    ),
    *("draft", "ask_review", "approve_draft", "return_draft", "edit_draft", "use_draft", "withdraw_draft"),
    *("say_replied", "templates_for", "use_template"),
}
"""What no program is let near, whatever it names."""
