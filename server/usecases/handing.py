"""Handing a conversation over in one step: to whom, by which day, and a word about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain import handing
from server.domain.comments import mentioned
from server.domain.conversation import Change, Conversation
from server.domain.views import ConversationView
from server.domain.vocabulary import Act
from server.domain.workspace import Directory
from server.store.conversations import Stored
from server.usecases.inbox import Asked, Inbox, change, view
from server.usecases.remarking import check_assignee, composed, reached, refuse_blind, told


@dataclass(frozen=True, slots=True)
class Handing:
    """A hand-over as asked for; `due` is a day where the receiver is, `text` a comment or "", `seen` the assignee."""

    to: str
    due: date | None = None
    text: str = ""
    seen: str | None = None


def hand_over(inbox: Inbox, asked: Asked, *, conversation: str, handing_over: Handing) -> ConversationView:
    """Give it to a colleague or a team who finds it first among their own, with a due day and a comment."""
    wanted = handing_over

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        directory, at = inbox.directory, stored.at
        check_assignee(directory, asked.agent.id, wanted.to, record)
        comment = None
        if wanted.text.strip():
            comment = composed(inbox, asked, wanted.text, mention="", at=at)
            refuse_blind(directory, mentioned(comment.mentions), record)
        return handing.hand_over(
            record,
            to=wanted.to,
            due=handing.due_by(wanted.due, zone=_zone(directory, wanted.to), now=at),
            seen=wanted.seen,
            comment=comment,
            actor=asked.actor,
            at=at,
        )

    def hear(inbox: Inbox, made: Change) -> Mapping[str, int]:
        whom = set(reached(inbox.directory, wanted.to, made.after)) - {asked.agent.id}
        at = made.after.handed_at or 0
        return {**told(inbox, made), **dict.fromkeys(sorted(whom), at)}

    done = change(inbox, asked, conversation, Act.ASSIGN, decide, mentions=hear)
    return view(done, asked.agent.id)


def _zone(directory: Directory, party: str) -> ZoneInfo:
    """The zone of an agent, else that of the workspace."""
    agent = directory.agents.get(party.removeprefix("agent:"))
    try:
        return ZoneInfo((agent.zone if agent else None) or directory.workspace.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
