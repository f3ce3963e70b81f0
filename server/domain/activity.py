"""What happened, as sentences: message ids in English with facts, for every type of event (PRODUCT 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from server.domain.events import HIDDEN, Event
from server.domain.views import Sentence
from server.domain.vocabulary import Priority, Standing
from server.domain.wording import PRIORITIES, STANDINGS


@dataclass(frozen=True, slots=True)
class _Voices:
    """One happening said of the reader, of somebody else, and of nobody in particular."""

    you: Sentence
    other: Sentence
    nobody: Sentence


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

    def say(self, voices: _Voices, **facts: object) -> Sentence:
        by = self.event.by
        if by == self.you:
            return replace(voices.you, facts=facts)
        if by.startswith("agent:"):
            return replace(voices.other, facts={"who": self.called(by), **facts})
        return replace(voices.nobody, facts=facts)


_TOOK = _Voices(
    Sentence("You took over"),
    Sentence("%(who)s took over"),
    Sentence("Assigned automatically"),
)
_GAVE_YOU = _Voices(
    Sentence("You took over"),
    Sentence("%(who)s assigned this to you"),
    Sentence("Assigned to you automatically"),
)
_GAVE = _Voices(
    Sentence("You assigned this to %(whom)s"),
    Sentence("%(who)s assigned this to %(whom)s"),
    Sentence("Assigned to %(whom)s automatically"),
)
_RELEASED = _Voices(
    Sentence("You removed the assignee"),
    Sentence("%(who)s removed the assignee"),
    Sentence("The assignee was removed automatically"),
)
_SET = _Voices(
    Sentence("You set this to “%(standing_word)s”"),
    Sentence("%(who)s set this to “%(standing_word)s”"),
    Sentence("Set to “%(standing_word)s” automatically"),
)
_SNOOZED = _Voices(
    Sentence("You snoozed this until %(until_at)s"),
    Sentence("%(who)s snoozed this until %(until_at)s"),
    Sentence("Snoozed until %(until_at)s automatically"),
)
_REOPENED = _Voices(
    Sentence("You reopened this"),
    Sentence("%(who)s reopened this"),
    Sentence("Reopened automatically"),
)
_PRIORITY = _Voices(
    Sentence("You set the priority to “%(priority_word)s”"),
    Sentence("%(who)s set the priority to “%(priority_word)s”"),
    Sentence("Priority set to “%(priority_word)s” automatically"),
)
_TAGGED = _Voices(
    Sentence("You added the tag “%(tag)s”"),
    Sentence("%(who)s added the tag “%(tag)s”"),
    Sentence("Tag “%(tag)s” added automatically"),
)
_UNTAGGED = _Voices(
    Sentence("You removed the tag “%(tag)s”"),
    Sentence("%(who)s removed the tag “%(tag)s”"),
    Sentence("Tag “%(tag)s” removed automatically"),
)
_CLAIMED = _Voices(
    Sentence("You said that you are replying"),
    Sentence("%(who)s announced a reply"),
    Sentence("Somebody announced a reply"),
)
_CLAIMED_YOURS = _Voices(
    Sentence("You said that you are replying"),
    Sentence("%(who)s is replying in your place"),
    Sentence("Somebody is replying in your place"),
)
_CLAIMED_OVER = _Voices(
    Sentence("You are replying in place of %(whom)s"),
    Sentence("%(who)s is replying in place of %(whom)s"),
    Sentence("Somebody is replying in place of %(whom)s"),
)
_MERGED = _Voices(
    Sentence("You merged another conversation into this one"),
    Sentence("%(who)s merged another conversation into this one"),
    Sentence("Merged with another conversation of this mail"),
)


def describe(event: Event, *, name: Callable[[str], str], you: str) -> Sentence | None:
    """Say what happened, or None for what the activity does not show.

    `name` gives the name behind `agent:<id>` or `team:<id>` (empty when gone), `you` is the reader's own id.
    """
    if event.type in HIDDEN:
        return None
    scene = _Scene(event, name, you)
    if event.type in _PLAIN:
        return _PLAIN[event.type]
    if event.type in _BY_SOMEBODY:
        return scene.say(_BY_SOMEBODY[event.type])
    teller = _TELLERS.get(event.type)
    return teller(scene) if teller else None


def _message_in(scene: _Scene) -> Sentence:
    sender = scene.text("sender")
    if scene.event.data.get("confirmed") is False:
        return Sentence("%(sender)s wrote (sender not confirmed)", {"sender": sender})
    if scene.event.data.get("participant_new"):
        return Sentence("%(sender)s wrote, new in this conversation", {"sender": sender})
    return Sentence("%(sender)s wrote", {"sender": sender})


def _message_out(scene: _Scene) -> Sentence:
    agent = scene.text("agent")
    party = agent if not agent or agent.startswith("agent:") else f"agent:{agent}"
    if party and party == scene.you:
        return Sentence("You replied")
    who = scene.name(party) if party else ""
    return Sentence("%(who)s replied", {"who": who or scene.text("sender") or "?"})


def _auto_reply(scene: _Scene) -> Sentence:
    return Sentence("Automatic reply from %(sender)s", {"sender": scene.text("sender")})


def _assigned(scene: _Scene) -> Sentence:
    to = scene.text("to")
    if to == scene.event.by:
        return scene.say(_TOOK)
    if to == scene.you:
        return scene.say(_GAVE_YOU)
    return scene.say(_GAVE, whom=scene.called(to))


def _unassigned(scene: _Scene) -> Sentence:
    if scene.text("reason") == "left":
        whom = scene.called(scene.text("before"))
        return Sentence("%(whom)s can no longer be assignee here", {"whom": whom})
    return scene.say(_RELEASED)


def _status(scene: _Scene) -> Sentence:
    word = STANDINGS[Standing(scene.text("to"))].message
    if scene.text("reason") == "reply":
        return Sentence("Set to “%(standing_word)s” after the reply", {"standing_word": word})
    return scene.say(_SET, standing_word=word)


def _snoozed(scene: _Scene) -> Sentence:
    return scene.say(_SNOOZED, until_at=scene.event.data.get("until"))


def _woke(scene: _Scene) -> Sentence:
    if scene.text("reason") == "reply":
        return Sentence("Open again: a reply came")
    return Sentence("Open again: the snooze is over")


def _reopened(scene: _Scene) -> Sentence:
    if scene.text("by") == "message":
        return Sentence("Reopened by a new mail")
    if scene.text("by") == "bounce":
        return Sentence("Reopened because a mail could not be delivered")
    return scene.say(_REOPENED)


def _delayed(scene: _Scene) -> Sentence:
    return Sentence(
        "Too many automatic mails: reopens at %(until_at)s", {"until_at": scene.event.data.get("until")}
    )


def _priority(scene: _Scene) -> Sentence:
    return scene.say(_PRIORITY, priority_word=PRIORITIES[Priority(scene.text("to"))].message)


def _tag_added(scene: _Scene) -> Sentence:
    return scene.say(_TAGGED, tag=scene.text("tag"))


def _tag_removed(scene: _Scene) -> Sentence:
    return scene.say(_UNTAGGED, tag=scene.text("tag"))


def _claimed(scene: _Scene) -> Sentence:
    over = scene.text("over")
    if not over:
        return scene.say(_CLAIMED)
    party = over if over.startswith("agent:") else f"agent:{over}"
    if party == scene.you:
        return scene.say(_CLAIMED_YOURS)
    return scene.say(_CLAIMED_OVER, whom=scene.called(party))


def _linked(scene: _Scene) -> Sentence:
    if scene.text("kind") == "forwarded_from":
        return Sentence("Forwarded from another conversation")
    return Sentence("Continues an earlier conversation")


def _merged(scene: _Scene) -> Sentence:
    if scene.event.data.get("automatic"):
        return Sentence("Merged with another conversation of this mail")
    return scene.say(_MERGED)


_PLAIN: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "conversation_created": Sentence("Conversation begun"),
        "bounce": Sentence("A mail could not be delivered"),
        "thread_conflict": Sentence("This mail also refers to another conversation"),
        "id_conflict": Sentence("Another mail came with the same id"),
    }
)
_BY_SOMEBODY: Final[Mapping[str, _Voices]] = MappingProxyType(
    {
        "comment_edited": _Voices(
            Sentence("You edited a comment"),
            Sentence("%(who)s edited a comment"),
            Sentence("A comment was edited"),
        ),
        "comment_deleted": _Voices(
            Sentence("You deleted a comment"),
            Sentence("%(who)s deleted a comment"),
            Sentence("A comment was deleted"),
        ),
        "mailbox_added": _Voices(
            Sentence("You added this to another shared mailbox"),
            Sentence("%(who)s added this to another shared mailbox"),
            Sentence("Added to another shared mailbox"),
        ),
    }
)
_TELLERS: Final[Mapping[str, Callable[[_Scene], Sentence]]] = MappingProxyType(
    {
        "message_in": _message_in,
        "message_out": _message_out,
        "auto_reply_received": _auto_reply,
        "assigned": _assigned,
        "unassigned": _unassigned,
        "status_changed": _status,
        "snoozed": _snoozed,
        "woke": _woke,
        "reopened": _reopened,
        "reopen_delayed": _delayed,
        "priority_changed": _priority,
        "tag_added": _tag_added,
        "tag_removed": _tag_removed,
        "claimed": _claimed,
        "linked": _linked,
        "merged": _merged,
    }
)
