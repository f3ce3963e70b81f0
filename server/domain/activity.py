"""What happened, as sentences: message ids in English with facts, for every type of event (PRODUCT 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from server.domain import voices
from server.domain.catalogue import FieldKind
from server.domain.events import HIDDEN, Event
from server.domain.undoing import WINDOW_MS
from server.domain.views import Sentence, UndoView
from server.domain.vocabulary import Priority, Standing
from server.domain.voices import Voices
from server.domain.wording import PRIORITIES, STANDINGS


@dataclass(frozen=True, slots=True)
class _Scene:
    """An event and how its people are called for this reader."""

    event: Event
    name: Callable[[str], str]
    you: str

    def text(self, key: str) -> str:
        return str(self.event.data.get(key) or "")

    def called(self, party: str) -> str:
        return self.name(party) or "?"

    def say(self, said: Voices, /, **facts: object) -> Sentence:
        by = self.event.by
        if by == self.you:
            return replace(said.you, facts=facts)
        if by.startswith(("agent:", "api:")):
            return replace(said.other, facts={"who": self.called(by), **facts})
        return replace(said.nobody, facts=facts)


def describe(event: Event, *, name: Callable[[str], str], you: str) -> Sentence | None:
    """Say what happened, or None for what the activity does not show.

    `name` gives the name behind `agent:<id>` or `team:<id>` (empty when gone), `you` is the reader's own id.
    """
    if event.type in HIDDEN or (event.type == "comment_edited" and event.data.get("free")):
        return None
    if event.type == "assigned" and event.data.get("handed"):
        return None
    scene = _Scene(event, name, you)
    if event.type in voices.PLAIN:
        return voices.PLAIN[event.type]
    if event.type in voices.BY_SOMEBODY:
        return scene.say(voices.BY_SOMEBODY[event.type])
    teller = _TELLERS.get(event.type)
    return teller(scene) if teller else None


def undo_view(events: Iterable[Event], *, at: int, name: Callable[[str], str], you: str) -> UndoView | None:
    """How to offer the way back from what somebody has just done; None where it shows nowhere."""
    said = [sentence for one in events if (sentence := describe(one, name=name, you=you))]
    return UndoView(at, said[0], at + WINDOW_MS) if said else None


def _message_in(scene: _Scene) -> Sentence:
    sender = scene.text("sender") or "?"
    if scene.event.data.get("confirmed") is False:
        return Sentence("%(sender)s wrote (sender not confirmed)", {"sender": sender})
    if scene.event.data.get("participant_new"):
        return Sentence("%(sender)s wrote, new in this conversation", {"sender": sender})
    return Sentence("%(sender)s wrote", {"sender": sender})


def _message_out(scene: _Scene) -> Sentence:
    agent = scene.text("agent")
    party = agent if not agent or agent.startswith("agent:") else f"agent:{agent}"
    aside = bool(scene.event.data.get("aside"))
    if party and party == scene.you:
        return Sentence("You wrote to others about it") if aside else Sentence("You replied")
    who: dict[str, object] = {"who": (scene.name(party) if party else "") or scene.text("sender") or "?"}
    return Sentence("%(who)s wrote to others about it", who) if aside else Sentence("%(who)s replied", who)


def _overridden(scene: _Scene) -> Sentence:
    party = scene.text("agent")
    if party == scene.you:
        return Sentence("You replied in spite of a warning")
    return Sentence("%(who)s replied in spite of a warning", {"who": scene.name(party) or "?"})


def _reported(scene: _Scene) -> Sentence:
    sender, who = scene.text("sender") or "?", scene.called(scene.event.by)
    if scene.event.data.get("reply"):
        return Sentence("%(sender)s replied, according to %(who)s’s Outlook", {"sender": sender, "who": who})  # noqa: RUF001  # an apostrophe
    return Sentence("%(sender)s wrote, according to %(who)s’s Outlook", {"sender": sender, "who": who})  # noqa: RUF001  # an apostrophe


def _auto_reply(scene: _Scene) -> Sentence:
    return Sentence("Automatic reply from %(sender)s", {"sender": scene.text("sender") or "?"})


def _assigned(scene: _Scene) -> Sentence:
    to = scene.text("to")
    if to == scene.event.by:
        return scene.say(voices.TOOK)
    if to == scene.you:
        return scene.say(voices.GAVE_YOU)
    return scene.say(voices.GAVE, whom=scene.called(to))


def _handover(scene: _Scene) -> Sentence:
    to, day = scene.text("to"), scene.text("day")
    you = to == scene.you
    if day:
        said = voices.HANDED_YOU_DUE if you else voices.HANDED_DUE
        return scene.say(said, whom=scene.called(to), day=date.fromisoformat(day))
    return scene.say(voices.HANDED_YOU if you else voices.HANDED, whom=scene.called(to))


def _applied(scene: _Scene) -> Sentence:
    return scene.say(voices.APPLIED, macro=scene.text("name"))


def _unassigned(scene: _Scene) -> Sentence:
    if scene.text("reason") == "left":
        whom = scene.called(scene.text("before"))
        return Sentence("%(whom)s can no longer be assignee here", {"whom": whom})
    return scene.say(voices.RELEASED)


def _status(scene: _Scene) -> Sentence:
    word = STANDINGS[Standing(scene.text("to"))].message
    if scene.text("reason") == "blocked":
        return Sentence("Set to “%(standing_word)s”: the sender is blocked", {"standing_word": word})
    if scene.text("reason") == "reply":
        return Sentence("Set to “%(standing_word)s” after the reply", {"standing_word": word})
    return scene.say(voices.SET, standing_word=word)


def _snoozed(scene: _Scene) -> Sentence:
    return scene.say(voices.SNOOZED, until_at=scene.event.data.get("until"))


def _woke(scene: _Scene) -> Sentence:
    if scene.text("reason") == "reply":
        return Sentence("Open again: a reply came")
    return Sentence("Open again: the snooze is over")


def _reopened(scene: _Scene) -> Sentence:
    if scene.text("by") == "message":
        return Sentence("Reopened by a new mail")
    if scene.text("by") == "bounce":
        return Sentence("Reopened because a mail could not be delivered")
    return scene.say(voices.REOPENED)


def _delayed(scene: _Scene) -> Sentence:
    return Sentence(
        "Too many automatic mails: reopens at %(until_at)s", {"until_at": scene.event.data.get("until")}
    )


def _priority(scene: _Scene) -> Sentence:
    return scene.say(voices.PRIORITY, priority_word=PRIORITIES[Priority(scene.text("to"))].message)


def _tag_added(scene: _Scene) -> Sentence:
    return scene.say(voices.TAGGED, tag=scene.text("tag"))


def _tag_removed(scene: _Scene) -> Sentence:
    return scene.say(voices.UNTAGGED, tag=scene.text("tag"))


def _field(scene: _Scene) -> Sentence:
    data, name = scene.event.data, scene.text("name")
    if "to" not in data:
        return scene.say(voices.REWRITTEN, field=name)
    if scene.text("kind") == FieldKind.CHECKBOX:
        return scene.say(voices.FILLED, field=name, value=Sentence("Yes") if data["to"] else Sentence("No"))
    if not data["to"]:
        return scene.say(voices.EMPTIED, field=name)
    value = scene.text("to")
    shown = date.fromisoformat(value) if scene.text("kind") == FieldKind.DATE else value
    return scene.say(voices.FILLED, field=name, value=shown)


def _visibility(scene: _Scene) -> Sentence:
    if "to" not in scene.event.data:
        return scene.say(voices.OPENED)
    return scene.say(voices.LIST_CHANGED if "before" in scene.event.data else voices.RESTRICTED)


def _claimed(scene: _Scene) -> Sentence:
    over = scene.text("over")
    if not over:
        return scene.say(voices.CLAIMED)
    party = over if over.startswith("agent:") else f"agent:{over}"
    if party == scene.you:
        return scene.say(voices.CLAIMED_YOURS)
    return scene.say(voices.CLAIMED_OVER, whom=scene.called(party))


def _review_asked(scene: _Scene) -> Sentence:
    reviewer = scene.text("reviewer")
    if reviewer == scene.you:
        return scene.say(voices.REVIEW_ASKED_YOU)
    return scene.say(voices.REVIEW_ASKED, whom=scene.called(reviewer))


def _linked(scene: _Scene) -> Sentence:
    if scene.text("kind") == "forwarded_from":
        return Sentence("Forwarded from another conversation")
    if scene.text("kind") == "split_from":
        return Sentence("Split off from another conversation")
    if scene.event.by.startswith(("agent:", "api:")):
        return scene.say(voices.LINKED)
    return Sentence("Continues an earlier conversation")


def _merged(scene: _Scene) -> Sentence:
    if scene.event.data.get("automatic"):
        return Sentence("Merged with another conversation of this mail")
    return scene.say(voices.MERGED)


_TELLERS: Final[Mapping[str, Callable[[_Scene], Sentence]]] = MappingProxyType(
    {
        "message_in": _message_in,
        "message_out": _message_out,
        "message_reported": _reported,
        "guard_overridden": _overridden,
        "auto_reply_received": _auto_reply,
        "assigned": _assigned,
        "handover": _handover,
        "macro_applied": _applied,
        "unassigned": _unassigned,
        "status_changed": _status,
        "snoozed": _snoozed,
        "woke": _woke,
        "reopened": _reopened,
        "reopen_delayed": _delayed,
        "priority_changed": _priority,
        "tag_added": _tag_added,
        "tag_removed": _tag_removed,
        "field_changed": _field,
        "visibility_changed": _visibility,
        "claimed": _claimed,
        "review_asked": _review_asked,
        "linked": _linked,
        "merged": _merged,
    }
)
