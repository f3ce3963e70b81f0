"""Calls about working on a conversation together: handing it over, following it, taking back one's own act."""

from __future__ import annotations

from marshmallow import fields

from server.domain.comments import LIMIT
from server.domain.errors import NotFound
from server.usecases import following, handing, undoing
from server.usecases.handing import Handing
from server.web.api import rendering
from server.web.api.acts import answered
from server.web.api.calls import Call, act
from server.web.api.fields import Closed, moment, text
from server.web.api.rendering import Json


class HandOver(Closed):
    """Whom it is handed over to, by which day they are to be done, and a comment."""

    to = text(100, shortest=1, required=True, metadata={"description": "agent:… or team:…"})
    expected = text(
        100,
        required=True,
        allow_none=True,
        metadata={"description": "Who the assignee was when the reader decided; null for nobody"},
    )
    due = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "A day where the receiver is; null for none"},
    )
    text = text(LIMIT, load_default="", metadata={"description": "An internal comment; empty for none"})


class Undoing(Closed):
    """Which act is taken back."""

    act = moment(required=True)


def hand_over(call: Call) -> Json:
    """Give it to somebody with a day and a word."""
    body = call.body
    wanted = Handing(body["to"], body["due"], body["text"], body["expected"])
    done = handing.hand_over(call.inbox, call.asked(), conversation=call.conversation(), handing_over=wanted)
    return answered(call, done)


def follow(call: Call) -> Json:
    """Follow it."""
    return answered(call, following.follow(call.inbox, call.asked(), conversation=call.conversation()))


def unfollow(call: Call) -> Json:
    """Let go of it; who sees it no more by that is told how it was left."""
    done = following.unfollow(call.inbox, call.asked(), conversation=call.conversation())
    try:
        return answered(call, done)
    except NotFound:
        return rendering.conversation(done, call.context(done.at))


def undo(call: Call) -> Json:
    """Take back what the caller has just done."""
    done = undoing.undo(call.inbox, call.asked(), conversation=call.conversation(), act=call.body["act"])
    return answered(call, done)


ROUTES = (
    act(
        "POST",
        "handover",
        "hand_over",
        hand_over,
        HandOver,
        "Hand it over to a colleague or a team, with a due day and a comment",
    ),
    act("PUT", "following", "follow", follow, None, "Follow it", for_people=True),
    act("DELETE", "following", "unfollow", unfollow, None, "Follow it no more", for_people=True),
    act(
        "POST",
        "undo",
        "undo",
        undo,
        Undoing,
        "Take back what you did in the last 30 seconds",
        for_people=True,
    ),
)
